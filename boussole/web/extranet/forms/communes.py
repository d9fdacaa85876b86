"""Communes typed by their names: what somebody writes when they list a few."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from boussole.core.typography import alphabetical, enumeration
from boussole.territories.geography import commune_name, geography
from boussole.territories.zones import Zone

MOST = 60


class CommunesField(forms.CharField):
    """« Feurs, Montbrison » read as official codes, within the zones given to `within`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
            **kwargs,
        )
        self.areas: list[str] = []

    def within(self, areas: Iterable[str]) -> None:
        """Only the communes of these zones may be named."""
        self.areas = list(areas)

    def clean(self, value: Any) -> Any:
        names = [each.strip() for each in (super().clean(value) or "").replace("\n", ",").split(",")]
        names = [each for each in names if each]
        if len(names) > MOST:
            raise ValidationError(f"Nommez {MOST} communes au plus, ou laissez vide pour toutes.")
        known = self._by_name() if names else {}
        if unknown := [f"«\u00a0{name}\u00a0»" for name in names if _plain(name) not in known]:
            raise ValidationError(
                f"Nous ne trouvons pas {enumeration(unknown)} dans la zone de la structure. "
                "Vérifiez l’orthographe, et séparez les communes par des virgules."
            )
        return sorted({code for name in names for code in known[_plain(name)]})

    def _by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for code in Zone.restored(self.areas).communes():
            found[_plain(commune_name(code))].append(code)
        return found


def in_field(codes: Iterable[str]) -> str:
    """What the field shows of the communes already chosen."""
    return ", ".join(sorted((geography().commune(code).name for code in codes), key=alphabetical))


def _plain(name: str) -> str:
    return " ".join(alphabetical(name).replace("-", " ").replace("’", " ").replace("'", " ").split())
