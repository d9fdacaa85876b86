"""Who may show an offer, hide it, end it or put it away."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from boussole.accounts.models import User
from boussole.core.verdicts import YES, Verdict, no
from boussole.offers.models import Offer
from boussole.offers.policies.writing import can_review, can_write
from boussole.partners.models import Structure

Status = Offer.Status


def can_run(user: User, offer: Offer, day: date) -> Verdict:
    """Act on the life of an offer: its structure, and the animation when nobody there is left to do it."""
    if can_write(user, offer.structure, day) or can_review(user, offer, day):
        return YES
    return no("Seules la structure et l’animation du territoire font cela.")


def can_pause(user: User, offer: Offer, day: date) -> Verdict:
    """Hide it for a time."""
    return _can(user, offer, day, (Status.PUBLISHED,), "Seule une offre en ligne se met en pause.")


def can_resume(user: User, offer: Offer, day: date) -> Verdict:
    """Show it again: after a pause, or after an end."""
    verdict = _can(
        user, offer, day, (Status.PAUSED, Status.ENDED), "Cette offre n’est ni en pause ni terminée."
    )
    if verdict and offer.structure.status == Structure.Status.LEFT:
        return no("La structure a quitté le réseau : ses offres ne sont plus montrées.")
    if verdict and offer.valid_until is not None and offer.valid_until < day:
        return no("Sa date de fin est passée : modifiez l’offre et donnez-lui une autre date.")
    return verdict


def can_end(user: User, offer: Offer, day: date) -> Verdict:
    """Show it no longer, from now on."""
    return _can(user, offer, day, (Status.PUBLISHED, Status.PAUSED), "Cette offre n’est plus en ligne.")


def can_archive(user: User, offer: Offer, day: date) -> Verdict:
    """Put away what is over, or what never began. Its structure alone."""
    if offer.status not in (Status.DRAFT, Status.ENDED):
        return no("Terminez d’abord cette offre : une offre terminée s’archive.")
    return can_write(user, offer.structure, day)


def can_unarchive(user: User, offer: Offer, day: date) -> Verdict:
    """Take it out of the archives, as it was. Its structure alone."""
    if offer.status != Status.ARCHIVED:
        return no("Cette offre n’est pas archivée.")
    return can_write(user, offer.structure, day)


def _can(user: User, offer: Offer, day: date, statuses: Collection[Status], otherwise: str) -> Verdict:
    return can_run(user, offer, day) if offer.status in statuses else no(otherwise)
