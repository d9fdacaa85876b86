"""Pages are counted once for each visit, and abandonment stands where people stopped."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boussole.orientation import journey
from boussole.orientation.actions import count_page
from boussole.orientation.models import PageTally
from boussole.orientation.queries import figures_by_question
from boussole.orientation.tallying import Count, counts_of
from boussole.questionnaires.definition import Definition, Kind, definition_from
from tests.factories.questionnaires import QuestionnaireFactory, document
from tests.factories.territories import TerritoryFactory

DAY = date(2026, 11, 23)
DEFINITION = definition_from(document())
# The same, with the page that depends on an answer at the end: it may come back after the results.
LAST_DEPENDS = replace(DEFINITION, pages=(DEFINITION.pages[0], DEFINITION.pages[2], DEFINITION.pages[1]))


def a_visit(random: Random, definition: Definition) -> tuple[list[Count], bool]:
    """Somebody who answers, goes back, changes their mind and stops when they like."""
    answers: dict = {}
    counts: list[Count] = []
    counted = 0
    for _ in range(random.randint(1, 8)):
        asked = journey.steps(definition, answers)
        current = journey.current_step(definition, answers)
        step = (
            current
            if current and random.random() < 0.7
            else random.choice(asked[: current.number if current else None])
        )
        for question in step.questions:
            if question.kind == Kind.NUMBER:
                answers[question.code] = random.choice([None, 450])
            else:
                codes = random.sample(sorted(question.by_code), random.randint(0, 1))
                answers[question.code] = frozenset(codes) if codes or question.kind == Kind.SEVERAL else None
        answers = dict(journey.kept(definition, answers))
        complete = journey.current_step(definition, answers) is None
        added, counted = counts_of(
            definition, [q.code for q in step.questions], answers, is_complete=complete, counted=counted
        )
        counts += added
    return counts, any(count.finished for count in counts)


@settings(max_examples=200)
@given(seed=st.integers(min_value=0), definition=st.sampled_from([DEFINITION, LAST_DEPENDS]))
def test_a_visit_counts_once_and_is_under_way_until_the_results(seed: int, definition: Definition) -> None:
    counts, has_finished = a_visit(Random(seed), definition)

    of_pages = [count for count in counts if not count.question]
    for page in (1, 2, 3):
        rows = [count for count in of_pages if count.page == page]
        assert sum(count.answered for count in rows) <= 1
        left = sum(count.answered - count.went_on - count.finished for count in rows)
        assert left in (0, 1)
    total = sum(count.answered - count.went_on - count.finished for count in of_pages)
    assert total == (0 if has_finished else 1)
    asked = [count.question for count in counts if count.question]
    assert len(asked) == len(set(asked))
    pages = {q.code: number for number, page in enumerate(definition.pages, 1) for q in page.questions}
    assert all(pages[count.question] == count.page for count in counts if count.question)


def test_what_is_left_blank_is_told_from_what_is_not_known() -> None:
    answers = {"statut": frozenset({"ne-sais-pas"}), "cherche": frozenset()}

    counts, _ = counts_of(DEFINITION, ["statut", "cherche"], answers, is_complete=False, counted=0)

    assert counts == [
        Count(1, "statut", answered=1, unknown=1),
        Count(1, "cherche", answered=1, left_blank=1),
        Count(1, answered=1),
    ]


@pytest.mark.django_db
def test_the_figures_of_a_questionnaire_are_read_in_one_query(django_assert_num_queries) -> None:
    version = QuestionnaireFactory()
    territory = TerritoryFactory()
    for number in range(12):
        first, counted = counts_of(
            DEFINITION,
            ["statut", "cherche"],
            {"statut": None if number < 3 else frozenset({"lycee"}), "cherche": frozenset({"stage"})},
            is_complete=False,
            counted=0,
        )
        second, _ = counts_of(
            DEFINITION, ["ressources"], {"ressources": 450}, is_complete=True, counted=counted
        )
        for counts in [first, second] if number < 9 else [first]:
            with django_assert_num_queries(1):
                where = territory.pk if number % 2 else None
                count_page(counts, questionnaire_id=version.pk, territory_id=where, day=DAY)

    with django_assert_num_queries(1):
        figures = figures_by_question([version.pk], DAY)

    assert (figures.begun, figures.finished, figures.completion) == (12, 9, 75)
    assert (figures.pages[1].answered, figures.pages[1].abandoned, figures.pages[1].abandonment) == (
        12,
        3,
        25,
    )
    assert figures.questions["statut"].blank_rate == 25
    assert figures_by_question([version.pk], DAY, territory_id=territory.pk).begun == 6
    assert PageTally.objects.filter(page=1, question="", territory=territory).get().answered == 6
