"""The places of a body, which stand with it as long as they have nothing of their own."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from boussole.offers.models import Offer
from boussole.partners.models import CharterAgreement, Referent
from boussole.partners.models.structure import StructureQuerySet


def without_mere_places(rows: StructureQuerySet) -> StructureQuerySet:
    """The bodies, and those of their places that have a team, a charter or an offer: nothing is asked of the others."""
    own = Q(parent=None)
    for model in (Referent, CharterAgreement, Offer):
        own |= Q(Exists(model._default_manager.filter(structure=OuterRef("pk"))))
    return rows.filter(own)
