"""Structures, the people who answer for them, and the charters that bind them."""

from boussole.partners.models.charter import CharterAgreement
from boussole.partners.models.referent import Referent
from boussole.partners.models.structure import Structure

__all__ = ["CharterAgreement", "Referent", "Structure"]
