"""Who answers for what, and where nobody does."""

from datetime import timedelta

import pytest

from boussole.partners import coverage
from boussole.partners.coverage import Answerer
from boussole.questionnaires.models import Theme
from tests.factories import NOW
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.factories.questionnaires import ThemeFactory
from tests.factories.territories import FIRMINY, SAINT_ETIENNE

TODAY = NOW.date()
JOB, HOME = Theme(pk=1, code="emploi", name="Emploi"), Theme(pk=2, code="logement", name="Logement")
BOTH = (FIRMINY, SAINT_ETIENNE)


def said(table: coverage.Coverage) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    return {theme.name: [(cell.part.name, cell.names) for cell in cells] for theme, cells in table.lines}


def test_somebody_without_theme_nor_commune_answers_for_all():
    table = coverage.table(BOTH, [JOB, HOME], [Answerer("Nadia")])

    assert said(table) == {
        "Emploi": [("Toute la zone", ("Nadia",))],
        "Logement": [("Toute la zone", ("Nadia",))],
    }
    assert table.holes == []


def test_a_theme_that_nobody_has_is_a_hole():
    table = coverage.table(BOTH, [JOB, HOME], [Answerer("Théo", themes=frozenset({2}))])

    assert [(hole.theme.name, hole.part.name) for hole in table.holes] == [("Emploi", "Toute la zone")]


def test_communes_cut_the_zone_where_people_change():
    theo = Answerer("Théo", communes=frozenset({FIRMINY}))
    ines = Answerer("Inès", themes=frozenset({1}))
    table = coverage.table(BOTH, [JOB, HOME], [theo, ines])

    assert said(table) == {
        "Emploi": [("Firminy", ("Théo", "Inès")), ("Reste de la zone", ("Inès",))],
        "Logement": [("Firminy", ("Théo",)), ("Reste de la zone", ())],
    }
    assert [(hole.theme.name, hole.part.communes) for hole in table.holes] == [("Logement", (SAINT_ETIENNE,))]


def test_whoever_is_responsible_answers_for_all_and_the_table_says_that_no_referent_does():
    table = coverage.table(BOTH, [JOB], [Answerer("Paul", is_manager=True)])

    assert table.holes == []
    assert [hole.theme.name for hole in table.thin] == ["Emploi"]


@pytest.mark.django_db
def test_only_those_who_are_there_today_and_have_accepted_count(django_assert_num_queries):
    structure = StructureFactory()
    job, home = ThemeFactory(code="emploi"), ThemeFactory(code="logement")
    structure.themes.set([job, home])
    ReferentFactory(structure=structure).themes.set([job])
    for absent in (
        {"ends_on": TODAY - timedelta(days=1)},
        {"is_pending": True},
        {"user__is_active": False},
    ):
        ReferentFactory(structure=structure, **absent)

    with django_assert_num_queries(3):
        found = coverage.holes(structure, TODAY)
    assert [hole.theme for hole in found] == [home]
