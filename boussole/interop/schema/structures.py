"""A structure, its charter and the people who answer for it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from boussole.interop.schema.base import Code, Days, Email, Entry, Line

# The words of a structure that may be left empty: the same name in the file and on the row.
STRUCTURE_TEXTS = (
    "siret",
    "network",
    "role",
    "competence",
    "address",
    "postcode",
    "phone",
    "email",
    "website",
    "opening_hours",
    "access",
    "default_contact",
)


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
    siret: Line | None = None
    network: Line | None = None
    role: Line | None = None
    competence: Line | None = None
    themes: list[Code] = []
    address: Line | None = None
    postcode: Line | None = None
    commune: Line
    phone: Line | None = None
    email: Email | None = None
    website: Line | None = None
    opening_hours: Line | None = None
    access: Line | None = None
    zone: Annotated[list[Line], Field(min_length=1)]
    default_promised_days: Days = 3
    default_contact: Email | None = None
    charter: CharterEntry | None = None
    people: list[PersonEntry] = []
