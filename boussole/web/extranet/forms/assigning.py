"""To whom requests are entrusted: one from its page, or those ticked in the list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from boussole.accounts.models import User
from boussole.contact_requests.actions import MOST_AT_ONCE
from boussole.core.typography import enumeration
from boussole.partners.models import Referent
from boussole.web.extranet.desk import Desk


class Ticks(forms.Field):
    """The boxes ticked in a list: public ids, whatever else an address may hold left out."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> list[UUID]:
        return list(dict.fromkeys(filter(None, map(_uuid, value or []))))


class ColleagueForm(forms.Form):
    """Somebody of the structure, by public id."""

    colleague = forms.ChoiceField(
        label="Confier à", error_messages={"required": "Choisissez à qui confier les demandes."}
    )

    def __init__(self, *args: Any, colleagues: Iterable[Referent], desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A disabled account receives nothing, whatever its mandate still says.
        self.referents = [each for each in colleagues if each.user.is_active]
        named = _named(self.referents, desk)
        cast(forms.ChoiceField, self.fields["colleague"]).choices = [("", "Choisir une personne"), *named]

    @property
    def somebody(self) -> bool:
        """Whether there is anybody to choose."""
        return bool(self.referents)

    @property
    def chosen(self) -> User:
        """The person chosen in a valid form."""
        public_id = self.cleaned_data["colleague"]
        return next(each.user for each in self.referents if str(each.user.public_id) == public_id)


class EntrustForm(ColleagueForm):
    """The bar above the list."""

    demande = Ticks()

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        ticked = found.get("demande", [])
        if not ticked:
            raise ValidationError("Cochez d’abord les demandes à confier.")
        if len(ticked) > MOST_AT_ONCE:
            raise ValidationError(f"On confie {MOST_AT_ONCE} demandes à la fois au plus : décochez-en.")
        return found

    @property
    def ticked(self) -> set[str]:
        """What was ticked, for the page to be shown again as it was."""
        if not self.is_bound:
            return set()
        return set(self.data.getlist("demande"))  # type: ignore[attr-defined]


def _named(referents: list[Referent], desk: Desk) -> list[tuple[str, str]]:
    """« Karim Diallo », with where they answer when one works for several structures."""
    names = {structure.pk: structure.name for structure in desk.structures}
    places: dict[str, list[str]] = {}
    people: dict[str, User] = {}
    for each in referents:
        key = str(each.user.public_id)
        people[key] = each.user
        places.setdefault(key, []).append(names.get(each.structure_id, ""))
    return [(key, _label(person, places[key], desk)) for key, person in people.items()]


def _label(person: User, places: list[str], desk: Desk) -> str:
    name = f"{person.full_name} (vous)" if person.pk == desk.user.pk else person.full_name
    return f"{name}, {enumeration(places)}" if desk.several else name


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None
