"""Official names in a French sentence."""

import pytest

from boussole.territories.geography import geography
from boussole.territories.naming import listed, typographic


@pytest.mark.parametrize(
    ("code", "of_name"),
    [
        ("74010", "d’Annecy"),
        ("42218", "de Saint-Étienne"),
        ("43157", "du Puy-en-Velay"),
        ("76351", "du Havre"),
        ("17300", "de La Rochelle"),
        ("38193", "de L’Isle-d’Abeau"),
        ("04116", "des Mées"),
        ("83069", "d’Hyères"),
        ("67180", "de Haguenau"),
    ],
)
def test_a_commune_after_de(code, of_name):
    assert geography().commune(code).of_name == of_name


@pytest.mark.parametrize(
    ("area", "words"),
    [
        ("departement:42", "département de la Loire"),
        ("departement:01", "département de l’Ain"),
        ("departement:69", "département du Rhône"),
        ("departement:04", "département des Alpes-de-Haute-Provence"),
        ("departement:36", "département de l’Indre"),
        ("departement:28", "département d’Eure-et-Loir"),
        ("departement:75", "département de Paris"),
        ("departement:974", "département de La Réunion"),
        ("departement:987", "Polynésie française"),
        ("region:84", "région Auvergne-Rhône-Alpes"),
        ("region:988", "Nouvelle-Calédonie"),
        ("epci:244200770", "Saint-Étienne Métropole"),
        ("commune:42095", "Firminy"),
        ("france", "toute la France"),
    ],
)
def test_an_area_in_a_list(area, words):
    assert geography().name_in_words(area) == words


def test_names_are_printed_with_french_typography():
    assert typographic("CA de Blois ''Agglopolys''") == "CA de Blois «\u00a0Agglopolys\u00a0»"
    assert typographic("L'Isle-d'Abeau") == "L’Isle-d’Abeau"


def test_a_list_reads_as_a_sentence():
    assert [listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"]), listed([])] == [
        "a",
        "a et b",
        "a, b et c",
        "",
    ]
