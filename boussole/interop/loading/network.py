"""The territory of a bundle, and the people who run the network there."""

from __future__ import annotations

from typing import Any

from boussole.accounts.models import Mandate
from boussole.interop.loading.loader import Loader
from boussole.interop.schema import TerritoryFile
from boussole.questionnaires.models import TerritoryTheme
from boussole.territories.models import Territory


def load_territory(loader: Loader) -> Territory | None:
    """The territory and the themes that it opens; None for a bundle that has none."""
    if loader.source.territory is None:
        return None
    entry = loader.source.territory.entry
    territory, _ = loader.write(Territory, {"code": entry.code}, _territory_values(entry))
    for rank, opened in enumerate(entry.themes):
        values = {
            "opened_on": opened.opened_on,
            "closed_on": opened.closed_on,
            "invitation": opened.invitation or "",
            "description": opened.description or "",
            "position": rank,
        }
        loader.write(TerritoryTheme, {"territory": territory, "theme": loader.themes[opened.code]}, values)
    return territory


def load_people(loader: Loader) -> None:
    """Their accounts and mandates; one that is there already keeps its first day."""
    for person in loader.source.people.entry.people if loader.source.people else []:
        user = loader.user(
            person.email, person.first_name, person.last_name, person.job_title or "", person.phone or ""
        )
        territory = Territory.objects.filter(code=person.territory).first() if person.territory else None
        key = {
            "user": user,
            "role": person.role.upper(),
            "territory": territory,
            "region": person.region or "",
        }
        loader.write(
            Mandate, key, {} if Mandate.objects.filter(**key).exists() else {"starts_on": loader.day}
        )


def _territory_values(entry: TerritoryFile) -> dict[str, Any]:
    carrier, director = entry.carrier, entry.director
    return {
        "name": entry.name,
        "areas": entry.zone,
        "timezone": entry.timezone,
        "welcome": entry.welcome or "",
        "is_open": entry.open,
        "confirmation_months": entry.confirmation_months,
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
        "director_email": (director.email or "") if director else "",
        "data_protection_contact": entry.data_protection_contact or "",
    }
