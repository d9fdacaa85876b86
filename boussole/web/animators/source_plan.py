"""A plan of load, as the pages say it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from boussole.core.typography import alphabetical, counted
from boussole.interop.data_inclusion.areas import commune_of
from boussole.interop.data_inclusion.loads import Preview
from boussole.interop.data_inclusion.planning import Difference, Fate, OfferStep
from boussole.territories.zones import Zone

FATES = {
    Fate.NEW: ("à ajouter", "new"),
    Fate.JOINED: ("déjà dans la Boussole", "info"),
    Fate.SAME: ("inchangé", "neutral"),
    Fate.UPDATED: ("suivra la source", "info"),
    Fate.PROPOSED: ("changement proposé en brouillon", "info"),
    Fate.BY_HAND: ("à voir à la main", "warning"),
    Fate.GONE: ("absent de la source", "warning"),
}
# The heading of each line of a report, with what was done about it.
TOLD = {
    Fate.NEW: "Ajoutés",
    Fate.JOINED: "Reconnues, déjà dans la Boussole",
    Fate.SAME: "Inchangés",
    Fate.UPDATED: "Mis à jour, personne ne les avait modifiés",
    Fate.PROPOSED: "Changements proposés en brouillon",
    Fate.BY_HAND: "Différents, laissés tels que la structure les a écrits",
    Fate.GONE: "Absents de la source, gardés ici",
}
FIELDS = {
    "name": "nom",
    "kind": "nature",
    "role": "rôle",
    "address": "adresse",
    "postcode": "code postal",
    "commune": "commune",
    "phone": "téléphone",
    "email": "e-mail",
    "website": "site",
    "opening_hours": "horaires",
    "areas": "zone",
    "theme": "thème",
    "category": "catégorie",
    "title": "titre",
    "summary": "texte court",
    "description": "texte complet",
    "place": "lieu",
    "criteria": "critères",
    "is_free": "gratuit",
    "promised_days": "délai",
}
LONGEST = 160  # characters of a value shown


@dataclass(frozen=True)
class Line:
    """One service: where it goes, what becomes of it, what differs."""

    title: str
    place: str
    fate: str
    tone: str
    differences: list[tuple[str, str, str]]


@dataclass
class Group:
    """One structure and its services."""

    name: str
    where: str
    fate: str
    tone: str
    has_email: bool
    withheld: bool
    differences: list[tuple[str, str, str]]
    lines: list[Line] = field(default_factory=list)


def preview_lines(preview: Preview, categories: Mapping[tuple[str, str], str]) -> list[Group]:
    """The structures by name, with what becomes of each service."""
    groups = []
    for step in preview.plan.structures:
        commune = commune_of(step.record)
        words, tone = FATES[step.fate]
        group = Group(
            step.record.name,
            commune.name if commune else "",
            words,
            tone,
            bool(step.values["email"]),
            step.record.has_withheld_contact,
            _said(step.differences),
        )
        group.lines = [_line(each, categories) for each in preview.plan.offers[step.record.id]]
        groups.append(group)
    return sorted(groups, key=lambda group: alphabetical(group.name))


def report_lines(report: Mapping[str, Any]) -> list[tuple[str, str]]:
    """« Ajoutés: 9 structures, 14 services »; nothing is said of what counts zero."""
    found = []
    for fate, (structures, services) in report["counts"].items():
        parts = [counted(structures, "structure")] if structures else []
        parts += [counted(services, "service")] if services else []
        if parts:
            found.append((TOLD[Fate(fate)], ", ".join(parts)))
    return found


def _line(step: OfferStep, categories: Mapping[tuple[str, str], str]) -> Line:
    words, tone = FATES[step.fate]
    place = categories.get((step.content.theme, step.content.category), "")
    return Line(step.content.title, place, words, tone, _said(step.differences))


def _said(differences: list[Difference]) -> list[tuple[str, str, str]]:
    return [
        (FIELDS.get(each.field, each.field), _value(each.field, each.before), _value(each.field, each.after))
        for each in differences
    ]


def _value(name: str, value: Any) -> str:
    if name == "areas":
        return Zone.restored(value).in_words() if value else "celle de la structure"
    if isinstance(value, bool):
        return "oui" if value else "non"
    text = str(value) if value not in (None, "", {}, []) else "rien"
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
