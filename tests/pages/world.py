"""The Loire on a Monday morning, with everything that a page may have to show: none, one and many, long and late."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import F, Q
from django.utils.text import slugify

from boussole.accounts import actions as accounts
from boussole.accounts.models import User
from boussole.contact_requests import action_links, actions
from boussole.contact_requests.actions.ending import end
from boussole.contact_requests.draft import SharedAnswer
from boussole.contact_requests.links import token_for
from boussole.contact_requests.models import ContactRequest, Filing, Opinion
from boussole.core.db import locked
from boussole.interop.bundles import open_bundle
from boussole.interop.loading import load
from boussole.mail.models import OutgoingMessage
from boussole.offers import reach
from boussole.offers.models import Offer
from boussole.partners import actions as partners
from boussole.partners.actions import Plan
from boussole.partners.models import Absence, Structure
from boussole.questionnaires.definition import Answers
from boussole.questionnaires.models import Questionnaire
from boussole.web.public.visit import ThemeAnswers, Visit
from tests.factories import NOW
from tests.factories.accounts import PASSWORD, SECRET, MandateFactory, UserFactory
from tests.factories.contact_requests import FilingFactory
from tests.factories.partners import ReferentFactory
from tests.factories.questionnaires import ThemeFactory
from tests.factories.territories import SAINT_ETIENNE
from tests.pages.redirected import add_redirections

CONTENT = Path(__file__).resolve().parents[2] / "content"
INTERVIEW, RESUME, BED = "preparer-entretien", "cv-et-lettre", "chambre-en-residence"
MOBILE = "mobile@example.org"  # signs in with a password, and is asked for a code
BUSY, QUIET, SLOWER = "mission-locale-stephanois", "vie-etudiante-loire", "tremplin-loire"
SHARED_MAILBOX = "accueil@example.org"
LONG_NAME = "Marie-Antoinette-Élisabeth"
LONG_TEXT = (
    "Bonjour, j’ai arrêté le lycée en mars et depuis je cherche un peu partout. "
    "Je peux me déplacer en tram, mais pas très loin, et je garde mon petit frère le mercredi. " * 3
)
JOB_ANSWERS = {
    "statut": frozenset({"recherche"}),
    "cherche": frozenset({"emploi", "alternance"}),
    "diplome": frozenset({"bac"}),
    "suivi": frozenset({"non"}),
    "deplacement": frozenset({"non"}),
    "permis": frozenset({"non"}),
    "handicap": frozenset({"oui"}),
}
KEPT_FILTERS = {
    "Celles que je suis": "?etat=ouvertes&personne=moi",
    "En retard, sans personne pour les suivre encore, à répartir": "?echeance=retard&personne=personne",
}
DELICATE = (
    SharedAnswer("statut", "Situation", "Je n’ai ni cours ni travail"),
    SharedAnswer("handicap", "Handicap ou maladie", "Oui", sensitive=True),
)


@dataclass
class World:
    """What the pages are about, by the names that the catalogue uses."""

    users: dict[str, User] = field(default_factory=dict)
    requests: dict[str, ContactRequest] = field(default_factory=dict)
    filings: dict[str, Filing] = field(default_factory=dict)
    visits: dict[str, Visit] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)


def build_world() -> World:
    """Fill an empty database. Two seconds."""
    national = CONTENT / "national"
    for bundle in (open_bundle(national), open_bundle(CONTENT / "demo-loire", national)):
        load(bundle, now=_ago(days=90))
    ThemeFactory(code="loisirs", name="Loisirs", invitation="Trouver une activité")  # open nowhere
    with transaction.atomic():
        paused = Offer.objects.filter(Q(code=BED) | Q(theme__code="mobilite"))
        paused.update(status="PAUSED")
        reach.refresh(list(paused))
    world = World()
    _add_people(world)
    _add_requests(world)
    redirections = add_redirections(world)
    _add_doors(world)
    world.paths |= redirections
    _add_workshop(world)
    _add_absences(world)
    _add_visits(world)
    return world


# --- People ---------------------------------------------------------------------------------------
def _add_people(world: World) -> None:
    busy, quiet = Structure.objects.get(code=BUSY), Structure.objects.get(code=QUIET)
    nadia = User.objects.get(email="nadia.belkacem@example.org")
    nadia.set_password(PASSWORD)
    nadia.save()
    nadia = accounts.enrol_second_factor(nadia, SECRET, period=0, now=NOW)
    claire = User.objects.get(email="claire.fontanel@example.org")
    several = ReferentFactory(structure=busy, role="MANAGER", user__first_name="Ousmane").user
    ReferentFactory(structure=quiet, user=several)
    ReferentFactory(
        structure=busy,
        user__first_name=LONG_NAME,
        user__last_name="Belkacem-Vandenbroucke-Oyelaran",
        user__job_title="Conseillère en insertion sociale et professionnelle, référente de l’accompagnement",
    )
    world.users = {
        "referent": nadia,
        "several": several,
        "quiet": ReferentFactory(structure=quiet, role="MANAGER").user,
        "animator": claire,
        "national": User.objects.get(email="hugo.marchetti@example.org"),
        "regional": MandateFactory(role="REGIONAL", territory=None, region="84").user,
        "observer": MandateFactory(role="OBSERVER", territory=claire.mandates.get().territory).user,
        "nobody": UserFactory(),
        "newcomer": UserFactory(),
        "codes": UserFactory.with_second_factor(),
        "colleague": ReferentFactory(structure=busy, user__first_name="Malik", user__last_name="Diallo").user,
        "mobile": UserFactory.with_second_factor(email=MOBILE),
    }
    for name, query in KEPT_FILTERS.items():
        actions.keep_filter(name=name, query=query, by=nadia)


# --- Requests -------------------------------------------------------------------------------------
def _add_requests(world: World) -> None:
    nadia = world.users["referent"]
    world.requests = {
        "late": _asked(days_ago=4, first_name="Inès", message=LONG_TEXT),
        "stuck": _asked(days_ago=8, first_name="Maël"),
        "today": _asked(days_ago=2, first_name="Bilal", email="", moments=("MORNING", "EVENING")),
        "tomorrow": _asked(days_ago=1, first_name=LONG_NAME, voicemail_ok=False),
        "minor": _asked(days_ago=0, first_name="Noé", age=16, delicate=True),
        "without name": _asked(days_ago=0, first_name="", phone="", email="anonyme@example.org", message=""),
    }
    mine = world.requests["mine"] = _asked(days_ago=2, first_name="Amandine")
    actions.take_up(mine, by=nadia, now=_ago(days=1, hours=20))
    tried = world.requests["tried"] = _asked(days_ago=3, first_name="Kévin")
    _try(tried, nadia, "NOT_REACHED", _ago(days=2))
    _try(tried, nadia, "LEFT_MESSAGE", _ago(days=1), next_step="Rappeler jeudi après 17 h.")
    reached = world.requests["contacted"] = _asked(days_ago=6, first_name="Sarah", delicate=True)
    _try(reached, nadia, "NOT_REACHED", _ago(days=5))
    _try(reached, nadia, "REACHED", _ago(days=4), text=LONG_TEXT)
    actions.add_note(reached, text="Préfère le tram.", visibility="PRIVATE", by=nadia, now=_ago(days=3))
    closed = world.requests["closed"] = _asked(days_ago=9, first_name="Hugo")
    _try(closed, nadia, "REACHED", _ago(days=8))
    actions.close(closed, outcome="APPOINTMENT", by=nadia, now=_ago(days=7), note="Mercredi à 14 h.")
    world.requests["withdrawn"] = withdrawn = _asked(days_ago=5, first_name="Léa")
    actions.withdraw(withdrawn, now=_ago(days=4))
    for number in range(40):
        old = _asked(days_ago=20 + number, first_name=f"Alix {number + 1}")
        _try(old, nadia, "REACHED", _ago(days=19 + number))
        actions.close(old, outcome="INFORMED", by=nadia, now=_ago(days=18 + number))
        if number < 7:
            _give_an_opinion(old, number)
    _asked(days_ago=0, first_name="Robot", is_doubtful=True, message="Venez sur https://gagner.example.org")
    _add_words(world, nadia)
    with transaction.atomic():
        message_refused = OutgoingMessage.objects.about(world.requests["late"])[0]
        message_refused.move_to(OutgoingMessage.Status.DEAD, at=_ago(days=3), error="smtp_550")
    sent = {"status": "SENT", "sent_at": F("created_at"), "closed_at": F("created_at")}
    OutgoingMessage.objects.waiting().update(**sent)
    # The picture of the README is the same whenever it is drawn.
    Filing.objects.filter(pk=world.requests["contacted"].filing_id).update(number="B-7K2M-4QXR")
    world.filings = {
        "waiting": _filed(INTERVIEW, RESUME, now=NOW),
        "late": world.requests["late"].filing,
        "told": world.requests["contacted"].filing,
        **{
            name: world.requests[name].filing
            for name in (
                "just late",
                "said late",
                "tried",
                "contradicted",
                "opinion",
                "withdrawn",
                "unanswered",
            )
        },
        "over": closed.filing,
    }


def _add_words(world: World, nadia: User) -> None:
    """What young people said, against the log or not, and whether it helped."""
    world.requests["just late"] = _asked(days_ago=3, first_name="Yanis")
    said = world.requests["said late"] = _asked(days_ago=5, first_name="Chloé")
    actions.say_not_contacted(said, now=_ago(minutes=30))
    tried = world.requests["contradicted"] = _asked(days_ago=4, first_name="Malik")
    _try(tried, nadia, "NOT_REACHED", _ago(days=3))
    actions.say_not_contacted(tried, now=_ago(days=1))
    good = _asked(days_ago=6, first_name="Anaïs")
    actions.say_contacted(good, now=_ago(days=2))
    happy = world.requests["opinion"] = _asked(days_ago=16, first_name="Zoé")
    _try(happy, nadia, "REACHED", _ago(days=15))
    actions.close(happy, outcome="APPOINTMENT", by=nadia, now=_ago(days=14))
    actions.give_opinion(
        happy, helped="YES", score=5, word="Nadia a pris le temps de m’écouter.", now=_ago(days=8)
    )
    unanswered = world.requests["unanswered"] = _asked(days_ago=40, first_name="Théo")
    with transaction.atomic():
        end(locked(unanswered), ContactRequest.Outcome.UNANSWERED, by=None, now=_ago(days=7))


def _give_an_opinion(row: ContactRequest, number: int) -> None:
    """Seven young people said what they thought of it, one at length."""
    words = {0: "On m’a rappelé vite.", 1: LONG_TEXT[:400], 2: "Merci Nadia"}
    facts = {"helped": ("YES", "YES", "PARTLY", "NO")[number % 4], "score": 5 - number % 4}
    Opinion.objects.create(contact_request=row, word=words.get(number, ""), given_at=NOW, **facts)


def _filed(*codes: str, now: datetime, delicate: bool = False, **changes: Any) -> Filing:
    offers = [Offer.objects.select_related("theme").get(code=code) for code in codes]
    if delicate:
        changes["situations"] = {offer.theme.code: DELICATE for offer in offers}
    return FilingFactory(offers=offers, now=now, **changes)


def _asked(*, days_ago: int, first_name: str, **changes: Any) -> ContactRequest:
    """One request to the busy structure, which promises to answer in two days; nobody has another's number."""
    number = ContactRequest.objects.count()
    reachable = {"phone": f"+3363998{1200 + 7 * number}", "email": f"{slugify(first_name)}@example.org"}
    at = _ago(days=days_ago, minutes=37 * number % 90)
    filing = _filed(INTERVIEW, now=at, first_name=first_name, **{**reachable, **changes})
    return filing.contact_requests.select_related("filing").get()


