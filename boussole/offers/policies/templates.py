"""Who may write a template, use it, and what it keeps for itself in its copies."""

from __future__ import annotations

from datetime import date

from boussole.accounts import policies as account_policies
from boussole.accounts.models import User
from boussole.core.verdicts import YES, Verdict, no
from boussole.offers.models import Offer, OfferTemplate
from boussole.offers.policies.writing import can_write
from boussole.offers.template_parts import SHARED_PARTS
from boussole.partners.models import Structure
from boussole.territories.models import Territory


def shared_parts(offer: Offer) -> frozenset[str]:
    """The parts that this offer takes from its template, and that nobody changes here: none when it is free."""
    return SHARED_PARTS if offer.follows_template else frozenset()


def can_write_for_territory(user: User, territory: Territory, day: date) -> Verdict:
    """The templates of a territory: whoever animates it."""
    if account_policies.animates(user, territory, day):
        return YES
    return no(f"Seule l’animation du territoire « {territory.name} » écrit ses modèles.")


def can_write_for_network(user: User, network: str, day: date) -> Verdict:
    """The templates of a network: the national team; an animator when the whole network works around them.

    A template changes what all the members say on line: rights follow the zone served (product.md 3).
    """
    if account_policies.is_national(user, day):
        return YES
    members = Structure.objects.filter(network=network)
    if not account_policies.animated_territories(user, day) or not members.exists():
        return no("Les modèles d’un réseau sont écrits par l’équipe nationale.")
    if members.exclude(pk__in=Structure.objects.serving(user, day)).exists():
        return no(
            f"Le réseau « {network} » travaille aussi hors de votre territoire : "
            "demandez ce modèle à l’équipe nationale, ou écrivez-le pour votre territoire."
        )
    return YES


def networks_written_by(user: User, day: date) -> list[str]:
    """The networks whose templates this person may write."""
    served = Structure.objects.serving(user, day).exclude(network="")
    names = served.order_by("network").values_list("network", flat=True).distinct()
    return [network for network in names if can_write_for_network(user, network, day)]


def can_write_template(user: User, template: OfferTemplate, day: date) -> Verdict:
    """Change a template, or take it away: whoever may write one there."""
    if template.territory is not None:
        return can_write_for_territory(user, template.territory, day)
    return can_write_for_network(user, template.network, day)


def can_use_template(user: User, template: OfferTemplate, structure: Structure, day: date) -> Verdict:
    """Make an offer of it: the people of a structure for which it was written."""
    if template.is_archived:
        return no("Ce modèle a été retiré.")
    if template.network and structure.network != template.network:
        return no(f"Ce modèle est réservé au réseau « {template.network} ».")
    if template.territory is not None:
        nearby = account_policies.around(tuple(template.territory.areas))
        if not set(structure.areas) & set(nearby):
            return no(f"Ce modèle est réservé au territoire « {template.territory.name} ».")
    return can_write(user, structure, day)


def can_detach(user: User, offer: Offer, day: date) -> Verdict:
    """Free an offer of its template: its structure."""
    if not offer.follows_template:
        return no("Cette offre ne suit aucun modèle.")
    return can_write(user, offer.structure, day)
