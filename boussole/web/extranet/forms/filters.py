"""The filter bar of the list of requests."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms
from django.http import QueryDict

from boussole.contact_requests.models import ContactRequest
from boussole.core.typography import day_in_words
from boussole.offers.models import Offer
from boussole.partners.models import Referent
from boussole.web.extranet.desk import Desk
from boussole.web.extranet.filters import Due, Handover, Person, Promise, Sort, State, Wanted

OUTCOMES = [("", "Toutes"), *ContactRequest.Outcome.choices]


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
    issue = forms.ChoiceField(label="Issue", choices=OUTCOMES, required=False)
    promesse = forms.ChoiceField(label="Promesse", choices=Promise, required=False)
    passage = forms.ChoiceField(label="Réorientation", choices=Handover, required=False)
    du = _calendar("Déposée dès le")
    au = _calendar("Jusqu’au")
    tri = forms.ChoiceField(label="Trier par", choices=Sort, required=False)

    def __init__(self, asked: QueryDict, *, desk: Desk, like: FilterForm | None = None) -> None:
        """`like` is another form of the same page: what it has read is not read again."""
        super().__init__(asked)
        self.colleagues: list[Referent] = like.colleagues if like else colleagues_at(desk)
        self.known: dict[str, list[tuple[str, str]]] = like.known if like else _known(desk, self.colleagues)
        for name, choices in self.known.items():
            cast(forms.ChoiceField, self.fields[name]).choices = choices
        if not desk.several:
            del self.fields["structure"]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        since, until = found.get("du"), found.get("au")
        if since and until and until < since:
            self.add_error("au", "Cette date vient avant la première : choisissez-en une plus tardive.")
        return found

    def in_words(self) -> str:
        """What is asked, as one would say it: « À contacter, échéance : en retard, suivie par : moi »."""
        wanted = self.wanted
        said = [str(wanted.state.label)]
        for name, field in self.fields.items():
            word = self.cleaned_data.get(name)
            if word and name not in ("etat", "tri"):
                said.append(f"{str(field.label).lower()} : {_said(field, word)}")
        return ", ".join(said)

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
            outcome=found.get("issue") or "",
            promise=Promise(found.get("promesse") or Promise.ANY),
            handover=Handover(found.get("passage") or Handover.ANY),
            since=found.get("du"),
            until=found.get("au"),
            text=found.get("q") or "",
            sort=Sort(found.get("tri") or Sort.DUE),
        )


def _said(field: forms.Field, word: Any) -> str:
    if isinstance(word, date):
        return day_in_words(word, year=True)
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices)[word])  # type: ignore[arg-type]
    return f"« {word} »"


def _known(desk: Desk, colleagues: list[Referent]) -> dict[str, list[tuple[str, str]]]:
    """What may be chosen in the fields that depend on where one works."""
    return {
        "offre": [("", "Toutes"), *_offers(desk)],
        "personne": [*Person.choices, *_named(colleagues, desk)],
        "structure": [("", "Toutes"), *((str(each.public_id), each.name) for each in desk.shown)],
    }


def _offers(desk: Desk) -> list[tuple[str, str]]:
    rows = Offer.objects.visible_to(desk.user, desk.day).filter(structure__in=desk.shown)
    return list(rows.order_by("title").values_list("code", "title"))


def colleagues_at(desk: Desk) -> list[Referent]:
    """Who answers in these structures today, oneself included: one line per person and structure."""
    rows = Referent.objects.in_force(desk.day).filter(structure__in=desk.shown)
    return list(rows.select_related("user").order_by("user__first_name", "user__last_name", "pk"))


def _named(colleagues: list[Referent], desk: Desk) -> list[tuple[str, str]]:
    """Each of them once, oneself left out: « Moi » says it."""
    found = {each.user.public_id: each.user for each in colleagues if each.user_id != desk.user.pk}
    return [(str(public_id), person.full_name) for public_id, person in found.items()]
