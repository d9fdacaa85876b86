"""Structures, the people who answer for them, their absences, and the charters that bind them."""

from boussole.partners.models.absence import Absence
from boussole.partners.models.charter import CharterAgreement
from boussole.partners.models.referent import Referent
from boussole.partners.models.structure import Structure

__all__ = ["Absence", "CharterAgreement", "Referent", "Structure"]
