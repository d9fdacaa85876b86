"""Who may change an offer."""

from __future__ import annotations

from datetime import date

from boussole.accounts.models import User
from boussole.core.verdicts import YES, Verdict, no
from boussole.offers.models import Offer
from boussole.partners.policies import is_manager


def can_set_capacity(user: User, offer: Offer, day: date) -> Verdict:
    """Say how many open requests an offer holds: whoever is responsible for its structure."""
    if is_manager(user, offer.structure, day):
        return YES
    return no("Seule la personne responsable de la structure règle la capacité d’une offre.")
