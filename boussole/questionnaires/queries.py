"""What the public journey and the editor need to know of themes, in few queries."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Q

from boussole.questionnaires import adaptation
from boussole.questionnaires.checking import DraftFault, draft_faults
from boussole.questionnaires.definition import Definition, Kind
from boussole.questionnaires.models import Questionnaire, Theme
from boussole.territories.models import Territory


@dataclass(frozen=True, slots=True)
class OpenTheme:
    """A theme as shown to a young person somewhere: the territory's words, else the national ones."""

    id: int
    code: str
    name: str
    invitation: str
    description: str
    pictogram: str
    is_sensitive: bool


def open_themes(territory: Territory | None, day: date) -> list[OpenTheme]:
    """The themes open that day in the territory; without a territory, the national ones."""
    columns = ["id", "code", "name", "invitation", "description", "pictogram", "is_sensitive"]
    if territory is None:
        return [OpenTheme(*row) for row in Theme.objects.values_list(*columns)]
    rows = (
        territory.themes.open_on(day)
        .order_by("position")
        .values_list(*[f"theme__{column}" for column in columns], "invitation", "description")
    )
    return [
        OpenTheme(pk, code, name, own or invitation, own_words or words, pictogram, sensitive)
        for pk, code, name, invitation, words, pictogram, sensitive, own, own_words in rows
    ]


def current_questionnaire(theme_code: str, territory: Territory | None) -> tuple[int, Definition] | None:
    """The published version to begin with: the territory's own, else the national one. One query."""
    row = (
        Questionnaire.objects.filter(theme__code=theme_code, status=Questionnaire.Status.PUBLISHED)
        .filter(Q(territory__isnull=True) | Q(territory=territory))
        .order_by("territory_id")  # nulls come last: a territory's own first
        .values_list("pk", flat=True)
        .first()
    )
    return (row, questionnaire_version(row)) if row is not None else None


def definition_in_use(theme_code: str, territory: Territory | None) -> Definition:
    """What young people are asked there; without any questionnaire, only their age. One query."""
    current = current_questionnaire(theme_code, territory)
    return current[1] if current else Definition(theme_code, 0, ())


@lru_cache(maxsize=256)
def questionnaire_version(pk: int) -> Definition:
    """The definition of one published version. Kept in memory: a published version never changes.

    :raises Questionnaire.DoesNotExist: when no published or replaced version has this id
    """
    return Questionnaire.objects.published_ever().only("pk", "version", "document").get(pk=pk).definition


def theme_id_of(code: str) -> int | None:
    """The id of a national theme, or None when it does not exist."""
    return Theme.objects.filter(code=code).values_list("pk", flat=True).first()


def kinds_published(theme: Theme, *, but: int) -> dict[str, Kind]:
    """How each question of a theme that young people ever saw is answered: its code stands for this, for good."""
    kinds: dict[str, Kind] = {}
    rows = Questionnaire.objects.filter(theme=theme).published_ever().exclude(pk=but).order_by("pk")
    for row in rows:
        for code, question in row.definition.questions.items():
            kinds[code] = question.kind
    return kinds


def faults_of(version: Questionnaire) -> list[DraftFault]:
    """What keeps this version from being published, in the order of its pages."""
    found = draft_faults(version.definition, kinds_published(version.theme, but=version.pk))
    if version.territory and version.based_on and version.layer:
        own = adaptation.faults(version.based_on.document, version.layer, version.territory.code)
        found += [DraftFault(message) for message in own]
    return found


def conflicts_of(draft: Questionnaire) -> list[adaptation.Conflict]:
    """What a newer national version changes to what the territory had decided in the one on line."""
    former = (
        Questionnaire.objects.of(draft.theme, draft.territory).on_line().select_related("based_on").first()
    )
    if former is None or former.based_on is None or draft.based_on is None or former.layer is None:
        return []
    return adaptation.conflicts(former.layer, former.based_on.document, draft.based_on.document)
