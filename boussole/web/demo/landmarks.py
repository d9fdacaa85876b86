"""Where « à essayer » leads: pages of the story, found in what the year has written and the visitor has left."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import NoReverseMatch, reverse

from boussole.animation.models import StructureQuestion
from boussole.contact_requests.links import follow_up_link
from boussole.contact_requests.models import ActionLink, ContactRequest, Filing, Redirection
from boussole.demo.personas import NADIAS, Persona
from boussole.demo.redirections import agreement_filing
from boussole.demo.stuck import late_filing
from boussole.mail.models import OutgoingMessage
from boussole.offers.models import OfferVersion
from boussole.partners.models import Signatory, Structure
from boussole.questionnaires.models import Questionnaire

FROM_A_MAIL = "/extranet/mail/"  # what only a link to act without signing in holds
TO_SIGN = "/signature/"  # what only a link to sign a charter holds
OPEN = frozenset({"code", "signer", "noe", "maya", "e-mail", "horloge"})  # pages that ask for no account
Status = Redirection.Status


@dataclass(frozen=True, slots=True)
class Door:
    """One thing to try; `url` is empty when its story is over. `is_open` asks for no account."""

    text: str
    slug: str
    url: str
    is_open: bool


def doors_of(persona: Persona, now: datetime) -> list[Door]:
    """What this persona may try, each with the page where it is done."""
    return [Door(each.text, each.to, url_of(each.to, now), each.to in OPEN) for each in persona.try_this]


def door_of(persona: Persona, slug: str, now: datetime) -> str:
    """The address of one of them; empty for what is not of this persona."""
    return url_of(slug, now) if slug in {each.to for each in persona.try_this} else ""


def url_of(slug: str, now: datetime) -> str:
    """The address of this page; empty when there is none, or no longer."""
    if slug not in LANDMARKS:
        return ""
    try:
        return LANDMARKS[slug](now)
    except NoReverseMatch:  # its site is switched off
        return ""


# --- Young people -----------------------------------------------------------------------------------
def _page_of(filing: Filing | None) -> str:
    return follow_up_link(filing) if filing else ""


# --- The structure of Nadia and Paul ----------------------------------------------------------------
def _mail_to_act_from(now: datetime) -> str:
    """The last mail of the structure whose link still answers for a request that waits."""
    waiting = ContactRequest.objects.awaiting_answer().filter(structure__code=NADIAS, due_at__gte=now)
    alive = ActionLink.objects.alive(now).filter(contact_request__in=waiting)
    about = {str(pk) for pk in alive.values_list("contact_request", flat=True)}
    mails = OutgoingMessage.objects.filter(
        about_type=ContactRequest._meta.label, about_id__in=about, body__contains=FROM_A_MAIL
    )
    mail = mails.order_by("-created_at", "-pk").first()
    return reverse("demo:message", args=[mail.pk]) if mail else ""


def _to_examine(now: datetime) -> str:
    asked = Redirection.objects.filter(to_structure__code=NADIAS, status=Status.PROPOSED).first()
    return reverse("extranet:redirection", args=[asked.public_id]) if asked else ""


def _come_back(now: datetime) -> str:
    """What another structure declined, and that still waits for somebody."""
    rows = Redirection.objects.filter(contact_request__structure__code=NADIAS, status=Status.DECLINED)
    rows = rows.filter(contact_request__in=ContactRequest.objects.open()).select_related("contact_request")
    last = rows.order_by("-at").first()
    return reverse("extranet:contact_request", args=[last.contact_request.public_id]) if last else ""


# --- The animation ----------------------------------------------------------------------------------
def _to_unblock(now: datetime) -> str:
    """Noé's request, as long as nobody has called him."""
    filing = late_filing()
    stuck = ContactRequest.objects.overdue(now).filter(filing=filing).first() if filing else None
    return reverse("animators:watched", args=[stuck.public_id]) if stuck else ""


def _sent_back(now: datetime) -> str:
    """The offer of Nadia's structure that Claire sent back, as long as nobody has proposed it again."""
    rows = OfferVersion.objects.filter(status=OfferVersion.Status.SENT_BACK, offer__structure__code=NADIAS)
    found = rows.select_related("offer").order_by("-saved_at").first()
    return reverse("extranet:write_offer", args=[found.offer.code]) if found else ""


def _to_review(now: datetime) -> str:
    """The change that waits for the longest."""
    changes = OfferVersion.objects.to_review().filter(number__gt=1)
    found = changes.select_related("offer").first()
    return reverse("animators:review_offer", args=[found.offer.code]) if found else ""


def _asked(now: datetime) -> str:
    """The question of the animation that Nadia's structure has not answered."""
    found = StructureQuestion.objects.waiting().filter(structure__code=NADIAS).first()
    return reverse("extranet:question", args=[found.public_id]) if found else ""


def _to_sign(now: datetime) -> str:
    """The last mail by which the director of the animation is asked to sign, while she has not."""
    waiting = Signatory.objects.filter(
        role=Signatory.Role.DIRECTOR, signed_at=None, refused_at=None, agreement__status="SIGNING"
    )
    about = {str(pk) for pk in waiting.values_list("pk", flat=True)}
    # Of that charter: she is written to about others, and their links open nothing once they are over.
    mails = OutgoingMessage.objects.filter(
        about_type=Signatory._meta.label, about_id__in=about, body__contains=TO_SIGN
    )
    mail = mails.order_by("-created_at", "-pk").first()
    return reverse("demo:message", args=[mail.pk]) if mail else ""


def _charter(now: datetime) -> str:
    """The charter of Nadia's structure, as its manager reads it."""
    structure = Structure.objects.filter(code=NADIAS).first()
    return reverse("extranet:charter", args=[structure.public_id]) if structure else ""


def _national_draft(now: datetime) -> str:
    draft = Questionnaire.objects.at_work().filter(territory=None).order_by("-saved_at").first()
    return reverse("animators:questionnaire", args=[draft.pk]) if draft else ""


def _always(route: str, after: str = "") -> Callable[[datetime], str]:
    return lambda now: reverse(route) + after


LANDMARKS: Mapping[str, Callable[[datetime], str]] = {
    "code": _always("public:find"),
    "noe": lambda now: _page_of(late_filing()),
    "maya": lambda now: _page_of(agreement_filing()),
    "e-mail": _mail_to_act_from,
    "a-examiner": _to_examine,
    "revenue": _come_back,
    "absences": _always("extranet:absences"),
    "desaccords": _always("extranet:disagreements"),
    "retards": _always("extranet:requests", "?echeance=retard"),
    "chiffres": _always("extranet:figures"),
    "a-debloquer": _to_unblock,
    "verifications": _always("animators:review"),
    "renvoyee": _sent_back,
    "a-confirmer": _always("extranet:confirm_offers"),
    "question": _asked,
    "relire": _to_review,
    "coordonnees": _always("extranet:my_coordinates"),
    "charte": _charter,
    "equipe": _always("extranet:colleagues"),
    "annuaire": _always("extranet:directory"),
    "reseau": _always("animators:network"),
    "signer": _to_sign,
    "droits": _always("animators:rights"),
    "besoins": _always("animators:needs", "?theme=logement"),
    "brouillon": _national_draft,
    "territoires": _always("animators:territories"),
    "pays": _always("animators:home"),
    "horloge": _always("demo:home", "#horloge"),
}
