"""What a structure is, as people read it."""

from boussole.partners.kinds import in_words


def test_a_code_finds_its_accents_again():
    assert in_words("ecole-de-la-deuxieme-chance") == "École de la 2e chance"
    assert in_words("chantier-d-insertion") == "Chantier d’insertion"
    assert in_words("france-travail") == "France Travail"


def test_a_code_that_lost_nothing_is_only_spaced():
    assert in_words("mission-locale") == "Mission locale"


def test_what_people_typed_stays_as_they_typed_it():
    assert in_words("Régie de quartier") == "Régie de quartier"
