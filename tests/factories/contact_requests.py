"""Filings, made through the same door as the real ones: `actions.file`."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from boussole.contact_requests import actions
from boussole.contact_requests.draft import FilingDraft, Reachable, SharedAnswer
from boussole.contact_requests.models import ContactRequest, Filing
from boussole.offers.models import Offer
from tests.factories import NOW
from tests.factories.offers import OfferFactory
from tests.factories.territories import SAINT_ETIENNE, TerritoryFactory

SITUATION = (
    SharedAnswer("statut", "Situation", "Je cherche du travail"),
    SharedAnswer("handicap", "Handicap ou maladie", "Oui", sensitive=True),
)


def draft(*offers: Offer, **changes: Any) -> FilingDraft:
    """What Lina, 19, types for these offers; `changes` go to the draft or to how to reach her."""
    reachable = {
        name: changes.pop(name, default)
        for name, default in {
            "first_name": "Lina",
            "phone": "+33639981234",
            "email": "lina@example.org",
            "moments": ("MORNING",),
            "voicemail_ok": True,
            "message": "Plutôt le matin.",
        }.items()
    }
    fields: dict[str, Any] = {
        "key": uuid4(),
        "age": 19,
        "commune": SAINT_ETIENNE,
        "second_commune": "",
        "offers": tuple(offer.pk for offer in offers),
        "situations": {offer.theme.code: SITUATION for offer in offers},
        "reasons": {offer.pk: ("tu cherches du travail",) for offer in offers},
        "agreement_version": "test",
    }
    return FilingDraft(reachable=Reachable(**reachable), **{**fields, **changes})


class FilingFactory:
    """`FilingFactory(offers=[…], now=…, phone=…)`: one form sent by Lina, 19, in Saint-Étienne."""

    def __new__(cls, *, offers: Sequence[Offer] = (), now: Any = NOW, **changes: Any) -> Filing:  # type: ignore[misc]
        TerritoryFactory()
        return actions.file(draft(*(offers or [OfferFactory()]), **changes), now=now)


class ContactRequestFactory:
    """`ContactRequestFactory(structure=…, now=…)`: the request of one filing for one offer."""

    def __new__(cls, *, offer: Offer | None = None, structure: Any = None, **changes: Any) -> ContactRequest:  # type: ignore[misc]
        if offer is None:
            offer = OfferFactory(**({"structure": structure} if structure else {}))
        return FilingFactory(offers=[offer], **changes).contact_requests.select_related("filing").get()
