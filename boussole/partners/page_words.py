"""The parts of the page of a structure in French: how each is called, and what it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from boussole.core.typography import counted, enumeration
from boussole.partners import kinds, siret
from boussole.partners.models import PageChange, Structure
from boussole.questionnaires.models import Theme
from boussole.territories.geography import commune_name
from boussole.territories.zones import Zone

NOTHING = "rien"
# In the order of the page: « horaires », « zone de compétence », « thèmes ».
LABELS = {
    field.name: str(field.verbose_name) for field in (*Structure._meta.fields, *Structure._meta.many_to_many)
}


def in_words(part: str, value: Any, names: Mapping[str, str] | None = None) -> str:
    """What this part says, as one reads it, its themes by these `names`; nothing at all for what is empty."""
    if not value:
        return ""
    if part == "siret":
        return siret.in_words(value)
    if part == "kind":
        return kinds.in_words(value)
    if part == "commune":
        return commune_name(value)
    if part == "areas":
        return Zone.restored(value).in_words()
    if part == "themes":
        return enumeration([(names or {}).get(code, code) for code in value])
    if part == "default_promised_days":
        return counted(value, "jour")
    return str(value)


def told(change: PageChange, names: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Each part that it changed: how it is called, what the page said, what it says since. In the order of the page."""
    for part in sorted(change.parts, key=list(LABELS).index):
        before, after = (in_words(part, said[part], names) for said in (change.before, change.after))
        yield LABELS[part], before or NOTHING, after or NOTHING


def theme_names() -> dict[str, str]:
    """« logement » for the code of each theme. One query."""
    return {code: name.lower() for code, name in Theme.objects.values_list("code", "name")}
