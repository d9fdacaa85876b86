"""The shape of a bundle’s files (docs/reference/bundle.md). The order of fields is the order of export."""

from boussole.interop.schema.base import BundleFile, Entry
from boussole.interop.schema.offers import (
    ContentEntry,
    CriterionEntry,
    NextVersion,
    OfferFile,
    PeriodEntry,
    TemplateFile,
)
from boussole.interop.schema.questionnaires import (
    AdaptationFile,
    CategoryEntry,
    LayerEntry,
    QuestionnaireFile,
    ThemeEntry,
    ThemesFile,
)
from boussole.interop.schema.structures import STRUCTURE_TEXTS, CharterEntry, PersonEntry, StructureFile
from boussole.interop.schema.territory import (
    Carrier,
    CharterTextFile,
    Director,
    EditorialFile,
    NetworkPerson,
    OpenedTheme,
    PeopleFile,
    TerritoryFile,
)
from boussole.interop.schema.writing import written

__all__ = [
    "STRUCTURE_TEXTS",
    "AdaptationFile",
    "BundleFile",
    "Carrier",
    "CategoryEntry",
    "CharterEntry",
    "CharterTextFile",
    "ContentEntry",
    "CriterionEntry",
    "Director",
    "EditorialFile",
    "Entry",
    "LayerEntry",
    "NetworkPerson",
    "NextVersion",
    "OfferFile",
    "OpenedTheme",
    "PeopleFile",
    "PeriodEntry",
    "PersonEntry",
    "QuestionnaireFile",
    "StructureFile",
    "TemplateFile",
    "TerritoryFile",
    "ThemeEntry",
    "ThemesFile",
    "written",
]
