"""The young people of the demonstration are all of a piece, and their words are about real questions."""

from pathlib import Path
from random import Random

import pytest
from ruamel.yaml import YAML

from boussole.core import phones
from boussole.demo import lina
from boussole.demo.people import (
    OCCUPATIONS,
    STATUS,
    CommunesByWeight,
    answers_of,
    leanings,
    reachable,
    somebody,
)
from boussole.demo.personas import BY_SLUG, LINA, PERSONAS
from boussole.demo.stories import stories
from boussole.orientation import journey
from boussole.questionnaires.definition import definition_from

CONTENT = Path(__file__).resolve().parents[2] / "content"
YAML_FILES = YAML(typ="safe")
DEFINITIONS = {
    path.stem: definition_from(YAML_FILES.load(path))
    for path in sorted((CONTENT / "national" / "questionnaires").glob("*.yaml"))
}
LOIRE = CommunesByWeight(["departement:42"])


def crowd(count=300):
    return [somebody(Random(seed), LOIRE) for seed in range(count)]


def test_people_live_where_people_live():
    homes = [person.commune.name for person in crowd(400)]

    assert 60 <= homes.count("Saint-Étienne") <= 140  # 23 % of the inhabitants of the Loire
    assert len(set(homes)) > 60


def test_nobody_drives_nor_has_a_bac_too_young():
    for person in crowd():
        assert not (person.has_licence and person.age < 18)
        assert not (person.diploma in ("bac", "superieur") and person.age < 18)
        assert not (person.occupation == "lycee" and person.age > 20)


@pytest.mark.parametrize("theme", DEFINITIONS)
def test_a_journey_goes_to_its_end_and_keeps_to_its_rules(theme):
    definition = DEFINITIONS[theme]
    for seed, person in enumerate(crowd(150)):
        answers = answers_of(Random(seed), person, definition)

        assert journey.current_step(definition, answers) is None
        assert journey.kept(definition, answers) == answers


def test_one_person_says_the_same_thing_everywhere():
    for seed, person in enumerate(crowd(100)):
        answers = answers_of(Random(seed), person, DEFINITIONS["emploi"])
        if "permis" in answers and "ne-sais-pas" not in answers["permis"]:
            assert answers["permis"] == frozenset(["oui" if person.has_licence else "non"])


# --- The files speak of what exists -----------------------------------------------------------------
@pytest.mark.parametrize("theme", DEFINITIONS)
def test_an_occupation_has_a_name_in_every_theme(theme):
    statuses = DEFINITIONS[theme].questions["statut"].by_code

    assert {STATUS.get(theme, {}).get(occupation, occupation) for occupation in OCCUPATIONS} <= set(statuses)


def test_leanings_are_about_real_answers():
    for theme, questions in leanings().items():
        for code, said in questions.items():
            sets = list(said.values()) if set(said) <= set(OCCUPATIONS) else [said]
            for weights in sets:
                assert set(weights) <= set(DEFINITIONS[theme].questions[code].by_code)


def test_messages_suppose_real_answers():
    assert set(stories().messages) == set(DEFINITIONS)
    for theme, messages in stories().messages.items():
        for message in messages:
            for code, answers in message.supposes.items():
                assert answers <= set(DEFINITIONS[theme].questions[code].by_code)


def test_a_message_is_only_written_by_whom_it_fits():
    answers = {"deplacement": frozenset(["oui"])}
    written = {stories().message(Random(seed), "emploi", answers) for seed in range(200)}

    assert written == {"Est-ce qu’on peut se voir après 17 heures ? Je garde ma petite sœur avant."}


# --- Coordinates ------------------------------------------------------------------------------------
def test_coordinates_lead_nowhere():
    for seed in range(200):
        who = reachable(Random(seed), number=seed, message="", is_sensitive=False)
        assert who.phone or who.email
        assert not who.phone or phones.parse(who.phone).startswith(phones.FICTIONAL_MOBILE)
        assert not who.email or who.email.endswith("@example.org")


def test_no_voicemail_about_a_sensitive_subject():
    for seed in range(50):
        who = reachable(Random(seed), number=seed, message="", is_sensitive=True)
        assert (who.voicemail_ok, who.email) == (False, "")
        assert who.phone


# --- Personas ---------------------------------------------------------------------------------------
def test_every_persona_has_something_to_try_and_only_lina_has_no_account():
    assert [persona.slug for persona in PERSONAS] == ["lina", "nadia", "paul", "claire", "hugo"]
    assert [persona for persona in PERSONAS if not persona.email] == [LINA]
    assert all(3 <= len(persona.try_this) <= 7 for persona in PERSONAS)
    assert BY_SLUG["nadia"].first_name == "Nadia"


def test_personas_are_people_of_the_bundle():
    known = "".join(path.read_text() for path in (CONTENT / "demo-loire").rglob("*.yaml"))

    for persona in PERSONAS:
        assert not persona.email or f"email: {persona.email}" in known
    for code in lina.ASKS:
        assert (CONTENT / "demo-loire" / "offers" / f"{code}.yaml").exists()
