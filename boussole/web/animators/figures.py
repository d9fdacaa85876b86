"""Figures in the words of a page: each with its tone, and with the list behind it where one may open it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from boussole.core.typography import NO_BREAK
from boussole.reporting.figures import Figures, masked, rate_in_words


@dataclass(frozen=True, slots=True)
class Shown:
    label: str
    value: str
    hint: str = ""
    tone: str = "neutral"
    url: str = ""


def shown_figures(figures: Figures, *, exact: bool) -> list[Shown]:
    """The figures of a territory. `exact` for those who see the requests one by one; masked for the others."""
    promises = figures.promises
    lately = f"sur {figures.days}{NO_BREAK}jours"
    count = str if exact else masked
    list_url = reverse("animators:requests") if exact else ""
    late_url = f"{list_url}?retard=1" if exact else ""
    needs_url = reverse("animators:needs") if exact else ""
    return [
        Shown("Demandes en retard", count(promises.late), "", "late" if promises.late else "good", late_url),
        Shown("Demandes ouvertes", count(promises.open), "", "neutral", list_url),
        Shown(
            "Promesses tenues", rate_in_words(promises), f"{masked(promises.due)} échéances {lately}", "good"
        ),
        Shown("Recherches", masked(figures.searches), lately),
        Shown(
            "Besoins sans réponse",
            masked(figures.unmet),
            f"recherches sans aucune offre, {lately}",
            url=needs_url,
        ),
    ]
