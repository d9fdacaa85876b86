"""The journey is computed from the answers: nothing else remembers where one is."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from boussole.orientation.journey import current_step, kept, step_at, steps
from boussole.questionnaires.definition import Definition, Kind, definition_from

DEFINITION = definition_from(
    {
        "theme": "logement",
        "version": 1,
        "pages": [
            {
                "title": "Où tu dors",
                "questions": [
                    {
                        "code": "toit",
                        "kind": "one",
                        "text": "Tu dors où ?",
                        "answers": [
                            {"code": "amis", "text": "Chez des amis"},
                            {"code": "rue", "text": "Dehors"},
                        ],
                    },
                    {
                        "code": "depart",
                        "kind": "yes_no",
                        "text": "Tu dois partir ?",
                        "only_if": {"question": "toit", "answers": ["amis"]},
                    },
                ],
            },
            {
                "title": "Bientôt",
                "questions": [
                    {
                        "code": "quand",
                        "kind": "number",
                        "text": "Dans combien de jours ?",
                        "minimum": 0,
                        "maximum": 90,
                        "only_if": {"question": "depart", "answers": ["oui"]},
                    }
                ],
            },
            {
                "title": "Tes besoins",
                "questions": [
                    {
                        "code": "besoins",
                        "kind": "several",
                        "text": "De quoi as-tu besoin ?",
                        "answers": [
                            {"code": "argent", "text": "D’argent"},
                            {"code": "conseil", "text": "De conseils"},
                        ],
                    }
                ],
            },
        ],
    }
)
FRIENDS, OUTSIDE = frozenset({"amis"}), frozenset({"rue"})
YES = frozenset({"oui"})


def titles(answers: dict) -> list[tuple[int, str]]:
    return [(step.number, step.title) for step in steps(DEFINITION, answers)]


def test_only_the_pages_that_have_something_to_ask_are_shown_and_numbered() -> None:
    assert titles({}) == [(1, "Où tu dors"), (2, "Tes besoins")]
    assert titles({"toit": FRIENDS, "depart": YES}) == [(1, "Où tu dors"), (2, "Bientôt"), (3, "Tes besoins")]


def test_a_question_that_an_answer_of_the_same_page_leads_to_keeps_the_page_open() -> None:
    step = current_step(DEFINITION, {"toit": FRIENDS})

    assert (step.number, [question.code for question in step.questions]) == (1, ["toit", "depart"])


def test_an_untouched_multiple_choice_is_an_answer() -> None:
    assert current_step(DEFINITION, {"toit": OUTSIDE}).title == "Tes besoins"
    assert current_step(DEFINITION, {"toit": OUTSIDE, "besoins": frozenset()}) is None


def test_a_number_left_blank_is_an_answer() -> None:
    answers = {"toit": FRIENDS, "depart": YES, "quand": None, "besoins": frozenset()}

    assert current_step(DEFINITION, answers) is None


def test_changing_an_answer_forgets_those_that_it_led_to_and_only_those() -> None:
    answers = {"toit": OUTSIDE, "depart": YES, "quand": 3, "besoins": frozenset({"argent"})}

    assert kept(DEFINITION, answers) == {"toit": OUTSIDE, "besoins": frozenset({"argent"})}


def test_a_deep_link_opens_what_has_been_reached_and_nothing_beyond() -> None:
    assert step_at(DEFINITION, {}, 1).title == "Où tu dors"
    assert step_at(DEFINITION, {}, 2) is None
    assert step_at(DEFINITION, {"toit": OUTSIDE}, 2).title == "Tes besoins"
    assert step_at(DEFINITION, {}, 0) is None
    assert step_at(DEFINITION, {}, 9) is None


@st.composite
def questionnaires(draw: st.DrawFn) -> Definition:
    """Any questionnaire whose conditions look backwards."""
    random = Random(draw(st.integers(min_value=0)))
    pages, earlier = [], []
    for page in range(random.randint(1, 4)):
        questions = []
        for number in range(random.randint(1, 3)):
            code = f"p{page}q{number}"
            entry = {
                "code": code,
                "kind": "one",
                "text": code,
                "answers": [{"code": c, "text": c} for c in "abc"],
            }
            if earlier and random.random() < 0.5:
                answers = random.sample("abc", random.randint(1, 2))
                entry["only_if"] = {"question": random.choice(earlier), "answers": answers}
            earlier.append(code)
            questions.append(entry)
        pages.append({"title": f"Page {page}", "questions": questions})
    return definition_from({"theme": "essai", "version": 1, "pages": pages})


@settings(max_examples=300)
@given(definition=questionnaires(), seed=st.integers(min_value=0))
def test_whoever_answers_what_is_asked_reaches_the_end_and_never_goes_back(
    definition: Definition, seed: int
) -> None:
    random = Random(seed)
    answers: dict = {}
    seen = []
    while step := current_step(definition, answers):
        seen.append(step.title)
        assert len(seen) <= 30, "the journey goes round in circles"
        waiting = [question for question in step.questions if question.code not in answers]
        answers[waiting[0].code] = frozenset({random.choice("abc")})
    assert seen == sorted(seen)
    assert kept(definition, answers) == answers
    assert list(definition.faults()) == []


@settings(max_examples=200)
@given(definition=questionnaires(), seed=st.integers(min_value=0))
def test_what_is_kept_is_asked_and_what_is_asked_waits_or_is_kept(definition: Definition, seed: int) -> None:
    random = Random(seed)
    answers = {
        code: frozenset({random.choice("abc")}) for code in definition.questions if random.random() < 0.7
    }

    alive = kept(definition, answers)
    asked = {question.code for step in steps(definition, answers) for question in step.questions}

    assert set(alive) == asked & set(answers)


def test_every_kind_of_question_is_read() -> None:
    kinds = {question.code: question.kind for question in DEFINITION.questions.values()}

    assert kinds == {"toit": Kind.ONE, "depart": Kind.YES_NO, "quand": Kind.NUMBER, "besoins": Kind.SEVERAL}
