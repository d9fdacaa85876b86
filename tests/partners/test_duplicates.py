"""Records that look alike."""

from time import process_time

import pytest

from boussole.partners import duplicates
from boussole.partners.models import DistinctStructures, Structure
from tests.factories import NOW
from tests.factories.partners import StructureFactory
from tests.factories.territories import FIRMINY

SAME = {"phone": "", "email": "", "website": ""}


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("Mission locale du Gier", "ML du Gier", True),
        ("Mission locale du Gier", "MISSION LOCALE – Gier", True),
        ("PIJ de Firminy", "Point information jeunesse Firminy", True),
        ("Maison des ados l’Escale", "Maison des adolescents L'Escale", True),
        ("Foyer des Cèdres", "Foyer Clairvivre", False),
        ("Antenne 1 du Phare", "Antenne 2 du Phare", False),
        ("Association pour la", "Service de", False),  # nothing but empty words
    ],
)
def test_names_are_near_whatever_their_writing(one, other, near):
    assert (duplicates.nearness(one, other) >= duplicates.NEAR) is near


def reasons(one: dict, other: dict) -> list[str]:
    return duplicates.resemblance(
        Structure(**SAME | {"commune": FIRMINY} | one), Structure(**SAME | {"commune": FIRMINY} | other)
    )


def test_a_near_name_needs_something_else_in_common():
    here, there = (
        {"name": "PIJ de Firminy"},
        {"name": "Point information jeunesse Firminy", "commune": "42218"},
    )

    assert reasons(here, there | {"commune": FIRMINY}) == ["Même nom", "Même commune"]
    assert reasons(here, there) == []
    assert reasons(here | {"phone": "01 99 00 42 10"}, there | {"phone": "+33 1 99 00 42 10"}) == [
        "Même nom",
        "Même téléphone",
    ]


def test_a_shared_switchboard_is_not_enough():
    assert reasons({"name": "Foyer des Cèdres", "phone": "01 99 00 42 10"},
                   {"name": "Halte-garderie Pomme", "phone": "01 99 00 42 10"}) == []  # fmt: skip


def test_sites_are_compared_without_their_prefix():
    one = {"name": "Relais jeunes", "website": "https://www.relais.example.org/"}
    other = {"name": "Le relais des jeunes", "commune": "42218", "website": "http://relais.example.org"}

    assert reasons(one, other) == ["Même nom", "Même site"]


@pytest.mark.django_db
def test_pairs_leave_out_places_of_one_body_and_those_told_apart(django_assert_num_queries):
    pij = StructureFactory(name="PIJ de Firminy", commune=FIRMINY, phone="", email="")
    again = StructureFactory(name="Point information jeunesse Firminy", commune=FIRMINY, phone="", email="")
    StructureFactory(name="PIJ Firminy", commune=FIRMINY, phone="", email="", parent=pij)
    rows = Structure.objects.all()

    with django_assert_num_queries(2):
        found = duplicates.pairs(rows)
    assert (pij, again) in [(pair.one, pair.other) for pair in found]
    assert not any(pair.one == pij and pair.other.parent == pij for pair in found)

    DistinctStructures.objects.create(one=pij, other=again, said_at=NOW)
    assert (pij, again) not in [(pair.one, pair.other) for pair in duplicates.pairs(rows)]


@pytest.mark.django_db
def test_a_thousand_records_take_a_moment():
    rows = [
        Structure(
            pk=number, name=f"Maison {number:04}", commune=f"42{number % 300:03}", phone=f"01990{number:05}"
        )
        for number in range(3000)
    ]
    began = process_time()
    duplicates.pairs(rows)
    assert process_time() - began < 3, "whatever else the machine does"
