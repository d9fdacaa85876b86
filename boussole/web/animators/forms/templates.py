"""The form of a template: the parts that its copies share. Its criteria come from the questionnaire of its theme."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict

from boussole.offers.comparing import Difference, differences
from boussole.offers.content import OfferContent
from boussole.offers.criteria import Criterion, CriterionKind
from boussole.offers.models import Offer, OfferTemplate
from boussole.questionnaires.definition import AGE_QUESTION, Definition, Kind, Question
from boussole.questionnaires.models import Category
from boussole.territories.models import Territory

_MOST = {name: Offer._meta.get_field(name).max_length or 0 for name in ("title", "summary", "description")}
TERRITORY, NETWORK = "territoire", "reseau"


class StartForm(forms.Form):
    """What a template is about, and for whom: it cannot change afterwards."""

    category = forms.ChoiceField(label="Catégorie", error_messages={"required": "Choisissez une catégorie."})
    scope = forms.ChoiceField(
        label="Pour qui ?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez un territoire ou un réseau."},
    )

    def __init__(
        self, *args: Any, territories: Sequence[Territory], networks: Sequence[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._territories = {f"{TERRITORY}:{each.code}": each for each in territories}
        category = cast(forms.ChoiceField, self.fields["category"])
        category.choices = [("", "Choisir…"), *_by_theme()]
        scope = cast(forms.ChoiceField, self.fields["scope"])
        scope.choices = [
            *((key, f"Les structures de « {each.name} »") for key, each in self._territories.items()),
            *((f"{NETWORK}:{name}", f"Le réseau « {name} »") for name in networks),
        ]
        if len(scope.choices) == 1:
            scope.initial = scope.choices[0][0]

    @property
    def content(self) -> OfferContent:
        theme, _, category = self.cleaned_data["category"].partition("/")
        return OfferContent(theme=theme, category=category)

    @property
    def territory(self) -> Territory | None:
        return self._territories.get(self.cleaned_data["scope"])

    @property
    def network(self) -> str:
        return "" if self.territory else self.cleaned_data["scope"].partition(":")[2]


@dataclass(frozen=True)
class Asked:
    """One question, and the fields that say what the copies ask of it."""

    question: Question
    fields: tuple[BoundField, ...]


class TemplateForm(forms.Form):
    """Title, texts, place, and what is asked question by question. Nothing ticked: everybody."""

    title = forms.CharField(
        label="Titre",
        max_length=_MOST["title"],
        help_text="Ce que le jeune obtient, avec un verbe : « Préparer ton entretien avec quelqu’un ».",
        error_messages={"required": "Donnez un titre au modèle."},
    )
    summary = forms.CharField(
        label="Texte court",
        max_length=_MOST["summary"],
        help_text="Une ou deux phrases, lues en premier. Dites « tu ».",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Écrivez le texte court : c’est lui que l’on lit en premier."},
    )
    description = forms.CharField(
        label="Texte complet",
        max_length=_MOST["description"],
        help_text="Une ligne vide sépare les paragraphes, un tiret commence une liste, "
        "**deux étoiles** mettent en gras.",
        widget=forms.Textarea(attrs={"rows": 10}),
        required=False,
    )
    category = forms.ChoiceField(label="Catégorie", error_messages={"required": "Choisissez une catégorie."})
    place = forms.ChoiceField(label="Lieu", choices=Offer.Place, widget=forms.RadioSelect)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, posted: Any = None, *, content: OfferContent, definition: Definition, seen: int = 0
    ) -> None:
        self._content, self._definition = content, definition
        self.conflict: list[Difference] = []
        super().__init__(posted, initial={**_initial(content), "seen": seen})
        category = cast(forms.ChoiceField, self.fields["category"])
        rows = Category.objects.filter(theme__code=content.theme)
        category.choices = [(row.code, row.name) for row in rows]
        for question in self._questions:
            self.fields.update(_fields_of(question))

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        for question in self._questions:
            low, high = found.get(f"from-{question.code}"), found.get(f"to-{question.code}")
            if low is not None and high is not None and low > high:
                self.add_error(
                    f"to-{question.code}", f"Écrivez un nombre qui n’est pas plus petit que {low}."
                )
        return found

    @property
    def asked(self) -> Iterator[Asked]:
        for question in self._questions:
            yield Asked(question, tuple(self[name] for name in _fields_of(question)))

    @property
    def written(self) -> OfferContent:
        """What was typed. Only on a valid form."""
        said = {
            name: self.cleaned_data[name] for name in ("title", "summary", "description", "category", "place")
        }
        return replace(self._content, **said, criteria=tuple(self._criteria()))

    def tell_conflict(self, saved: OfferTemplate) -> None:
        """Somebody saved another text meanwhile: show where the two differ; the next press keeps this one."""
        self.conflict = differences(saved.content, self.written, self._definition)
        posted = cast(QueryDict, self.data).copy()
        posted["seen"] = str(saved.number)
        self.data = posted
        self.add_error(
            None,
            "Une autre personne a changé ce modèle pendant que vous écriviez. Votre texte est toujours là : "
            "enregistrez-le de nouveau s’il doit remplacer le sien.",
        )

    @property
    def _questions(self) -> list[Question]:
        return [AGE_QUESTION, *self._definition.questions.values()]

    def _criteria(self) -> Iterator[Criterion]:
        """Question by question; a condition that today's questionnaire cannot show stays as it was."""
        for question in self._questions:
            code, found = question.code, self.cleaned_data
            if question.kind == Kind.NUMBER:
                low, high = found[f"from-{code}"], found[f"to-{code}"]
                if low is not None or high is not None:
                    yield Criterion(code, CriterionKind.RANGE, minimum=low, maximum=high)
            elif accepted := frozenset(found[f"only-{code}"]):
                gone = self._content.criterion(code).accepted - set(question.by_code)
                yield Criterion(code, CriterionKind.ONLY, accepted=accepted | gone)
        shown = {question.code for question in self._questions}
        yield from (each for each in self._content.criteria if each.question not in shown)


def _by_theme() -> list[tuple[str, list[tuple[str, str]]]]:
    themes: dict[str, list[tuple[str, str]]] = {}
    for row in Category.objects.select_related("theme").order_by("theme__position", "position"):
        themes.setdefault(row.theme.name, []).append((f"{row.theme.code}/{row.code}", row.name))
    return list(themes.items())


def _initial(content: OfferContent) -> dict[str, Any]:
    said: dict[str, Any] = {name: getattr(content, name) for name in ("title", "summary", "description")}
    said |= {"category": content.category, "place": content.place}
    for criterion in content.criteria:
        said[f"only-{criterion.question}"] = sorted(criterion.accepted)
        said[f"from-{criterion.question}"] = criterion.minimum
        said[f"to-{criterion.question}"] = criterion.maximum
    return said


def _fields_of(question: Question) -> dict[str, forms.Field]:
    if question.kind == Kind.NUMBER:
        unit = f" ({question.unit})" if question.unit else ""
        return {
            f"from-{question.code}": _bound(f"{question.label}, au moins{unit}"),
            f"to-{question.code}": _bound(f"{question.label}, au plus{unit}"),
        }
    return {
        f"only-{question.code}": forms.MultipleChoiceField(
            label=question.label,
            help_text="Rien de coché : tout le monde.",
            choices=[(each.code, each.text) for each in question.answers if not each.is_wildcard],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
    }


def _bound(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        min_value=0,
        max_value=9_999,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), "Écrivez un nombre entier, par exemple 18."
        ),
    )