def _try(
    row: ContactRequest, by: User, result: str, at: datetime, text: str = "", next_step: str = ""
) -> None:
    actions.log_attempt(row, by=by, now=at, kind="CALL", result=result, text=text, next_step=next_step)


def _ago(**by: float) -> datetime:
    return NOW - timedelta(**by)


# --- Addresses and visits -------------------------------------------------------------------------
def _add_doors(world: World) -> None:
    """Addresses that hold a secret or an id."""
    world.paths = {
        **{f"request {name}": f"/extranet/demandes/{row.public_id}/" for name, row in world.requests.items()},
        **{
            f"watched {name}": f"/animation/demandes/{row.public_id}/" for name, row in world.requests.items()
        },
        "elsewhere stuck": f"/animation/demandes/{world.requests['stuck'].public_id}/reorientation/",
        "follow-up link": f"/suivi/{token_for(world.filings['waiting'])}/",
        "opinion": f"/suivi/avis/{world.requests['contacted'].public_id}/",
        "withdraw": f"/suivi/annuler/{world.filings['waiting'].contact_requests.first().public_id}/",
        "structure": f"/extranet/structure/{Structure.objects.get(code=BUSY).public_id}/",
    }
    invited = UserFactory(password=None, email="invite@example.org")
    accounts.invite(invited, by=world.users["referent"], now=NOW)
    world.paths["invitation"] = _link_sent_to(invited, "invitation")
    forgetful = UserFactory()  # who does not sign in: that would spend the link
    accounts.send_reset_link(forgetful.email, now=NOW)
    world.paths["reset"] = _link_sent_to(forgetful, "reset")


