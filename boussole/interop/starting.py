"""A territory starts from another one's: its themes, its words, its questionnaires, its rules, its templates.

Neither its people nor its structures nor their promises: nobody answers for somebody else's commitment. Asked for
with their offers, structures come as prospects and offers as drafts, to be taken up by whoever answers for them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from boussole.interop import schema
from boussole.interop.bundles import CheckedBundle
from boussole.interop.reading import BundleSource, Source
from boussole.territories.models import Territory


class NothingToStartFrom(Exception):
    """The bundle opens no territory."""


def started_as(
    bundle: CheckedBundle, territory: Territory, day: date, *, with_offers: bool = False
) -> CheckedBundle:
    """The bundle as this territory begins with it; who it is, its zone and its carrier stay its own.

    :raises NothingToStartFrom: for a bundle without a territory
    """
    source = bundle.source
    if source.territory is None:
        raise NothingToStartFrom
    former = source.territory.entry
    codes = Renaming(former.code, territory.code)
    begun = BundleSource(source.folder)
    begun.territory = replace(source.territory, entry=_territory(former, territory, day))
    begun.themes, begun.questionnaires, begun.editorial, begun.charter = (
        source.themes,
        source.questionnaires,
        source.editorial,
        source.charter,
    )
    begun.adaptations = [_adaptation(each, codes) for each in source.adaptations]
    begun.templates = [_template(each, codes) for each in source.templates]
    if with_offers:
        begun.structures = [replace(each, entry=_prospect(each.entry)) for each in source.structures]
        begun.offers = [
            replace(each, entry=_draft(each.entry, codes))
            for each in source.offers
            if each.entry.status != "archived"
        ]
    return CheckedBundle(begun, bundle.context)


class Renaming:
    """Codes that begin with the former territory's (added questions, templates) begin with the new one's."""

    def __init__(self, former: str, new: str) -> None:
        self.former, self.new = former, new

    def code(self, code: str) -> str:
        return self.new + code.removeprefix(self.former) if code.startswith(f"{self.former}-") else code

    def template(self, code: str) -> str:
        """The code of a template is its own: it always says whose it is."""
        renamed = self.code(code)
        return renamed if renamed.startswith(f"{self.new}-") else f"{self.new}-{code}"[:100]

    def criteria(self, criteria: dict[str, Any]) -> dict[str, Any]:
        return {
            self.code(question): each
            if isinstance(each, str) or each.only is None
            else each.model_copy(update={"only": [self.code(answer) for answer in each.only]})
            for question, each in criteria.items()
        }

    def everywhere(self, value: Any) -> Any:
        """In a layer, where codes are keys, values and lists; texts have spaces and capitals, codes have none."""
        if isinstance(value, dict):
            return {self.code(key): self.everywhere(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self.everywhere(item) for item in value]
        return self.code(value) if isinstance(value, str) else value


def _territory(former: schema.TerritoryFile, territory: Territory, day: date) -> schema.TerritoryFile:
    """Its own name, zone and carrier, as the network knows them; the themes of the other, from today on."""
    own = {
        "code": territory.code,
        "name": territory.name,
        "zone": territory.areas,
        "timezone": territory.timezone,
        "open": territory.is_open,
        "welcome": territory.welcome or former.welcome,
        "carrier": schema.Carrier.model_validate(
            {name: getattr(territory, f"carrier_{name}") or None for name in schema.Carrier.model_fields}
        ),
        "director": schema.Director(
            name=territory.director_name,
            function=territory.director_function or None,
            email=territory.director_email or None,
        )
        if territory.director_name
        else None,
        "data_protection_contact": territory.data_protection_contact or None,
        "confirmation_months": former.confirmation_months,
    }
    themes = [
        theme.model_copy(update={"opened_on": max(theme.opened_on, day)})
        for theme in former.themes
        if theme.closed_on is None or theme.closed_on >= day
    ]
    return schema.TerritoryFile(**own, themes=themes)  # type: ignore[arg-type]


def _adaptation(source: Source[schema.AdaptationFile], codes: Renaming) -> Source[schema.AdaptationFile]:
    layer = codes.everywhere(schema.written(source.entry.layer))
    entry = source.entry.model_copy(update={"layer": schema.LayerEntry.model_validate(layer), "version": 1})
    return replace(source, entry=entry)


def _template(source: Source[schema.TemplateFile], codes: Renaming) -> Source[schema.TemplateFile]:
    entry = source.entry
    if entry.network:
        return source
    content = entry.content.model_copy(
        update={"criteria": codes.criteria(entry.content.criteria), "zone": None, "sites": []}
    )
    changed = {"code": codes.template(entry.code), "content": content, "number": 1}
    return replace(source, entry=entry.model_copy(update=changed))


def _prospect(entry: schema.StructureFile) -> schema.StructureFile:
    return entry.model_copy(update={"status": "prospect", "charter": None, "people": []})


def _draft(entry: schema.OfferFile, codes: Renaming) -> schema.OfferFile:
    """As a text to take up: no promise, nobody who follows it, no template of the other territory."""
    return entry.model_copy(
        update={
            "status": "draft",
            "criteria": codes.criteria(entry.criteria),
            "follow_up_by": None,
            "confirm_by": None,
            "template": None,
            "follows_template": False,
            "next": None,
        }
    )
