"""What the animation may do with a request that its structure does not answer (product.md 3 and 5.3)."""

from __future__ import annotations

from datetime import datetime

from boussole.accounts.models import User
from boussole.contact_requests.models import ContactRequest
from boussole.contact_requests.queries.unblocking import may_be_reassigned, nobody_left
from boussole.core.verdicts import YES, Verdict, no

SHORTEST_REASON = 10  # characters: « je vérifie » is one, « ok » is none


def can_unblock(user: User, contact_request: ContactRequest, now: datetime) -> Verdict:
    """Give it to somebody else: three days after the date without an attempt, or when nobody is left."""
    if not (watched := _is_watched(user, contact_request, now)):
        return watched
    if not contact_request.is_open:
        return no("Cette demande est terminée.")
    if is_stranded(contact_request, now):
        return YES
    if contact_request.first_attempt_at is not None:
        return no("La structure a essayé de joindre la personne : la demande suit son cours.")
    if not may_be_reassigned(contact_request, now):
        return no("Vous pourrez la confier à quelqu’un d’autre 3 jours après la date promise.")
    return YES


def can_take_over(user: User, contact_request: ContactRequest) -> Verdict:
    """Become its owner oneself, once."""
    if contact_request.owner_id == user.pk:
        return no("Vous suivez déjà cette demande.")
    return YES


def can_open_coordinates(user: User, contact_request: ContactRequest, now: datetime) -> Verdict:
    """Read how to reach the young person: for a late or stranded request only, with a reason (T33)."""
    if not (watched := _is_watched(user, contact_request, now)):
        return watched
    if contact_request.filing.anonymised_at or not contact_request.is_open:
        return no("Cette demande est terminée : ses coordonnées ne s’ouvrent plus.")
    if not contact_request.is_late(now) and not is_stranded(contact_request, now):
        return no("Les coordonnées s’ouvrent seulement quand la date promise est passée sans essai.")
    return YES


def gives_a_reason(reason: str) -> Verdict:
    """A reason that somebody else can understand later."""
    if len(reason.strip()) < SHORTEST_REASON:
        return no("Écrivez en quelques mots pourquoi vous ouvrez ces coordonnées : la structure le lira.")
    return YES


def is_stranded(contact_request: ContactRequest, now: datetime) -> bool:
    """Nobody is left to answer it."""
    return ContactRequest.objects.open().filter(nobody_left(now), pk=contact_request.pk).exists()


def _is_watched(user: User, contact_request: ContactRequest, now: datetime) -> Verdict:
    if ContactRequest.objects.watched_by(user, now).filter(pk=contact_request.pk).exists():
        return YES
    return no("Seule l’animation du territoire peut débloquer cette demande.")
