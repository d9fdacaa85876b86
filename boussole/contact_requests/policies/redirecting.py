"""Who may hand a request over, to whom, and who answers (product.md 5.4, charter clause P3)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from boussole.accounts.models import User
from boussole.contact_requests import passing
from boussole.contact_requests.models import ContactRequest, Filing, Redirection
from boussole.contact_requests.policies.requests import can_read
from boussole.contact_requests.policies.unblocking import can_unblock
from boussole.contact_requests.queries.redirecting import closed_doors
from boussole.core import phones
from boussole.core.clock import local_day
from boussole.core.verdicts import YES, Verdict, no
from boussole.offers.models import Offer

Status = Redirection.Status


def can_redirect(user: User, contact_request: ContactRequest, now: datetime) -> Verdict:
    """Whoever may answer the open request; the animation, for one that it may unblock. One at a time."""
    if not contact_request.is_open:
        return no("Cette demande est terminée : elle ne peut plus être réorientée.")
    if contact_request.redirections.under_way().exists():
        return no("Une réorientation est déjà en cours : attendez la réponse, ou annulez-la.")
    return _may_decide(user, contact_request, now)


def _may_decide(user: User, contact_request: ContactRequest, now: datetime) -> Verdict:
    if can_unblock(user, contact_request, now):
        return YES
    return can_read(user, contact_request, now)


def can_target(contact_request: ContactRequest, offer: Offer, now: datetime) -> Verdict:
    """An offer shown that day, of a structure that was not there before: loops are refused."""
    if reason := closed_doors(contact_request).reason(offer):
        return no(reason)
    day = local_day(now, contact_request.filing.timezone)
    if not Offer.objects.shown_on(day).filter(pk=offer.pk).exists():
        return no("Cette offre n’est plus proposée aujourd’hui : choisissez-en une autre.")
    return YES


def can_be_asked(filing: Filing) -> Verdict:
    """Whether the young person's agreement may be asked for by message."""
    if filing.email or (filing.phone and phones.is_mobile(filing.phone)):
        return YES
    return no("Cette personne n’a laissé ni e-mail ni mobile : demandez-lui son accord de vive voix.")


def can_hear_agreement(user: User, contact_request: ContactRequest, now: datetime) -> Verdict:
    """Say that the young person agreed by voice: whoever had a way to hear them (guarantees.md R21, T33)."""
    if contact_request.looks.filter(by=user).exists():
        return YES
    if can_read(user, contact_request, now):
        return YES
    return no(
        "Ouvrez d’abord ses coordonnées et appelez la personne, ou demandez-lui son accord par message."
    )


def says_enough(diagnosis: str, filing: Filing) -> Verdict:
    """A pre-diagnosis that helps to decide, and that tells nobody who it is about."""
    if not diagnosis.strip():
        return no("Écrivez en quelques mots ce que vous avez compris de son besoin.")
    if told := passing.betrays(diagnosis, filing):
        return no(f"Retirez {told} : la structure lit ce texte avant d’accepter, le reste vient après.")
    return YES


def are_offered(codes: Iterable[str], fields: Iterable[passing.Field]) -> Verdict:
    """Only what the sender has can be passed on."""
    if set(codes) - {field.code for field in fields}:
        return no("La situation de la personne vient de changer : relisez ce que vous transmettez.")
    return YES


def can_agree(redirection: Redirection) -> Verdict:
    """The young person, through their own link: as long as nobody has answered for them."""
    if redirection.status in (Status.WAITING_AGREEMENT, Status.LAPSED):
        return YES
    if redirection.status == Status.CANCELLED:
        return no("La structure a gardé ta demande : il n’y a plus rien à choisir.")
    return no("Tu as déjà répondu.")


def can_note_agreement(user: User, redirection: Redirection, now: datetime) -> Verdict:
    """The sender, who has obtained by voice what was asked by message."""
    if redirection.status not in (Status.WAITING_AGREEMENT, Status.LAPSED):
        return no("Cette réorientation n’attend plus l’accord de la personne.")
    return _may_decide(user, redirection.contact_request, now)


def can_cancel(user: User, redirection: Redirection, now: datetime) -> Verdict:
    """The sender, until somebody has answered."""
    if not redirection.is_under_way:
        return no(f"Cette réorientation est « {redirection.get_status_display().lower()} ».")
    return _may_decide(user, redirection.contact_request, now)


def can_decline(user: User, redirection: Redirection, now: datetime) -> Verdict:
    """The people of the receiver, as long as it waits for them."""
    if redirection.status == Status.CANCELLED:
        return no("La structure qui vous l’adressait a annulé cette réorientation.")
    if redirection.status != Status.PROPOSED:
        return no("Quelqu’un a déjà répondu à cette réorientation.")
    if Redirection.objects.received_by(user, now).filter(pk=redirection.pk).exists():
        return YES
    return no("Seules les personnes référentes de la structure sollicitée répondent.")


def can_accept(user: User, redirection: Redirection, now: datetime) -> Verdict:
    """The same people, unless the young person has asked them directly meanwhile."""
    verdict = can_decline(user, redirection, now)
    if not verdict:
        return verdict
    siblings = ContactRequest.objects.filter(filing=redirection.contact_request.filing_id)
    if siblings.filter(offer=redirection.to_offer_id).exists():
        return no("La personne vous a demandé cette offre entre-temps : déclinez, vous la suivez déjà.")
    return YES
