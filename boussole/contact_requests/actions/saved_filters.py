"""Ways of looking at the list, kept under a name. Nobody else sees them: they are not traced."""

from __future__ import annotations

from django.db import transaction

from boussole.accounts.models import User
from boussole.contact_requests import policies
from boussole.contact_requests.models import SavedFilter
from boussole.core.db import locked


@transaction.atomic
def keep_filter(*, name: str, query: str, by: User) -> SavedFilter:
    """Keep these filters; `query` was written by our own code, from words that mean something."""
    user = locked(by)  # two presses at once count one after the other
    policies.can_keep_filter(user, query).require()
    policies.can_name_filter(user, name).require()
    return SavedFilter.objects.create(user=user, name=name, query=query)


@transaction.atomic
def rename_filter(kept: SavedFilter, *, name: str) -> SavedFilter:
    """Another name for the same filters."""
    user = locked(kept.user)
    policies.can_name_filter(user, name, than=kept).require()
    kept.name = name
    kept.save(update_fields=["name"])
    return kept


@transaction.atomic
def forget_filter(kept: SavedFilter) -> None:
    """Delete it; deleting twice does nothing more."""
    SavedFilter.objects.filter(pk=kept.pk).delete()
