"""Searches name nobody, and two of them cannot be joined; tallies are numbers."""

from boussole.privacy.registry import declare_impersonal

declare_impersonal(
    "orientation.Search",
    because="un jour, un lieu large, une tranche d’âge et des codes de réponses ; rien ne relie deux recherches",
)
declare_impersonal(
    "orientation.PageTally",
    because="des nombres par jour, page et question ; rien ne dit qui a répondu, ni quoi",
)
