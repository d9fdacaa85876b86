"""What an import carries from file to file, and how it writes a row: only what differs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import models

from boussole.accounts.models import User
from boussole.interop.bundles import CheckedBundle
from boussole.interop.models import ImportedBundle
from boussole.offers.models import Offer, OfferTemplate
from boussole.partners.models import Structure
from boussole.questionnaires.models import Category, Theme
from boussole.territories.models import Territory

Row = TypeVar("Row", bound=models.Model)
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Kept:
    """What somebody wrote on the page of a structure, and a file says otherwise: the page keeps it."""

    structure: str  # its code
    part: str
    here: Any
    in_file: Any


@dataclass
class Loaded:
    """What an import changed: by kind of row, how many were created and changed; and what it left as it was written."""

    created: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    kept: list[Kept] = field(default_factory=list)

    def count(self, row: models.Model, *, is_new: bool) -> None:
        kind = str(type(row)._meta.verbose_name or "")
        counted = self.created if is_new else self.changed
        counted[kind] = counted.get(kind, 0) + 1

    @property
    def is_empty(self) -> bool:
        return not self.created and not self.changed


class Loader:
    """Carries the bundle, the moment and the rows already found, from one kind of file to the next."""

    def __init__(self, bundle: CheckedBundle, now: datetime, progress: Progress) -> None:
        self.bundle = bundle
        self.source = bundle.source
        self.now = now
        self.day: date = now.date()
        self.progress = progress
        self.loaded = Loaded()
        self.record: ImportedBundle | None = None
        self.territory: Territory | None = None
        self.themes: dict[str, Theme] = {}
        self.categories: dict[tuple[str, str], Category] = {}
        self.structures: dict[str, Structure] = {}
        self.templates: dict[str, OfferTemplate] = {}
        self.users: dict[str, User] = {}
        self.stale_offers: dict[int, Offer] = {}

    def write(self, model: type[Row], key: dict[str, Any], values: dict[str, Any]) -> tuple[Row, bool]:
        """Create the row, or change what differs; tells whether anything was written."""
        row = model._default_manager.filter(**key).first()
        if row is None:
            row = model(**key, **values)
            row.save(force_insert=True)
            self.loaded.count(row, is_new=True)
            return row, True
        differing = [name for name, value in values.items() if getattr(row, name) != value]
        for name in differing:
            setattr(row, name, values[name])
        if differing:
            row.save(update_fields=differing)
            self.loaded.count(row, is_new=False)
        return row, bool(differing)

    def write_themes(self, held: Any, codes: list[str]) -> None:
        """These themes and no others, in the order of the file: an export gives them back the same."""
        wanted = [self.themes[code].pk for code in codes]
        links = held.through.objects.filter(**{held.source_field_name: held.instance}).order_by("pk")
        if wanted != list(links.values_list("theme_id", flat=True)):
            held.clear()
            for theme in wanted:  # one by one, for the order
                held.add(theme)

    def user(self, email: str, first_name: str, last_name: str, job_title: str = "", phone: str = "") -> User:
        """The account of this address, created closed: only an invitation opens it."""
        values = {"first_name": first_name, "last_name": last_name, "job_title": job_title, "phone": phone}
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            user = User.objects.create_user(email, **values)
            self.loaded.count(user, is_new=True)
        else:
            # The person has the last word on their own account: an import only fills what is empty.
            empty = [name for name, value in values.items() if value and not getattr(user, name)]
            for name in empty:
                setattr(user, name, values[name])
            if empty:
                user.save(update_fields=empty)
                self.loaded.count(user, is_new=False)
        self.users[email] = user
        return user

    def mark_stale(self, *offers: Offer) -> None:
        """Have these offers found anew once everything is written."""
        self.stale_offers |= {offer.pk: offer for offer in offers}
