"""Who says whether an offer accepts an answer that its questionnaire has just received."""

from __future__ import annotations

from datetime import date

from boussole.accounts.models import User
from boussole.core.verdicts import YES, Verdict, no
from boussole.offers.models import Offer
from boussole.offers.policies.templates import can_write_template
from boussole.offers.policies.writing import can_review, can_write


def can_settle_answer(user: User, offer: Offer, day: date) -> Verdict:
    """The animation that reviews the offer, or the people of its structure.

    An offer that follows a template asks what its template asks: whoever writes that one decides for all.
    """
    if not can_write(user, offer.structure, day) and not can_review(user, offer, day):
        return no("Seules la structure et l’animation du territoire disent ce que cette offre accepte.")
    if offer.template is not None and offer.follows_template:
        if can_write_template(user, offer.template, day):
            return YES
        return no(f"« {offer.title} » suit un modèle : qui écrit ce modèle décide pour toutes ses copies.")
    return YES
