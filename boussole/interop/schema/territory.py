"""A territory, how it writes, and the people who run its network."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from boussole.interop.schema.base import Code, Email, Entry, Line, LongText


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
    email: Email | None = None


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


class CharterTextFile(Entry):
    """The words of the charter, their fields between braces."""

    title: Annotated[str, StringConstraints(min_length=1, max_length=160, pattern=r"^[^\n]*$")]
    body: LongText


class NetworkPerson(Entry):
    email: Email
    first_name: Line
    last_name: Line
    role: Literal["animator", "regional", "national", "observer"]
    territory: Code | None = None
    region: Line | None = None
    job_title: Line | None = None
    phone: Line | None = None


class PeopleFile(Entry):
    people: list[NetworkPerson]
