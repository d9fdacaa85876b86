"""Where the service is given, and whom it serves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.http import QueryDict

from boussole.core.typography import alphabetical, counted
from boussole.offers.content import OfferContent
from boussole.offers.models import Offer
from boussole.partners.models import Structure
from boussole.territories.zones import Zone
from boussole.web.extranet.forms.offers.section import SectionForm
from boussole.web.extranet.writing.draft import Draft
from boussole.web.shared.fields import one_line
from boussole.web.shared.zones.grouping import tidied
from boussole.web.shared.zones.named import commune_named
from boussole.web.shared.zones.picking import PART, WHOLE, ZonePicker


class WhereForm(ZonePicker, SectionForm):
    """Where the offer is given, and for people of which places."""

    parts = ("place", "address")

    place = forms.ChoiceField(
        label="Où se passe le service ?",
        choices=Offer.Place,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez où se passe le service."},
    )
    address = one_line(
        "Adresse, si ce n’est pas celle de la structure",
        200,
        "Laissez vide pour montrer celle de votre structure.",
        autocomplete="off",
    )
    sites = forms.MultipleChoiceField(
        label="Le service est aussi donné dans ces lieux",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Votre structure répond aux demandes de tous ces lieux.",
    )
    zone = forms.ChoiceField(
        label="Les jeunes de quelles communes peuvent demander ce service ?", widget=forms.RadioSelect
    )
    areas = forms.MultipleChoiceField(
        label="Communes choisies",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": "Cette commune n’est pas dans la zone de votre structure."},
    )
    commune = one_line(
        "Ajouter une commune",
        80,
        "Son nom ou son code postal, puis « Enregistrer ».",
        autocomplete="off",
    )

    def __init__(self, posted: QueryDict | None = None, *, draft: Draft) -> None:
        super().__init__(posted, draft=draft)
        self.show_zone(draft.zone, draft.content.areas or ())
        whole = f"Toute la zone de votre structure : {draft.zone.in_words()}"
        self._choices("zone", [(WHOLE, whole), (PART, "Seulement une partie")])
        sites = _sites_of(draft)
        if sites:
            self._choices("sites", sites)
        else:
            del self.fields["sites"]
        if "areas" in draft.shared:
            self.fields["zone"].disabled = self.fields["commune"].disabled = True

    def initial_of(self, content: OfferContent) -> Mapping[str, Any]:
        return {
            "place": content.place,
            "address": content.address,
            "sites": list(content.sites),
            "zone": WHOLE if content.areas is None else PART,
            "areas": list(content.areas or ()),
        }

    def written(self, content: OfferContent) -> OfferContent:
        content = super().written(content)
        found = self.cleaned_data
        if "sites" in found and set(found["sites"]) != set(content.sites):
            content = replace(content, sites=tuple(sorted(found["sites"])))
        if found.get("zone") == WHOLE:
            return replace(content, areas=None)
        if not {"zone", "areas", "commune"} <= found.keys():
            return content
        keys = {*found["areas"], *found["commune"]}
        if content.areas is not None and keys == set(content.areas):
            return content
        return replace(content, areas=tidied(keys, self.groups))

    # --- What is read -------------------------------------------------------------------------------------
    def clean_commune(self) -> list[str]:
        """The key of the commune typed, if any."""
        typed = self.cleaned_data["commune"]
        if not typed:
            return []
        nothing = f"Aucune commune de la zone de votre structure ne s’appelle « {typed} »."
        return [f"commune:{commune_named(typed, self.draft.zone, nothing=nothing).code}"]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if found.get("zone") == PART and "areas" in found and "commune" in found:
            chosen = Zone.restored({*found["areas"], *found["commune"]})
            if not chosen:
                self.add_error("areas", "Cochez au moins une commune, ou choisissez toute la zone.")
            elif self.outside and set(found["areas"]) != set(self.before):
                self.add_error("areas", self.outside)  # left so by the structure's own zone, it is only said
        return found

    # --- What is shown ------------------------------------------------------------------------------------
    @property
    def outside(self) -> str:
        """The communes ticked that the zone of the structure does not cover, named."""
        beyond = self.chosen.outside(self.draft.zone)
        if not beyond:
            return ""
        return f"Hors de la zone de votre structure\u00a0: {beyond.in_words()}. Décochez pour continuer."

    @property
    def chosen(self) -> Zone:
        """What the page would serve."""
        return self.draft.zone if self["zone"].value() != PART else Zone.restored(self.ticked)

    @property
    def chosen_in_words(self) -> str:
        of_all, chosen = self.draft.zone.communes(), self.chosen.communes() & self.draft.zone.communes()
        return f"{counted(len(chosen), 'commune choisie', 'communes choisies')} sur {len(of_all)}."

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = choices


def _sites_of(draft: Draft) -> list[tuple[str, str]]:
    """The other places of the same structure, and those chosen before."""
    chosen = Structure.objects.filter(code__in=draft.content.sites)
    rows = Structure.objects.same_body(draft.structure).exclude(pk=draft.structure.pk)
    names = {code: name for found in (rows, chosen) for code, name in found.values_list("code", "name")}
    return sorted(names.items(), key=lambda line: alphabetical(line[1]))
