"""An offer, what it asks and when, the version beside it, and the templates."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from boussole.interop.schema.base import Code, Days, Email, Entry, Line, Text


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
