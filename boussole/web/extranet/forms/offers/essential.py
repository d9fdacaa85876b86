"""What the offer is, in a title, a short text and a long one."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from boussole.offers.models import Offer
from boussole.questionnaires.models import Category
from boussole.web.extranet.forms.offers.section import SectionForm
from boussole.web.shared.fields import one_line, text

_MOST = {name: Offer._meta.get_field(name).max_length or 0 for name in ("title", "summary", "description")}


class EssentialForm(SectionForm):
    """What young people read first, and that it is free."""

    parts = ("title", "summary", "description", "category", "is_free")

    title = one_line(
        "Titre",
        _MOST["title"],
        "Ce que le jeune obtient, avec un verbe : « Préparer ton entretien avec quelqu’un ».",
    )
    summary = text(
        "Texte court",
        _MOST["summary"],
        3,
        "Une ou deux phrases, tout en haut de l’offre. Dites « tu ».",
    )
    description = text(
        "Texte complet",
        _MOST["description"],
        10,
        "Une ligne vide sépare les paragraphes, un tiret commence une liste, **deux étoiles** mettent en gras, "
        "une adresse devient un lien.",
        **{"data-formatting": ""},
    )
    category = forms.ChoiceField(label="Catégorie", error_messages={"required": "Choisissez une catégorie."})
    is_free = forms.BooleanField(
        label="Ce service est gratuit pour les jeunes, du début à la fin", required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Category.objects.filter(theme__code=self.draft.content.theme)
        category = cast(forms.ChoiceField, self.fields["category"])
        category.choices = [(row.code, row.name) for row in rows]
