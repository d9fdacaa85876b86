"""Structures, the people who answer for them, their absences, the charters that bind them, and the directory."""

from boussole.partners.models.absence import Absence
from boussole.partners.models.charter import CharterAgreement, coverages, foremost
from boussole.partners.models.charter_days import today_of
from boussole.partners.models.charter_history import CharterReminder, CharterStep
from boussole.partners.models.charter_text import CharterText
from boussole.partners.models.directory import DirectoryCoordinate, DirectoryError
from boussole.partners.models.page_change import PageChange
from boussole.partners.models.referent import Referent, TeamReminder
from boussole.partners.models.signature import CharterDocument, Signatory, SignatureCode, SignatureLink
from boussole.partners.models.structure import DistinctStructures, Structure, StructureStep

__all__ = [
    "Absence",
    "CharterAgreement",
    "CharterDocument",
    "CharterReminder",
    "CharterStep",
    "CharterText",
    "DirectoryCoordinate",
    "DirectoryError",
    "DistinctStructures",
    "PageChange",
    "Referent",
    "Signatory",
    "SignatureCode",
    "SignatureLink",
    "Structure",
    "StructureStep",
    "TeamReminder",
    "coverages",
    "foremost",
    "today_of",
]
