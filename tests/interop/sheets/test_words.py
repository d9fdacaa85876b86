"""What one writes of criteria and zones in a cell is read back exactly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boussole.interop.sheets.cells import tidied
from boussole.interop.sheets.criteria_words import criteria_from_cell, criteria_in_cell
from boussole.interop.sheets.faults import CellFault
from boussole.interop.sheets.zone_words import areas_from_cell, areas_in_cell
from boussole.offers.criteria import AGE, Criterion, CriterionKind
from boussole.questionnaires.definition import Kind, definition_from
from tests.factories.questionnaires import document

DEFINITION = definition_from(document())
BOUNDS = st.none() | st.integers(0, 5000)


def criteria_on(code: str) -> st.SearchStrategy[Criterion]:
    """Any criterion that the form can make on this question."""
    question = DEFINITION.question(code)
    assert question is not None
    everybody = st.just(Criterion(code))
    if question.kind == Kind.NUMBER:
        pairs = st.tuples(BOUNDS, BOUNDS).filter(lambda b: None in b or b[0] <= b[1])
        return everybody | pairs.map(
            lambda b: Criterion(code, CriterionKind.RANGE, minimum=b[0], maximum=b[1])
        )
    some = st.frozensets(st.sampled_from(sorted(question.by_code)), min_size=1)
    return everybody | some.map(lambda codes: Criterion(code, CriterionKind.ONLY, accepted=codes))


CRITERIA = st.permutations([AGE, *DEFINITION.questions]).flatmap(
    lambda codes: st.tuples(*(criteria_on(code) for code in codes[:4]))
)


@given(criteria=CRITERIA)
def test_criteria_come_back_as_they_were(criteria):
    cell = tidied(criteria_in_cell(criteria, DEFINITION))

    assert set(criteria_from_cell(cell, DEFINITION)) == set(criteria)


def test_criteria_read_like_french():
    criteria = (
        Criterion(AGE, CriterionKind.RANGE, minimum=18, maximum=25),
        Criterion("statut", CriterionKind.ONLY, accepted=frozenset({"recherche", "lycee"})),
        Criterion("ressources", CriterionKind.RANGE, maximum=800),
        Criterion("permis"),
    )

    assert criteria_in_cell(criteria, DEFINITION).replace("\u00a0", " ") == (
        "Âge : 18 à 25 ; Situation : Je suis au lycée, Je cherche du travail ; "
        "Permis : tout le monde ; Ressources : jusqu’à 800"
    )


@pytest.mark.parametrize(
    "cell",
    [
        "âge : 18 à 25 ; statut : recherche, lycee",
        "AGE: de 18 a 25 ans; Situation: je cherche du travail, Lycée",
        "age : 18-25\nsituation : Recherche , lycee",
    ],
)
def test_people_write_criteria_in_their_own_way(cell):
    assert criteria_from_cell(cell.replace("18-25", "18 - 25"), DEFINITION) == (
        Criterion(AGE, CriterionKind.RANGE, minimum=18, maximum=25),
        Criterion("statut", CriterionKind.ONLY, accepted=frozenset({"recherche", "lycee"})),
    )


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("Situation", "écrivez la question, deux points"),
        (
            "Couleur : bleu",
            "« Couleur » n’est pas une question de ce thème. Par exemple : « Âge », « Situation »",
        ),
        (
            "Situation : bleu",
            "« bleu » n’est pas une réponse de « Situation ». Par exemple : « Je suis au lycée »",
        ),
        ("Âge : jeune", "« Âge » : écrivez « 18 à 25 »"),
        ("Âge : 25 à 18", "le plus petit nombre vient en premier"),
        ("Âge : 18 ; âge : 19", "écrite deux fois"),
        ("Situation :", "dites quelles réponses sont acceptées"),
    ],
)
def test_a_criterion_that_cannot_be_read_says_what_to_write(cell, says):
    with pytest.raises(CellFault) as fault:
        criteria_from_cell(cell, DEFINITION)

    assert says in fault.value.message.replace("\u00a0", " ")


AREAS = ["commune:42095", "commune:42218", "epci:244200770", "departement:42", "region:84", "france"]


@given(areas=st.lists(st.sampled_from(AREAS), unique=True))
def test_zones_come_back_as_they_were(areas):
    assert areas_from_cell(areas_in_cell(areas)) == tuple(areas)


def test_zones_are_read_as_people_write_them():
    cell = "firminy ; Saint-Étienne Métropole ; Loire ; 42218 ; departement:43"

    assert areas_in_cell(areas_from_cell(cell)).replace("\u00a0", " ") == (
        "Firminy (42095) ; Saint-Étienne Métropole (244200770) ; Loire (département 42) ; "
        "Saint-Étienne (42218) ; Haute-Loire (département 43)"
    )


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("Nulleparville", "aucune commune, intercommunalité ni département n’a ce nom"),
        ("Saint-Denis", "a plusieurs sens : écrivez « Saint-Denis"),
        ("Firminy (99999)", "vérifiez son code"),
    ],
)
def test_a_place_that_nobody_knows_says_what_to_write(cell, says):
    with pytest.raises(CellFault) as fault:
        areas_from_cell(cell)

    assert says in fault.value.message.replace("\u00a0", " ")
