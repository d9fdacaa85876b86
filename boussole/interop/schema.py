"""The shape of a bundle's files (docs/reference/bundle.md). The order of fields is the order of export."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=600, pattern=r"^[^\n]*$")]
Text = Annotated[str, StringConstraints(min_length=1, max_length=6000)]
Email = Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", max_length=254)]
Days = Annotated[int, Field(ge=1, le=7)]


class Entry(BaseModel):
    """No unknown key, no silent conversion: « 42 » is not 42."""

    model_config = ConfigDict(extra="forbid", strict=True, populate_by_name=True)


class BundleFile(Entry):
    format: Literal[1]
    name: Line
    description: Line | None = None


class CategoryEntry(Entry):
    code: Code
    name: Line


class ThemeEntry(Entry):
    code: Code
    name: Line
    invitation: Line
    description: Line | None = None
    pictogram: Line = "compass"
    sensitive: bool = False
    categories: list[CategoryEntry]


class ThemesFile(Entry):
    themes: list[ThemeEntry]


class Told(Entry):
    reason: Line | None = None
    summary: Line | None = None


class AnswerEntry(Entry):
    code: Code
    text: Line
    reason: Line | None = None
    summary: Line | None = None
    wildcard: bool = False


class OnlyIfEntry(Entry):
    question: Code
    answers: list[Code]


class QuestionEntry(Entry):
    code: Code
    kind: Literal["one", "several", "yes_no", "number"]
    text: Line
    help: Line | None = None
    label: Line | None = None
    sensitive: bool = False
    only_if: OnlyIfEntry | None = None
    minimum: int | None = None
    maximum: int | None = None
    unit: Line | None = None
    yes: Told | None = None
    no: Told | None = None
    answers: list[AnswerEntry] = []


class PageEntry(Entry):
    title: Line
    questions: list[QuestionEntry]


class QuestionnaireFile(Entry):
    theme: Code
    version: Annotated[int, Field(ge=1)]
    pages: list[PageEntry]


class Carrier(Entry):
    name: Line
    address: Line | None = None
    postcode: Line | None = None
    city: Line | None = None
    phone: Line | None = None
    email: Email | None = None
    opening_hours: Line | None = None
    website: Line | None = None


class Director(Entry):
    name: Line
    function: Line | None = None


class OpenedTheme(Entry):
    code: Code
    opened_on: date
    closed_on: date | None = None
    invitation: Line | None = None
    description: Line | None = None


class TerritoryFile(Entry):
    code: Code
    name: Line
    zone: Annotated[list[Line], Field(min_length=1)]
    timezone: Line = "Europe/Paris"
    carrier: Carrier
    director: Director | None = None
    data_protection_contact: Email | None = None
    welcome: Line | None = None
    open: bool = True
    confirmation_months: Annotated[int, Field(ge=1, le=12)] = 6
    themes: list[OpenedTheme]


class AnswerWords(Entry):
    text: Line | None = None
    reason: Line | None = None
    summary: Line | None = None


class QuestionWords(Entry):
    text: Line | None = None
    help: Line | None = None
    label: Line | None = None
    answers: dict[Code, AnswerWords] = {}


class AddedQuestion(QuestionEntry):
    after: Code | Literal[""] | None = None


class OutlinePage(Entry):
    title: Line
    questions: list[Code]


class LayerEntry(Entry):
    """What a territory decided over the national questionnaire (`questionnaires.adaptation`)."""

    wording: dict[Code, QuestionWords] = {}
    hidden: list[Code] = []
    questions: list[AddedQuestion] = []
    answers: dict[Code, list[AnswerEntry]] = {}
    outline: list[OutlinePage] = []


class AdaptationFile(Entry):
    """How a territory words a national questionnaire: a layer over one of its versions."""

    theme: Code
    version: Annotated[int, Field(ge=1)]
    based_on: Annotated[int, Field(ge=1)]
    layer: LayerEntry


class EditorialFile(Entry):
    """The writing rules; what is left out follows the national ones."""

    title_characters: int | None = None
    summary_characters: int | None = None
    description_characters: int | None = None
    sentence_words: int | None = None
    least_ease: int | None = None
    says_tu: bool | None = None
    plain_words: dict[str, Line] | None = None
    acronyms: dict[str, Line] | None = None
    known_acronyms: list[Line] | None = None
    known_words: list[Line] | None = None


class CharterEntry(Entry):
    status: Literal["in_force", "signing"]
    signed_on: date | None = None
    tolerated_until: date | None = None
    ends_on: date | None = None


class PersonEntry(Entry):
    email: Email
    first_name: Line
    last_name: Line
    role: Literal["manager", "referent"]
    job_title: Line | None = None
    phone: Line | None = None
    themes: list[Code] = []


class StructureFile(Entry):
    code: Code
    name: Line
    kind: Line
    status: Literal["prospect", "invited", "active", "left"] = "active"
    parent: Code | None = None
    network: Line | None = None
    role: Line | None = None
    address: Line | None = None
    postcode: Line | None = None
    commune: Line
    phone: Line | None = None
    email: Email | None = None
    website: Line | None = None
    opening_hours: Line | None = None
    zone: Annotated[list[Line], Field(min_length=1)]
    default_promised_days: Days = 3
    charter: CharterEntry | None = None
    people: list[PersonEntry] = []


class CriterionEntry(Entry):
    """`only` a list of answers, or a number `from` … `to` …, both ends included."""

    only: list[Code] | None = None
    from_: Annotated[int | None, Field(alias="from")] = None
    to: int | None = None

    @model_validator(mode="after")
    def _one_form(self) -> CriterionEntry:
        has_range = self.from_ is not None or self.to is not None
        if (self.only is not None) == has_range:
            raise ValueError("one_form")
        return self


class PeriodEntry(Entry):
    """Days in a row, both ends included."""

    from_: Annotated[date, Field(alias="from")]
    to: date


Criteria = dict[Code, Literal["all"] | CriterionEntry]
Place = Literal["in_person", "remote", "both"]


class ContentEntry(Entry):
    """What an offer will say, or what a template says: a draft may lack anything."""

    category: Code | None = None
    title: Line | None = None
    summary: Line | None = None
    description: Text | None = None
    place: Place = "in_person"
    address: Line | None = None
    opening_hours: Line | None = None
    zone: list[Line] | None = None
    sites: list[Code] = []
    criteria: Criteria = {}
    promised_days: Days | None = None
    phone: Line | None = None
    periods: list[PeriodEntry] = []
    valid_from: date | None = None
    valid_until: date | None = None
    free: bool = False


class TemplateFile(Entry):
    """An offer written once for a territory, or for the members of a network."""

    code: Code
    theme: Code
    network: Line | None = None
    number: Annotated[int, Field(ge=1)] = 1
    archived: bool = False
    content: ContentEntry


class NextVersion(ContentEntry):
    """The version at work, beside what is on line."""

    status: Literal["draft", "submitted", "sent_back", "scheduled"]
    publish_on: date | None = None


class OfferFile(Entry):
    code: Code
    structure: Code
    theme: Code
    category: Code
    title: Line
    summary: Line | None = None
    description: Text | None = None
    place: Place = "in_person"
    address: Line | None = None
    opening_hours: Line | None = None
    zone: list[Line] | None = None
    sites: list[Code] = []
    criteria: Criteria = {}
    promised_days: Days
    contact_emails: list[Email] = []
    phone: Line | None = None
    capacity: Annotated[int, Field(ge=1)] | None = None
    when_full: Literal["last", "paused"] = "last"
    periods: list[PeriodEntry] = []
    valid_from: date | None = None
    valid_until: date | None = None
    confirm_by: date | None = None
    follow_up_by: Email | None = None
    free: bool = True
    status: Literal["draft", "published", "paused", "ended", "archived"]
    template: Code | None = None
    follows_template: bool = False
    next: NextVersion | None = None


class NetworkPerson(Entry):
    email: Email
    first_name: Line
    last_name: Line
    role: Literal["animator", "regional", "national", "observer"]
    territory: Code | None = None
    region: Line | None = None


class PeopleFile(Entry):
    people: list[NetworkPerson]


# Written even when they hold their default: a reader must see them.
ALWAYS_WRITTEN = {"sensitive": ThemeEntry, "timezone": TerritoryFile, "free": OfferFile, "place": OfferFile}


def written(entry: Any) -> Any:
    """The content of a file as it is exported: in order, without what is empty or says the default."""
    if isinstance(entry, BaseModel):
        found = {}
        for name, field in type(entry).model_fields.items():
            value = getattr(entry, name)
            shown = ALWAYS_WRITTEN.get(name) is type(entry) or field.is_required()
            if shown or (value not in (None, [], {}) and (value != field.default or name in _NEVER_SILENT)):
                found[field.alias or name] = written(value)
        return found
    if isinstance(entry, list):
        return [written(item) for item in entry]
    if isinstance(entry, dict):
        return {key: written(item) for key, item in entry.items()}
    return entry


_NEVER_SILENT = {"default_promised_days", "pictogram"}