def _add_absences(world: World) -> None:
    """Somebody away today, somebody soon, and a structure that answers later."""
    manager, nadia = world.users["several"], world.users["referent"]
    busy, slower = Structure.objects.get(code=BUSY), Structure.objects.get(code=SLOWER)
    long_name = User.objects.get(first_name=LONG_NAME)
    today = NOW.date()
    week = timedelta(days=7)
    mailbox = {"rule": Absence.Rule.MAILBOX, "mailbox": SHARED_MAILBOX}
    partners.declare_absence(Plan(busy, long_name, today, today + week, **mailbox), by=manager, now=NOW)
    soon = Plan(busy, nadia, today + 2 * week, today + 3 * week, Absence.Rule.DEPUTY, deputy=long_name)
    absence = partners.declare_absence(soon, by=manager, now=NOW)
    world.paths["cancel absence"] = f"/extranet/absences/{absence.public_id}/annulation/"
    called_off = Plan(busy, manager, today + 4 * week, today + 4 * week, **mailbox)
    partners.cancel_absence(partners.declare_absence(called_off, by=manager, now=NOW), by=manager, now=NOW)
    boss = ReferentFactory(structure=slower, role="MANAGER").user
    longer = Plan(slower, None, today, today + week, Absence.Rule.LONGER_DELAY, promised_days=7)
    partners.declare_absence(longer, by=boss, now=NOW)
    world.paths["departure"] = f"/extranet/collegues/{busy.referents.get(user=nadia).pk}/depart/"


