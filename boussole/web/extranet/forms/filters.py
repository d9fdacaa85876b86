"""The filter bar of the list of requests."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import QueryDict

from boussole.accounts.models import User
from boussole.offers.models import Offer
from boussole.partners.models import Referent
from boussole.web.extranet.desk import Desk
from boussole.web.extranet.filters import Due, Person, Sort, State, Wanted


def _calendar(label: str, help_text: str = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, required=False, widget=widget)


class FilterForm(forms.Form):
    """Reads the address of the page. A word that means nothing is said beside its field, and filters nothing."""

    etat = forms.ChoiceField(label="État", choices=State, required=False, widget=forms.HiddenInput)
    q = forms.CharField(label="Rechercher", max_length=80, required=False)
    echeance = forms.ChoiceField(label="Échéance", choices=Due, required=False)
    offre = forms.ChoiceField(label="Offre", required=False)
    personne = forms.ChoiceField(label="Suivie par", required=False)
    structure = forms.ChoiceField(label="Structure", required=False)
    du = _calendar("Déposée dès le")
    au = _calendar("Jusqu’au")
    tri = forms.ChoiceField(label="Trier par", choices=Sort, required=False)

    def __init__(self, asked: QueryDict, *, desk: Desk) -> None:
        super().__init__(asked)
        structures = [(str(structure.public_id), structure.name) for structure in desk.structures]
        choices = {
            "offre": [("", "Toutes"), *_offers(desk)],
            "personne": [*Person.choices, *_colleagues(desk)],
            "structure": [("", "Toutes"), *structures],
        }
        for name, known in choices.items():
            cast(forms.ChoiceField, self.fields[name]).choices = known
        if not desk.several:
            del self.fields["structure"]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        since, until = found.get("du"), found.get("au")
        if since and until and until < since:
            self.add_error("au", "Cette date vient avant la première : choisissez-en une plus tardive.")
        return found

    @property
    def wanted(self) -> Wanted:
        """What is asked, as far as it means something."""
        self.is_valid()
        found = self.cleaned_data
        return Wanted(
            state=State(found.get("etat") or State.TO_CALL),
            due=Due(found.get("echeance") or Due.ANY),
            offer=found.get("offre") or "",
            person=found.get("personne") or Person.ANYBODY,
            structure=found.get("structure") or "",
            since=found.get("du"),
            until=found.get("au"),
            text=found.get("q") or "",
            sort=Sort(found.get("tri") or Sort.DUE),
        )


def _offers(desk: Desk) -> list[tuple[str, str]]:
    rows = Offer.objects.visible_to(desk.user, desk.day).order_by("title").values_list("code", "title")
    return list(rows)


def _colleagues(desk: Desk) -> list[tuple[str, str]]:
    """Who may follow a request here, oneself left out: « Moi » says it."""
    referents = Referent.objects.in_force(desk.day).filter(structure__in=desk.structures)
    people = User.objects.filter(pk__in=referents.values("user")).exclude(pk=desk.user.pk)
    rows = people.order_by("first_name", "last_name").only("public_id", "first_name", "last_name")
    return [(str(person.public_id), person.full_name) for person in rows]
