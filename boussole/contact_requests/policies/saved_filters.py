"""What somebody may keep of their ways of looking at the list."""

from __future__ import annotations

from boussole.accounts.models import User
from boussole.contact_requests.models import SavedFilter
from boussole.core.verdicts import YES, Verdict, no

MOST_FILTERS = 12  # beyond, they no longer fit above the list, and one looks for a filter


def can_keep_filter(user: User, query: str) -> Verdict:
    """One more."""
    if len(query) > SavedFilter.LONGEST_QUERY:
        return no("Ces filtres sont trop longs pour être gardés : raccourcissez la recherche.")
    if SavedFilter.objects.filter(user=user).count() >= MOST_FILTERS:
        return no(f"Vous avez déjà {MOST_FILTERS} filtres : supprimez-en un pour en garder un autre.")
    return YES


def can_name_filter(user: User, name: str, *, than: SavedFilter | None = None) -> Verdict:
    """Names tell filters apart, capitals or not."""
    named = SavedFilter.objects.filter(user=user, name__iexact=name)
    if (named.exclude(pk=than.pk) if than else named).exists():
        return no("Vous avez déjà un filtre de ce nom : choisissez-en un autre.")
    return YES