def _add_workshop(world: World) -> None:
    """What professionals arrange for themselves, and the links of their mails."""
    nadia, late = world.users["referent"], world.requests["late"]
    busy = Structure.objects.get(code=BUSY)
    text = "Bonjour {prénom}, {moi} de {structure}. Je te rappelle demain matin, avant midi."
    answer = actions.add_ready_answer(busy, title="Prise de contact", text=text, by=nadia, now=NOW)
    actions.add_ready_answer(busy, title="Message laissé sur le répondeur", text=LONG_TEXT, by=nadia, now=NOW)
    actions.open_calendar_feed(world.users["several"], now=NOW)
    Offer.objects.filter(pk=late.offer_id).update(contact_emails=[SHARED_MAILBOX])
    world.paths |= {
        "mail link": urlsplit(action_links.issue(late, nadia.email, NOW)).path,
        "shared mail link": urlsplit(action_links.issue(late, SHARED_MAILBOX, NOW)).path,
        "ready answer": f"/extranet/reponses/{answer.pk}/",
        "delete ready answer": f"/extranet/reponses/{answer.pk}/suppression/",
    }


def _link_sent_to(user: User, message: str) -> str:
    body = OutgoingMessage.objects.get(to_address=user.email, template=f"accounts/emails/{message}").body
    return "/extranet/" + body.partition("/extranet/")[2].split()[0]


def _add_visits(world: World) -> None:
    offers = {code: Offer.objects.get(code=code).pk for code in (INTERVIEW, RESUME, BED)}
    lina: dict[str, Any] = {"commune": SAINT_ETIENNE, "age": 19, "age_is_asked": True}
    abroad = lina | {"themes": {"mobilite": _answers("mobilite")}}
    lina["themes"] = {"emploi": _answers("emploi", JOB_ANSWERS)}
    world.visits = {
        "nothing": Visit(),
        "home": Visit(commune=SAINT_ETIENNE),
        "elsewhere": Visit(commune="69383", age=19, age_is_asked=True),
        "two communes": Visit(commune=SAINT_ETIENNE, second_commune="42187"),
        "age": Visit(commune=SAINT_ETIENNE, age=19, age_is_asked=True),
        "too young": Visit(commune=SAINT_ETIENNE, age=14, age_is_asked=True),
        "results": Visit(**lina),
        "chosen": Visit(**lina, basket=[offers[INTERVIEW], offers[RESUME]]),
        "no result": Visit(**abroad),
        "gone": Visit(**lina, basket=[offers[INTERVIEW], offers[BED]]),
        **{
            name: Visit(**lina, follow_up=filing.pk, receipts=[filing.pk])
            for name, filing in world.filings.items()
        },
    }
    _add_rights(world, lina)


def _add_rights(world: World, lina: dict[str, Any]) -> None:
    """Who comes back by a code, who was erased, who said « ce n’est pas moi »."""
    waiting = world.filings["waiting"]
    another = _filed(RESUME, now=_ago(days=2))  # of the same contact
    asked = actions.ask_for_code(another.phone, now=NOW)
    forgotten = _filed(RESUME, now=_ago(days=3), phone="+33639985501", email="")
    not_hers = _filed(RESUME, now=_ago(days=3), phone="+33639985500", email="")
    world.paths["forgotten link"] = f"/suivi/{token_for(forgotten)}/"
    actions.erase(forgotten, now=_ago(days=1))
    actions.disown(not_hers, now=_ago(days=1))
    OutgoingMessage.objects.waiting().update(
        status="SENT", sent_at=F("created_at"), closed_at=F("created_at")
    )
    world.visits |= {
        "code asked": Visit(code={"id": str(asked.pk), "to": another.phone}),
        "proved": Visit(**lina, follow_up=waiting.pk, proved=waiting.phone),
        "protected": Visit(proved="+33639985500"),
    }


def _answers(theme: str, answers: Answers | None = None) -> ThemeAnswers:
    """These answers, or every question left untouched, which is an answer too."""
    questionnaire = Questionnaire.objects.get(theme__code=theme, status="PUBLISHED")
    untouched = dict.fromkeys(questionnaire.definition.questions, frozenset())
    return ThemeAnswers(questionnaire.pk, untouched if answers is None else answers)
