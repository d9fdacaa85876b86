"""A questionnaire's faults are told before anybody meets them."""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from boussole.questionnaires.definition import answer_key, definition_from
from boussole.questionnaires.models import Questionnaire, TerritoryTheme
from boussole.questionnaires.queries import current_questionnaire, open_themes
from tests.factories import NOW
from tests.factories.questionnaires import QuestionnaireFactory, ThemeFactory, document
from tests.factories.territories import TerritoryFactory

NATIONAL = Path(__file__).resolve().parents[2] / "content" / "national" / "questionnaires"


def faults(*questions: dict[str, Any]) -> list[str]:
    pages = [{"title": "Une", "questions": list(questions)}]
    return list(definition_from({"theme": "essai", "version": 1, "pages": pages}).faults())


def choice(code: str = "q", *answers: str, **more: Any) -> dict[str, Any]:
    listed = [{"code": answer, "text": answer} for answer in answers or ("a", "b")]
    return {"code": code, "kind": "one", "text": "?", "answers": listed, **more}


@pytest.mark.parametrize(
    ("questions", "says"),
    [
        ([choice("age")], "L’âge est demandé par le site"),
        ([choice("q"), choice("q")], "La question « q » apparaît 2 fois."),
        ([choice("q", "a", "a", "b")], "la réponse « a » apparaît 2 fois."),
        ([choice("q", "a")], "au moins deux réponses"),
        (
            [{"code": "n", "kind": "number", "text": "?", "minimum": 9, "maximum": 1}],
            "un minimum et un maximum",
        ),
        ([choice("b", only_if={"question": "z", "answers": ["a"]})], "« z », qui ne vient pas avant"),
        (
            [choice("a1"), choice("b", only_if={"question": "a1", "answers": ["z"]})],
            "« z » n’est pas une réponse",
        ),
    ],
)
def test_a_fault_is_one_sentence(questions: list[dict[str, Any]], says: str) -> None:
    found = faults(*questions)

    assert any(
        says.replace(" ", "").replace("\u00a0", "") in f.replace(" ", "").replace("\u00a0", "") for f in found
    )


@pytest.mark.parametrize("file", sorted(NATIONAL.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_national_questionnaires_are_sound_and_short(file: Path) -> None:
    definition = definition_from(YAML(typ="safe").load(file.read_text()))

    assert list(definition.faults()) == []
    assert len(definition.pages) <= 3
    for question in definition.questions.values():
        if question.answers:
            assert question.wildcards, f"{question.code}: « Je ne sais pas » is always there"
        for answer in question.answers:
            assert answer.is_wildcard or (answer.reason and answer.summary), f"{question.code}/{answer.code}"


def test_an_answer_keeps_its_key_for_ever() -> None:
    """Stored in the matching table: changing this function means deriving the table again."""
    assert answer_key("statut", "lycee") == 1951311964


@pytest.mark.django_db
def test_a_territory_with_its_own_questionnaire_begins_with_it() -> None:
    theme, loire = ThemeFactory(), TerritoryFactory()
    national = QuestionnaireFactory(theme=theme)
    assert current_questionnaire(theme.code, loire)[0] == national.pk

    own = QuestionnaireFactory(theme=theme, territory=loire, document=document(theme.code))

    assert current_questionnaire(theme.code, loire)[0] == own.pk
    assert current_questionnaire(theme.code, None)[0] == national.pk


@pytest.mark.django_db
def test_a_draft_is_never_shown() -> None:
    theme = ThemeFactory()
    QuestionnaireFactory(theme=theme, status=Questionnaire.Status.DRAFT)

    assert current_questionnaire(theme.code, None) is None


@pytest.mark.django_db
def test_a_territory_words_and_opens_its_themes() -> None:
    loire = TerritoryFactory()
    TerritoryTheme.objects.all().delete()
    open_one, closed, later = ThemeFactory(code="un"), ThemeFactory(code="deux"), ThemeFactory(code="trois")
    day = NOW.date()
    rows = [
        (open_one, day, None, "Trouver ta voie ici"),
        (closed, day.replace(month=1), day.replace(day=22), ""),
        (later, day.replace(day=24), None, ""),
    ]
    for rank, (theme, opened_on, closed_on, invitation) in enumerate(rows):
        TerritoryTheme.objects.create(
            territory=loire,
            theme=theme,
            opened_on=opened_on,
            closed_on=closed_on,
            invitation=invitation,
            position=rank,
        )

    assert [(theme.code, theme.invitation) for theme in open_themes(loire, day)] == [
        ("un", "Trouver ta voie ici")
    ]
