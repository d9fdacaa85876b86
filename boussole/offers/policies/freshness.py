"""Who may say that an offer is still true, and for how long it is believed."""

from __future__ import annotations

from datetime import date

from boussole.accounts import policies as account_policies
from boussole.accounts.models import User
from boussole.core.verdicts import YES, Verdict, no
from boussole.offers.models import Offer
from boussole.offers.policies.writing import can_review
from boussole.partners.policies import referents_of
from boussole.territories.models import Territory


def can_confirm(user: User, offer: Offer, day: date) -> Verdict:
    """Say that an offer is still true: the people of its structure, while it is on line or in pause."""
    if not any(referent.structure_id == offer.structure_id for referent in referents_of(user, day)):
        return no("Seules les personnes de la structure confirment ses offres.")
    return _is_on_line(offer)


def can_confirm_by_phone(user: User, offer: Offer, day: date) -> Verdict:
    """Ask the structure, and write down its answer: the animation of a territory that the offer serves."""
    return can_review(user, offer, day) and _is_on_line(offer)


def can_choose_months(user: User, territory: Territory, day: date) -> Verdict:
    """Choose how long offers stay believed: the animation of the territory, or the national team."""
    if account_policies.is_national(user, day) or account_policies.animates(user, territory, day):
        return YES
    return no("Seule l’animation du territoire choisit la durée entre deux confirmations.")


def _is_on_line(offer: Offer) -> Verdict:
    if offer.status in (Offer.Status.PUBLISHED, Offer.Status.PAUSED):
        return YES
    return no("Cette offre n’est pas en ligne : il n’y a rien à confirmer.")
