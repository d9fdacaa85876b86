"""May this person do this to this request? One question, one answer, one reason."""

from datetime import datetime, timedelta

from boussole.accounts.models import User
from boussole.contact_requests.models import ContactRequest, Filing, FollowUp
from boussole.contact_requests.owed import ENOUGH_ATTEMPTS, ENOUGH_DAYS, is_tried_enough
from boussole.contact_requests.queries.watching import to_review, watched_territories
from boussole.core.verdicts import YES, Verdict, no

Status = ContactRequest.Status
REOPENING = timedelta(days=30)


def can_read(user: User, contact_request: ContactRequest, now: datetime) -> Verdict:
    """The referents of the structure that answers, within their themes and communes."""
    if ContactRequest.objects.visible_to(user, now).filter(pk=contact_request.pk).exists():
        return YES
    return no("Seules les personnes référentes de la structure destinataire suivent cette demande.")


def can_take_up(user: User, contact_request: ContactRequest, now: datetime) -> Verdict:
    if contact_request.status != Status.SENT:
        if contact_request.owner_id == user.pk and contact_request.is_open:
            return no("Vous suivez déjà cette demande.")
        return no(f"Cette demande est déjà « {contact_request.get_status_display()} ».")
    return can_read(user, contact_request, now)


def can_log(user: User, contact_request: ContactRequest, now: datetime) -> Verdict:
    """Log an attempt or a contact: while the request is open."""
    if not contact_request.is_open:
        return no("Cette demande est terminée : rouvrez-la pour ajouter un appel ou un message.")
    return can_read(user, contact_request, now)


def can_note(user: User, contact_request: ContactRequest, now: datetime) -> Verdict:
    """Write a note: even after the end, until the request is anonymised."""
    if contact_request.filing.anonymised_at:
        return no("Cette demande a été anonymisée : on n’y ajoute plus rien.")
    if contact_request.is_passed_on:
        return no("Une autre structure a repris cette demande : c’est elle qui la suit maintenant.")
    return can_read(user, contact_request, now)


def can_close(user: User, contact_request: ContactRequest, now: datetime) -> Verdict:
    if not contact_request.is_open:
        return no("Cette demande est déjà terminée.")
    if contact_request.status == Status.SENT:
        return no("Prenez d’abord la demande en charge.")
    return can_read(user, contact_request, now)


def can_close_as(user: User, contact_request: ContactRequest, outcome: str, now: datetime) -> Verdict:
    return fits(contact_request, outcome) and can_close(user, contact_request, now)


def fits(contact_request: ContactRequest, outcome: str) -> Verdict:
    """Whether this outcome is true of what has been logged, whoever asks."""
    Outcome = ContactRequest.Outcome
    if outcome not in ContactRequest.CLOSING_OUTCOMES:
        return no("Choisissez une des issues proposées.")
    if outcome == Outcome.UNREACHABLE and not tried_enough(contact_request):
        return no(
            f"« Injoignable » demande {ENOUGH_ATTEMPTS} essais, sur {ENOUGH_DAYS} jours différents au moins."
        )
    met = {Outcome.ACCOMPANIED, Outcome.APPOINTMENT, Outcome.INFORMED}
    if outcome in met and contact_request.status != Status.CONTACTED:
        return no(
            "Cette issue suppose un contact établi : notez d’abord l’appel, le message ou la rencontre."
        )
    return YES


def tried_enough(contact_request: ContactRequest) -> bool:
    """Whether enough attempts are logged to call somebody unreachable, in the days of the young person."""
    moments = [f.at for f in contact_request.follow_ups.exclude(kind=FollowUp.Kind.NOTE)]
    return is_tried_enough(len(moments), len({contact_request.day_of(moment) for moment in moments}))


def can_reopen(user: User, contact_request: ContactRequest, now: datetime) -> Verdict:
    """For 30 days after the end, unless the young person withdrew or was anonymised."""
    if contact_request.is_open or contact_request.closed_at is None:
        return no("Cette demande n’est pas terminée.")
    if contact_request.outcome == ContactRequest.Outcome.WITHDRAWN:
        return no("La personne a annulé sa demande : elle seule peut en faire une autre.")
    if contact_request.is_passed_on:
        return no("Une autre structure a repris cette demande : c’est elle qui la suit maintenant.")
    if contact_request.filing.anonymised_at or now > contact_request.closed_at + REOPENING:
        return no("Une demande se rouvre pendant 30 jours seulement.")
    return can_read(user, contact_request, now)


def can_withdraw(contact_request: ContactRequest) -> Verdict:
    """The young person, through their own link: while something is open."""
    return (
        YES
        if contact_request.is_open
        else no("Cette demande est déjà terminée : il n’y a plus rien à annuler.")
    )


def can_review(user: User, filing: Filing, now: datetime) -> Verdict:
    """Say whether a doubtful filing is genuine: the animation of the territory where it was made, once."""
    if to_review(user, now).filter(pk=filing.pk).exists():
        return YES
    return no("Ce dépôt a déjà été vérifié, ou ne relève pas de votre territoire.")


def can_watch(user: User, now: datetime) -> Verdict:
    """See the dates and states of the requests of a territory, without anything that says who."""
    if watched_territories(user, now.date()):
        return YES
    return no("Seule l’animation d’un territoire suit ses demandes.")
