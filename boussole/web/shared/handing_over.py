"""Somebody leaves a structure, or is gone: who takes what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms

from boussole.accounts.models import User
from boussole.contact_requests.actions import HandOver
from boussole.contact_requests.models import ContactRequest
from boussole.contact_requests.queries.succession import offers_left_by, relays_left_by, requests_left_by
from boussole.core.typography import day_in_words
from boussole.partners.models import Referent
from boussole.partners.policies import colleagues_of
from boussole.web.shared.refusable import RefusableForm

FOR_ALL = "Comme choisi ci-dessus"
EVERY_REFERENT = "Tous les référents"
CHOOSE = "Choisir"
# What `contact_requests.queries.succession.successor_of` does.
WHOEVER_INHERITS = "La personne responsable, ou une autre"
INHERITING = "Sans autre choix, tout va à la personne responsable, sinon à quelqu’un du même thème."


class HandOverForm(RefusableForm):
    """What somebody follows in a structure: one choice for everything, and one each where another one is better."""

    everything = forms.ChoiceField(
        label="À qui confier ce qui reste ?",
        required=False,
        help_text="Pour tout ce qui n’est pas choisi un par un.",
    )
    by_default = CHOOSE

    def __init__(
        self,
        *args: Any,
        referent: Referent,
        today: date,
        one_by_one: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.requests = list(requests_left_by(referent).select_related("filing").order_by("due_at", "pk"))
        self.offers = offers_left_by(referent)
        self.relays = relays_left_by(referent, today)
        self.people = {str(each.user_id): each.user for each in colleagues_of(referent, today)}
        names = [(pk, person.full_name) for pk, person in self.people.items()]
        cast(forms.ChoiceField, self.fields["everything"]).choices = [("", self.by_default), *names]
        if not (self.requests or self.relays):
            del self.fields["everything"]
        if one_by_one:
            self._add_lines(names, today)

    def _add_lines(self, names: list[tuple[str, str]], today: date) -> None:
        for row in self.requests:
            label = (
                f"{row.filing.first_name or 'Sans prénom'}, {row.offer_title}, {_where_it_stands(row, today)}"
            )
            self.fields[f"request-{row.pk}"] = _choice(label, FOR_ALL, names)
        for offer in self.offers:
            self.fields[f"offer-{offer.pk}"] = _choice(offer.title, EVERY_REFERENT, names)
        for relay in self.relays:
            whom = relay.user.full_name if relay.user else "toute la structure"
            days = f"du {day_in_words(relay.starts_on)} au {day_in_words(relay.ends_on)}"
            self.fields[f"relay-{relay.pk}"] = _choice(f"{whom}, {days}", FOR_ALL, names)

    @property
    def request_fields(self) -> list[forms.BoundField]:
        return self._lines("request-")

    @property
    def offer_fields(self) -> list[forms.BoundField]:
        return self._lines("offer-")

    @property
    def relay_fields(self) -> list[forms.BoundField]:
        return self._lines("relay-")

    def _lines(self, prefix: str) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(prefix)]

    def hand_over(self) -> HandOver:
        """Who takes what, each line with its own choice or the common one."""
        return HandOver(
            requests=self._chosen("request", [row.pk for row in self.requests]),
            offers={
                row.pk: self.people.get(self.cleaned_data.get(f"offer-{row.pk}", "")) for row in self.offers
            },
            relays=self._chosen("relay", [row.pk for row in self.relays]),
        )

    def _chosen(self, kind: str, ids: Sequence[int]) -> dict[int, User]:
        common = self.cleaned_data.get("everything", "")
        given = {pk: self.cleaned_data.get(f"{kind}-{pk}") or common for pk in ids}
        return {pk: self.people[name] for pk, name in given.items() if name in self.people}


class LetGoForm(HandOverForm):
    """Nothing has to be chosen: an access must be closed at once, and what is left always finds somebody."""

    by_default = WHOEVER_INHERITS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "everything" in self.fields:
            self.fields["everything"].help_text = INHERITING


def _where_it_stands(row: ContactRequest, today: date) -> str:
    """What whoever takes it has to do: the date promised says nothing once somebody has called."""
    if row.first_attempt_at:
        return "premier appel fait"
    late = row.due_day < today
    return f"{'en retard depuis' if late else 'à rappeler avant'} le {day_in_words(row.due_day)}"


def _choice(label: str, default: str, names: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("", default), *names], required=False)
