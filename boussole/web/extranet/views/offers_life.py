"""The gestures on an offer: each has its page, which says what will happen, and its POST, which does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from boussole.contact_requests.load import open_requests_of
from boussole.core.moves import MoveRefused
from boussole.core.verdicts import Verdict, no
from boussole.offers import policies
from boussole.offers.actions import life, reviewing, templates
from boussole.offers.models import Offer, OfferVersion
from boussole.web.extranet.desk import Desk, in_structure, page
from boussole.web.extranet.forms.offers.life import ReasonForm

NOTHING_AT_WORK = no("Aucune version n’est en cours d’écriture.")


@dataclass(frozen=True)
class Gesture:
    """What one does to an offer: its words, who may, and the action."""

    heading: str
    lines: tuple[str, ...]
    button: str
    done: str
    may: Callable[[Desk, Offer], Verdict]
    act: Callable[[Desk, Offer, str], object]
    asks_reason: bool = False


def page_of(gesture: Gesture) -> Callable[..., HttpResponse]:
    """The view of a gesture. A refusal is told on the same page, with what was typed."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @in_structure
    def view(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
        offer = offer_of(desk, code)
        verdict = gesture.may(desk, offer)
        form = ReasonForm(request.POST if request.method == "POST" else None)
        refusal = "" if verdict else verdict.reason
        if request.method == "POST" and (not gesture.asks_reason or form.is_valid()):
            try:
                gesture.act(desk, offer, form.cleaned_data.get("note", "") if form.is_valid() else "")
            except MoveRefused as refused:
                refusal = refused.message
            else:
                messages.success(request, gesture.done)
                return redirect("extranet:offer", code)
        return page(
            request,
            desk,
            "offers/life/gesture",
            offer=offer,
            gesture=gesture,
            form=form,
            refusal=refusal,
            open_requests=open_requests_of(offer),
        )

    return view


def offer_of(desk: Desk, code: str) -> Offer:
    """One of my offers; a stranger is told that it does not exist."""
    rows = Offer.objects.visible_to(desk.user, desk.day)
    return get_object_or_404(rows.select_related("structure", "theme", "template"), code=code)


def _at_work(offer: Offer) -> OfferVersion | None:
    """What is being written; asked once for all the gestures of a page."""
    if not hasattr(offer, "_at_work"):
        version = offer.versions.at_work().first()
        if version is not None:
            version.offer = offer
        offer._at_work = version  # type: ignore[attr-defined]
    return offer._at_work  # type: ignore[attr-defined]


def _may(policy: Callable[..., Verdict]) -> Callable[[Desk, Offer], Verdict]:
    return lambda desk, offer: policy(desk.user, offer, desk.day)


def _may_at_work(policy: Callable[..., Verdict]) -> Callable[[Desk, Offer], Verdict]:
    def may(desk: Desk, offer: Offer) -> Verdict:
        version = _at_work(offer)
        return policy(desk.user, version, desk.day) if version else NOTHING_AT_WORK

    return may


def _with_reason(action: Callable[..., object]) -> Callable[[Desk, Offer, str], object]:
    return lambda desk, offer, note: action(offer, note=note, by=desk.user, day=desk.day, now=desk.now)


def _plain(action: Callable[..., object]) -> Callable[[Desk, Offer, str], object]:
    return lambda desk, offer, _note: action(offer, by=desk.user, day=desk.day, now=desk.now)


def _on_version(action: Callable[..., object]) -> Callable[[Desk, Offer, str], object]:
    def act(desk: Desk, offer: Offer, _note: str) -> object:
        if (version := _at_work(offer)) is None:
            raise MoveRefused(NOTHING_AT_WORK.reason)
        return action(version, by=desk.user, day=desk.day, now=desk.now)

    return act


GESTURES: Mapping[str, Gesture] = {
    "pause_offer": Gesture(
        heading="Mettre l’offre en pause",
        lines=(
            "Les jeunes ne la trouvent plus, dès maintenant. Vous la remettez en ligne quand vous voulez.",
        ),
        button="Mettre en pause",
        done="L’offre est en pause.",
        may=_may(policies.can_pause),
        act=_with_reason(life.pause),
        asks_reason=True,
    ),
    "resume_offer": Gesture(
        heading="Remettre l’offre en ligne",
        lines=(
            "Les jeunes la trouvent de nouveau, telle qu’elle était. Elle compte comme confirmée aujourd’hui.",
        ),
        button="Remettre en ligne",
        done="L’offre est de nouveau en ligne.",
        may=_may(policies.can_resume),
        act=_plain(life.resume),
    ),
    "end_offer": Gesture(
        heading="Terminer l’offre",
        lines=(
            "Les jeunes ne la trouvent plus, dès maintenant. Son adresse dit qu’elle est terminée, et où aller.",
            "Une version proposée ou programmée redevient un brouillon.",
            "Vous connaissez le dernier jour ? Écrivez-le plutôt dans l’offre, à « Jusqu’au » : elle finira seule.",
        ),
        button="Terminer l’offre",
        done="L’offre est terminée.",
        may=_may(policies.can_end),
        act=_with_reason(life.end),
        asks_reason=True,
    ),
    "archive_offer": Gesture(
        heading="Archiver l’offre",
        lines=("Elle quitte la liste de vos offres. Son histoire est gardée, et vous pouvez la ressortir.",),
        button="Archiver",
        done="L’offre est archivée.",
        may=_may(policies.can_archive),
        act=_plain(life.archive),
    ),
    "unarchive_offer": Gesture(
        heading="Ressortir l’offre des archives",
        lines=("Elle revient comme elle était : terminée, ou en brouillon si elle n’a jamais été en ligne.",),
        button="Ressortir",
        done="L’offre est sortie des archives.",
        may=_may(policies.can_unarchive),
        act=_plain(life.unarchive),
    ),
    "drop_draft": Gesture(
        heading="Abandonner le brouillon",
        lines=(
            "Ce qui est en ligne reste en ligne. Le brouillon reste dans l’histoire de l’offre.",
            "Une offre jamais mise en ligne est archivée avec lui.",
        ),
        button="Abandonner le brouillon",
        done="Le brouillon est abandonné.",
        may=_may_at_work(policies.can_drop),
        act=_on_version(life.drop),
    ),
    "withdraw_version": Gesture(
        heading="Reprendre ce qui est en relecture",
        lines=("La version redevient un brouillon. L’animation n’a plus à la relire.",),
        button="Reprendre l’écriture",
        done="La version est de nouveau un brouillon.",
        may=_may_at_work(policies.can_withdraw),
        act=_on_version(reviewing.withdraw),
    ),
    "cancel_schedule": Gesture(
        heading="Annuler la publication programmée",
        lines=("La version redevient un brouillon. Pour la publier, il faudra la proposer de nouveau.",),
        button="Annuler la publication",
        done="La publication est annulée : la version est de nouveau un brouillon.",
        may=_may_at_work(policies.can_cancel_schedule),
        act=_on_version(reviewing.cancel_schedule),
    ),
    "detach_offer": Gesture(
        heading="Détacher l’offre de son modèle",
        lines=(
            "Elle garde son texte d’aujourd’hui, et vous pouvez tout y changer.",
            "Quand le modèle change, elle ne change plus avec lui. On ne la rattache pas : il faudrait repartir "
            "du modèle.",
        ),
        button="Détacher du modèle",
        done="L’offre ne suit plus son modèle.",
        may=_may(policies.can_detach),
        act=_plain(templates.detach),
    ),
}
"""By the name of their route."""


def possible_on(desk: Desk, offer: Offer) -> list[tuple[str, Gesture]]:
    """The gestures that this person may make on this offer today, with the name of their route."""
    return [(route, gesture) for route, gesture in GESTURES.items() if gesture.may(desk, offer)]


pause = page_of(GESTURES["pause_offer"])
resume = page_of(GESTURES["resume_offer"])
end = page_of(GESTURES["end_offer"])
archive = page_of(GESTURES["archive_offer"])
unarchive = page_of(GESTURES["unarchive_offer"])
drop = page_of(GESTURES["drop_draft"])
withdraw = page_of(GESTURES["withdraw_version"])
cancel_schedule = page_of(GESTURES["cancel_schedule"])
detach = page_of(GESTURES["detach_offer"])
