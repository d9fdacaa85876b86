"""Load a checked bundle into the database: all of it or nothing, and twice the same as once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import models, transaction

from boussole.accounts.models import Mandate, User
from boussole.audit import trail
from boussole.interop import yaml_files
from boussole.interop.bundles import CHARTER_STATUS, CheckedBundle, criteria_of
from boussole.interop.faults import BundleRefused, Fault
from boussole.interop.models import ImportedBundle
from boussole.interop.schema import OfferFile, PersonEntry, StructureFile, TerritoryFile, ThemeEntry
from boussole.offers import reach
from boussole.offers.models import Criterion, Offer
from boussole.partners.models import CharterAgreement, Referent, Structure
from boussole.questionnaires.models import Category, Questionnaire, TerritoryTheme, Theme
from boussole.territories.geography import geography
from boussole.territories.models import Territory

Row = TypeVar("Row", bound=models.Model)
Progress = Callable[[str], None]


@dataclass
class Loaded:
    """What an import changed: by kind of row, how many were created and changed."""

    created: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)

    def count(self, row: models.Model, was_created: bool, was_changed: bool) -> None:
        kind = type(row)._meta.verbose_name or ""
        if was_created:
            self.created[str(kind)] = self.created.get(str(kind), 0) + 1
        elif was_changed:
            self.changed[str(kind)] = self.changed.get(str(kind), 0) + 1

    @property
    def is_empty(self) -> bool:
        return not self.created and not self.changed


@transaction.atomic
def load(bundle: CheckedBundle, *, now: datetime, progress: Progress = lambda line: None) -> Loaded:
    """Write the bundle; rows that already say the same are left alone.

    :raises BundleRefused: when it contradicts the database (a published questionnaire changed in place)
    """
    loader = _Loader(bundle, now, progress)
    loader.run()
    trail.record(
        "interop.bundle_imported", by=None, on=loader.record, at=now, rows=sum(loader.loaded.created.values())
    )
    return loader.loaded


class _Loader:
    """Carries the bundle, the moment and the rows already found, from one kind of file to the next."""

    def __init__(self, bundle: CheckedBundle, now: datetime, progress: Progress) -> None:
        self.bundle = bundle
        self.source = bundle.source
        self.now = now
        self.day: date = now.date()
        self.progress = progress
        self.loaded = Loaded()
        self.record: ImportedBundle | None = None
        self.themes: dict[str, Theme] = {}
        self.categories: dict[tuple[str, str], Category] = {}
        self.structures: dict[str, Structure] = {}
        self.users: dict[str, User] = {}
        self.stale_offers: dict[int, Offer] = {}

    def run(self) -> None:
        self.progress("thèmes et questionnaires")
        self._themes()
        territory = self._territory()
        self._network_people()
        self.progress(f"{len(self.source.structures)} structures")
        for structure in self.source.structures:
            self._structure(structure.entry)
        self.progress(f"{len(self.source.offers)} offres")
        for offer in self.source.offers:
            self._offer(offer.entry)
        reach.refresh(list(self.stale_offers.values()))
        self._keep_name(territory)

    def _write(self, model: type[Row], key: dict[str, Any], values: dict[str, Any]) -> tuple[Row, bool]:
        """Create the row, or change what differs; tells whether anything was written."""
        row = model._default_manager.filter(**key).first()
        if row is None:
            row = model(**key, **values)
            row.save(force_insert=True)
            self.loaded.count(row, True, True)
            return row, True
        differing = [name for name, value in values.items() if getattr(row, name) != value]
        for name in differing:
            setattr(row, name, values[name])
        if differing:
            row.save(update_fields=differing)
            self.loaded.count(row, False, True)
        return row, bool(differing)

    # --- themes -----------------------------------------------------------------------------------
    def _themes(self) -> None:
        own = self.source.theme_entries
        missing = self.bundle.themes_used() - set(own) - set(Theme.objects.values_list("code", flat=True))
        for rank, entry in enumerate(self.bundle.context.themes.values()):
            if entry.code in own or entry.code in missing:
                self._theme(entry, rank)
        self.themes = {theme.code: theme for theme in Theme.objects.all()}
        rows = Category.objects.select_related("theme")
        self.categories = {(category.theme.code, category.code): category for category in rows}
        for code in [*own, *sorted(missing)]:
            self._questionnaire(code)

    def _theme(self, entry: ThemeEntry, rank: int) -> None:
        values = {
            "name": entry.name,
            "invitation": entry.invitation,
            "description": entry.description or "",
            "pictogram": entry.pictogram,
            "is_sensitive": entry.sensitive,
            "position": rank,
        }
        theme, _ = self._write(Theme, {"code": entry.code}, values)
        for place, category in enumerate(entry.categories):
            key = {"theme": theme, "code": category.code}
            self._write(Category, key, {"name": category.name, "position": place})

    def _questionnaire(self, theme: str) -> None:
        definition = self.bundle.context.definitions[theme]
        document = yaml_files.plain(definition.source)
        same = Questionnaire.objects.filter(
            theme__code=theme, territory=None, version=definition.version
        ).first()
        if same and same.document == document:
            return
        if same and same.status != Questionnaire.Status.DRAFT:
            message = f"La version {definition.version} est déjà publiée avec un autre contenu."
            raise BundleRefused([Fault(f"questionnaires/{theme}.yaml", 2, message)])
        published = Questionnaire.objects.filter(
            theme__code=theme, territory=None, status=Questionnaire.Status.PUBLISHED
        )
        published.update(status=Questionnaire.Status.REPLACED)
        row = Questionnaire.objects.create(
            theme=self.themes[theme],
            version=definition.version,
            status=Questionnaire.Status.PUBLISHED,
            document=document,
            published_at=self.now,
        )
        self.loaded.count(row, True, True)
        # New answers change what « seulement… » leaves out.
        for offer in Offer.objects.filter(theme=self.themes[theme]).select_related("structure"):
            self.stale_offers[offer.pk] = offer

    # --- territory and people -----------------------------------------------------------------------
    def _territory(self) -> Territory | None:
        if self.source.territory is None:
            return None
        entry = self.source.territory.entry
        territory, _ = self._write(Territory, {"code": entry.code}, _territory_values(entry))
        for rank, opened in enumerate(entry.themes):
            values = {
                "opened_on": opened.opened_on,
                "closed_on": opened.closed_on,
                "invitation": opened.invitation or "",
                "description": opened.description or "",
                "position": rank,
            }
            self._write(TerritoryTheme, {"territory": territory, "theme": self.themes[opened.code]}, values)
        return territory

    def _network_people(self) -> None:
        for person in self.source.people.entry.people if self.source.people else []:
            user = self._user(person.email, person.first_name, person.last_name)
            territory = Territory.objects.filter(code=person.territory).first() if person.territory else None
            key = {
                "user": user,
                "role": person.role.upper(),
                "territory": territory,
                "region": person.region or "",
            }
            self._write(
                Mandate, key, {} if Mandate.objects.filter(**key).exists() else {"starts_on": self.day}
            )

    def _user(
        self, email: str, first_name: str, last_name: str, job_title: str = "", phone: str = ""
    ) -> User:
        """The account of this address, created closed: only an invitation opens it."""
        values = {"first_name": first_name, "last_name": last_name, "job_title": job_title, "phone": phone}
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            user = User.objects.create_user(email, **values)
            self.loaded.count(user, True, True)
        else:
            # The person has the last word on their own account: an import only fills what is empty.
            empty = [name for name, value in values.items() if value and not getattr(user, name)]
            for name in empty:
                setattr(user, name, values[name])
            if empty:
                user.save(update_fields=empty)
                self.loaded.count(user, False, True)
        self.users[email] = user
        return user

    # --- structures -------------------------------------------------------------------------------
    def _structure(self, entry: StructureFile) -> None:
        structure, changed = self._write(Structure, {"code": entry.code}, _structure_values(entry))
        self.structures[entry.code] = structure
        if entry.charter:
            charter = {
                "status": CHARTER_STATUS[entry.charter.status],
                "signed_on": entry.charter.signed_on,
                "tolerated_until": entry.charter.tolerated_until,
                "ends_on": entry.charter.ends_on,
            }
            _, charter_changed = self._write(CharterAgreement, {"structure": structure}, charter)
            changed = changed or charter_changed
        for person in entry.people:
            self._referent(structure, person)
        if changed:
            for offer in structure.offers.select_related("structure"):
                self.stale_offers[offer.pk] = offer

    def _referent(self, structure: Structure, person: PersonEntry) -> None:
        user = self._user(
            person.email, person.first_name, person.last_name, person.job_title or "", person.phone or ""
        )
        key = {"structure": structure, "user": user}
        role = person.role.upper()
        known = Referent.objects.filter(**key).exists()
        referent, _ = self._write(
            Referent, key, {"role": role} if known else {"role": role, "starts_on": self.day}
        )
        themes = [self.themes[code] for code in person.themes]
        held = referent.themes.through.objects.filter(referent=referent).order_by("pk")
        if [theme.pk for theme in themes] != list(held.values_list("theme_id", flat=True)):
            referent.themes.clear()
            for theme in themes:  # one by one: an export gives them back in the order of the file
                referent.themes.add(theme)

    # --- offers -----------------------------------------------------------------------------------
    def _offer(self, entry: OfferFile) -> None:
        values = _offer_values(entry) | {
            "structure": self.structures[entry.structure],
            "theme": self.themes[entry.theme],
            "category": self.categories[entry.theme, entry.category],
            "followed_by": self.users[entry.follow_up_by] if entry.follow_up_by else None,
        }
        known = Offer.objects.filter(code=entry.code).first()
        if known is None:
            values |= {"status": entry.status.upper()}
            values |= {"published_at": self.now} if entry.status == "published" else {}
        offer, changed = self._write(Offer, {"code": entry.code}, values)
        if known is not None and known.status != entry.status.upper():
            offer.move_to(Offer.Status(entry.status.upper()), by=None, at=self.now)
            self.loaded.count(offer, False, True)
            changed = True
        if self._criteria(offer, entry) or changed:
            self.stale_offers[offer.pk] = offer

    def _criteria(self, offer: Offer, entry: OfferFile) -> bool:
        wanted = list(criteria_of(entry))
        if [row.value for row in offer.criteria.all()] == wanted:
            return False
        offer.criteria.all().delete()
        Criterion.objects.bulk_create(
            Criterion(
                offer=offer,
                question=value.question,
                kind=value.kind.value,
                accepted=_as_written(entry, value.question),
                minimum=value.minimum,
                maximum=value.maximum,
            )
            for value in wanted
        )
        return True

    def _keep_name(self, territory: Territory | None) -> None:
        if self.source.bundle is None:
            return
        values: dict[str, Any] = {
            "name": self.source.bundle.entry.name,
            "description": self.source.bundle.entry.description or "",
            "holds_themes": self.source.themes is not None,
        }
        existing = ImportedBundle.objects.filter(territory=territory).first()
        if existing is None or any(getattr(existing, name) != value for name, value in values.items()):
            values["imported_at"] = self.now
        self.record, _ = self._write(ImportedBundle, {"territory": territory}, values)


def _as_written(entry: OfferFile, question: str) -> list[str]:
    """The accepted answers in the order of the file: an export gives it back."""
    criterion = entry.criteria[question]
    return list(getattr(criterion, "only", None) or [])


def _territory_values(entry: TerritoryFile) -> dict[str, Any]:
    carrier, director = entry.carrier, entry.director
    return {
        "name": entry.name,
        "areas": entry.zone,
        "timezone": entry.timezone,
        "welcome": entry.welcome or "",
        "carrier_name": carrier.name,
        "carrier_address": carrier.address or "",
        "carrier_postcode": carrier.postcode or "",
        "carrier_city": carrier.city or "",
        "carrier_phone": carrier.phone or "",
        "carrier_email": carrier.email or "",
        "carrier_opening_hours": carrier.opening_hours or "",
        "carrier_website": carrier.website or "",
        "director_name": director.name if director else "",
        "director_function": (director.function or "") if director else "",
        "data_protection_contact": entry.data_protection_contact or "",
    }


def _structure_values(entry: StructureFile) -> dict[str, Any]:
    optional = ("network", "role", "address", "postcode", "phone", "email", "website", "opening_hours")
    return {
        "name": entry.name,
        "kind": entry.kind,
        "commune": geography().commune(entry.commune).code,
        "areas": entry.zone,
        "default_promised_days": entry.default_promised_days,
        **{name: getattr(entry, name) or "" for name in optional},
    }


def _offer_values(entry: OfferFile) -> dict[str, Any]:
    return {
        "title": entry.title,
        "summary": entry.summary,
        "description": entry.description or "",
        "place": entry.place.upper(),
        "address": entry.address or "",
        "areas": entry.zone,
        "promised_days": entry.promised_days,
        "contact_emails": entry.contact_emails,
        "phone": entry.phone or "",
        "capacity": entry.capacity,
        "valid_from": entry.valid_from,
        "valid_until": entry.valid_until,
        "confirm_by": entry.confirm_by,
        "is_free": entry.free,
    }
