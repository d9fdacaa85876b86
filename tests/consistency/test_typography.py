"""Everything that a template says follows French typography."""

import re
from pathlib import Path

import pytest

from tests.typography import (
    corrected,
    corrected_python,
    french_sentences,
    problems_in_html,
    problems_in_template,
    problems_in_text,
)

PACKAGE = Path(__file__).resolve().parents[2] / "boussole"
TEMPLATES = sorted(PACKAGE.glob("**/templates/**/*.html"))
MESSAGES = sorted(PACKAGE.glob("**/templates/**/*.txt"))
# Commands speak English to those who run the server.
MODULES = sorted(
    file for file in PACKAGE.glob("**/*.py") if not {"migrations", "management"} & set(file.parts)
)


@pytest.mark.parametrize("file", [*TEMPLATES, *MESSAGES], ids=lambda file: str(file.relative_to(PACKAGE)))
def test_a_template_follows_french_typography(file):
    assert problems_in_template(file.read_text()) == []


def test_the_sentences_of_the_code_follow_french_typography():
    found = {
        f"{file.relative_to(PACKAGE)}:{line}": problems
        for file in MODULES
        for line, sentence in french_sentences(file.read_text())
        if (problems := problems_in_text(sentence))
    }
    assert found == {}, "python -m tests.typography FILE… corrects most of them"


def test_no_name_comes_after_a_word_that_it_may_elide():
    """« d’Inès », « qu’animatrice »: written with `elided`, in templates as in code."""
    named = r"[^}|%]*(?:name|structure|function|sender|_by|\bby) ?}"
    in_words, in_code = (re.compile(rf"\b(?:[dD]e|[qQ]ue) (?:<\w+>)?{sign}{named}") for sign in ("{{", "{"))
    found = {
        str(file.relative_to(PACKAGE)): words
        for pattern, files in ((in_words, [*TEMPLATES, *MESSAGES]), (in_code, MODULES))
        for file in files
        if (
            words := pattern.findall(file.read_text())
            + re.findall(r'\b(?:de|que) "\|add:.*', file.read_text())
        )
    }
    assert found == {}


@pytest.mark.parametrize(
    "text",
    [
        "Qu’est-ce que c’est\u00a0?",
        "Trois choix\u00a0: lire, dire, faire.",
        "« Je ne sais pas » n’exclut rien.".replace("« ", "«\u00a0").replace(" »", "\u00a0»"),
        "Rappel à 14:05, sur https://example.org/?etat=1",
        "Un e-mail (facultatif)…",
        "\x00\u00a0: \x00",
    ],
)
def test_good_french_is_left_alone(text):
    assert problems_in_text(text) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("l'emploi", "straight apostrophe"),
        ("Tu habites où ?", "no-break space missing before ;"),
        ("Tu habites où?", "no-break space missing before ;"),
        ("Trois choix : un", "no-break space missing before :"),
        ("Trois choix: un", "no-break space missing before :"),
        ('dire "oui" ou non', "straight quotation marks"),
        ("« oui »", "no-break space missing before ;"),
        ("«oui\u00a0»", "no-break space missing after «"),
        ("attends...", "three dots"),
    ],
)
def test_a_slip_is_named(text, problem):
    assert problem in problems_in_text(text)[0]


def test_a_page_is_read_through_its_inline_elements_and_spoken_attributes():
    assert problems_in_html("<p>Tu habites <strong>où</strong>&nbsp;?</p><code>l'id</code>") == []
    assert len(problems_in_html('<button aria-label="Fermer l\'aide">x</button>')) == 1


def test_the_sentences_given_to_tags_are_read_too():
    assert len(problems_in_template('{% callout title="L\'essentiel" %}Oui{% endcallout %}')) == 1
    assert len(problems_in_template("{% if a %}Une question ?{% else %}Une réponse{% endif %}")) == 1
    assert problems_in_template('{% url "public:home" as home_url %}{{ "a:b" }}{# l\'oubli #}') == []


def test_a_sentence_without_an_accent_is_french_too():
    said = 'a = "Donnez un titre : il le faut."; b = f"« {a} » : {a}"; c = "Not a code: lower case."'
    assert [text for _, text in french_sentences(said)] == [
        "Donnez un titre : il le faut.",
        "« \x00 » : \x00",
    ]


def test_what_can_be_corrected_by_itself_is():
    assert corrected("Tu habites où ? Dis-le : c'est « ici » !") == (
        "Tu habites où\u00a0? Dis-le\u00a0: c’est «\u00a0ici\u00a0»\u00a0!"
    )
    source = 'def f(a, b):\n    """Où ?"""\n    return a[b : 2], "Tu habites où ?"\n'
    assert corrected_python(source) == source.replace('"Tu habites où ?"', '"Tu habites où\u00a0?"')
