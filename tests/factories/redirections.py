"""Redirections, made through the same door as the real ones: `actions.redirect`."""

from typing import Any

from boussole.contact_requests import actions
from boussole.contact_requests.models import ContactRequest, Redirection
from boussole.offers.models import Offer
from tests.factories import NOW
from tests.factories.contact_requests import ContactRequestFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory

DIAGNOSIS = "Cherche d’abord un logement, l’emploi viendra après."


def propose(
    contact_request: ContactRequest | None = None, *, to_offer: Offer | None = None, **changes: Any
) -> Redirection:
    """Le Phare proposes a request to L’Escale, with an agreement told by voice unless told otherwise."""
    contact_request = contact_request or ContactRequestFactory(structure=StructureFactory(name="Le Phare"))
    to_offer = to_offer or OfferFactory(
        structure=StructureFactory(name="L’Escale"), title="Trouver un toit", promised_days=3
    )
    fields: dict[str, Any] = {
        "reason": "OTHER_NEED",
        "diagnosis": DIAGNOSIS,
        "shared_fields": ["situation/statut"],
        "agreement": "TOLD",
        "now": NOW,
    } | changes
    fields.setdefault(
        "by", contact_request.owner or ReferentFactory(structure=contact_request.structure).user
    )
    return actions.redirect(contact_request, to_offer=to_offer, **fields)


def accept(redirection: Redirection, **changes: Any) -> Redirection:
    """Somebody of the receiver takes it over."""
    fields = {"now": NOW} | changes
    fields.setdefault("by", ReferentFactory(structure=redirection.to_structure).user)
    return actions.accept(redirection, **fields)
