"""What two versions say differently: in words for a person, and exact to the letter."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from boussole.offers.comparing import Change, Difference, Names, Segment, differences, word_by_word
from boussole.offers.content import OfferContent, Period
from boussole.offers.criteria import Criterion, CriterionKind
from boussole.questionnaires.definition import definition_from
from tests.factories.questionnaires import document

DEFINITION = definition_from(document())
BEFORE = OfferContent(
    theme="emploi",
    category="postuler",
    title="Préparer ton entretien",
    summary="Tu répètes avec une personne du métier.",
    criteria=(Criterion("age", CriterionKind.RANGE, minimum=16, maximum=25),),
    promised_days=3,
    is_free=True,
)
KEPT, ADDED, REMOVED = Change.KEPT, Change.ADDED, Change.REMOVED


def changed(**parts: object) -> list[Difference]:
    return differences(BEFORE, replace(BEFORE, **parts), DEFINITION)


def test_the_same_content_has_no_difference() -> None:
    assert changed() == []


def test_a_text_shows_which_words_changed() -> None:
    assert changed(summary="Tu répètes avec deux personnes du métier.") == [
        Difference(
            "summary",
            "Texte court",
            "Tu répètes avec une personne du métier.",
            "Tu répètes avec deux personnes du métier.",
            (
                Segment(KEPT, "Tu répètes avec"),
                Segment(REMOVED, " une personne"),
                Segment(ADDED, " deux personnes"),
                Segment(KEPT, " du métier."),
            ),
        )
    ]


def test_each_question_asked_otherwise_is_said_in_words() -> None:
    lycee = Criterion("statut", CriterionKind.ONLY, frozenset({"lycee"}))
    both = replace(lycee, accepted=frozenset({"lycee", "recherche"}))
    age = Criterion("age", CriterionKind.RANGE, minimum=18, maximum=25)

    assert changed(criteria=(lycee, age)) == [
        Difference("criteria", "Âge", "entre 16 et 25\u00a0ans", "entre 18 et 25\u00a0ans"),
        Difference("criteria", "Situation", "tout le monde", "est au lycée"),
    ]
    assert differences(replace(BEFORE, criteria=(lycee,)), replace(BEFORE, criteria=(both,)), DEFINITION) == [
        Difference(
            "criteria",
            "Situation",
            "est au lycée",
            "est au lycée ou cherche du travail",
            (Segment(KEPT, "est au lycée"), Segment(ADDED, "cherche du travail")),
            is_list=True,
        )
    ]


def test_a_question_left_to_everybody_is_no_difference() -> None:
    assert changed(criteria=(*BEFORE.criteria, Criterion("statut"))) == []


def test_a_zone_says_what_it_gained_and_lost() -> None:
    assert changed(areas=("commune:42218",)) == [
        Difference("areas", "Zone", "toute la zone de la structure", "Saint-Étienne")
    ]
    two = replace(BEFORE, areas=("commune:42218", "commune:42095"))
    three = replace(BEFORE, areas=("commune:42218", "commune:42207"))
    [zone] = differences(two, three, DEFINITION)
    assert zone.segments == (
        Segment(ADDED, "Saint-Chamond"),
        Segment(KEPT, "Saint-Étienne"),
        Segment(REMOVED, "Firminy"),
    )


def test_days_delay_places_and_sites_are_said_in_words() -> None:
    names = Names(
        categories={"postuler": "Postuler", "metier": "Choisir un métier"}, sites={"feurs": "Feurs"}
    )
    after = replace(
        BEFORE,
        category="metier",
        place="REMOTE",
        sites=("feurs",),
        promised_days=None,
        periods=(Period(date(2026, 9, 7), date(2026, 10, 30)),),
        valid_until=date(2027, 3, 1),
        is_free=False,
    )
    told = {each.label: (each.before, each.after) for each in differences(BEFORE, after, DEFINITION, names)}
    assert told == {
        "Catégorie": ("Postuler", "Choisir un métier"),
        "Lieu": ("sur place", "à distance"),
        "Sites": ("", "Feurs"),
        "Délai promis": ("3\u00a0jours", ""),
        "Périodes d’ouverture": ("", "du lundi 7\u00a0septembre 2026 au vendredi 30\u00a0octobre 2026"),
        "Jusqu’au": ("", "lundi 1er\u00a0mars 2027"),
        "Gratuit": ("oui", "non"),
    }


def test_a_first_version_says_all_that_it_says() -> None:
    told = {each.label: each.after for each in differences(None, BEFORE, DEFINITION)}
    assert told == {
        "Catégorie": "postuler",
        "Titre": "Préparer ton entretien",
        "Texte court": "Tu répètes avec une personne du métier.",
        "Lieu": "sur place",
        "Zone": "toute la zone de la structure",
        "Âge": "entre 16 et 25\u00a0ans",
        "Délai promis": "3\u00a0jours",
        "Gratuit": "oui",
    }
    assert {each.before for each in differences(None, BEFORE, DEFINITION)} == {""}


@pytest.mark.parametrize("seed", range(100))
def test_kept_and_removed_rebuild_the_text_before_and_kept_and_added_the_text_after(seed: int) -> None:
    random = Random(seed)
    words = ["tu", " ", "\n\n", "viens", "l’atelier", ",", "répéter", " !", "  ", "…"]
    before, after = ("".join(random.choices(words, k=random.randint(0, 30))) for _ in range(2))

    segments = word_by_word(before, after)

    assert "".join(each.text for each in segments if each.change != ADDED) == before
    assert "".join(each.text for each in segments if each.change != REMOVED) == after
    assert [each for each in segments if not each.text] == []
    assert {each.change for each in word_by_word(before, before)} <= {KEPT}


def test_a_text_written_anew_is_told_whole() -> None:
    before, after = (
        "Un atelier de deux heures pour réparer ton vélo.",
        "Viens le mercredi, on pédale ensemble.",
    )

    assert word_by_word(before, after) == (Segment(Change.REMOVED, before), Segment(Change.ADDED, after))
