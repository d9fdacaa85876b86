"""What is held on somebody, as a page says it."""

from datetime import UTC, date, datetime

from boussole.web.public.plain import Line, tree_of

PARIS = "Europe/Paris"
AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_what_is_empty_is_not_shown():
    told = {"prénom": "Lina", "message": "", "terminée le": None, "demandes": [], "ton avis": {}}

    assert tree_of(told, PARIS) == [Line("Prénom", "Lina")]


def test_each_thing_is_said_in_words():
    told = {
        "envoyée le": AT,
        "jour": date(2026, 11, 23),
        "message vocal possible": False,
        "moments": ["A", "B"],
    }

    assert [line.text.replace("\u00a0", " ") for line in tree_of(told, PARIS)] == [
        "lundi 23 novembre à 10 h 00",
        "lundi 23 novembre 2026",
        "non",
        "A, B",
    ]


def test_one_of_several_things_is_named_by_what_comes_first():
    calls = {"suites": [{"le": "lundi", "nature": "Appel", "résultat": "", "fois": 2}]}

    assert tree_of(calls, PARIS) == [Line("Suites", below=(Line("lundi", "Appel · fois\u00a0: 2"),))]


def test_what_holds_other_things_has_them_below():
    requests = {"demandes": [{"structure": "Le Phare", "état": "Transmise", "partagé": [{"Statut": "Oui"}]}]}

    assert tree_of(requests, PARIS) == [
        Line(
            "Demandes",
            below=(
                Line(
                    "Le Phare",
                    below=(Line("État", "Transmise"), Line("Partagé", below=(Line("Statut", "Oui"),))),
                ),
            ),
        )
    ]
