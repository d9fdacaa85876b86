"""Tags are strict, escape what they are given, and say things as people do."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template, TemplateSyntaxError


def drawn(source, **context):
    return Template(source).render(Context(context)).strip()


@pytest.mark.parametrize(
    "source",
    [
        '{% callout titel="À savoir" %}{% endcallout %}',
        '{% callout tone="pink" %}{% endcallout %}',
        '{% button "Envoyer" kind="huge" %}',
        '{% pictogram "unicorn" %}',
        '{% contact_link "0199001234" by="pigeon" %}',
        '{% badge "Nouveau" "error" %}',
    ],
)
def test_a_wrong_attribute_is_an_error(source):
    with pytest.raises(TemplateSyntaxError):
        drawn(source)


def test_what_people_typed_is_escaped():
    html = drawn(
        "{% badge name %}{% tag name url=name %}{% timeline_item name author=name %}{% endtimeline_item %}"
        "{% offer_card title=name who=name due=name %}{% endoffer_card %}{% person name %}{% promise name %}",
        name="<script>",
    )

    assert "<script>" not in html


@pytest.mark.parametrize(
    ("phone", "spaced"),
    [
        ("0639981234", "06 39 98 12 34"),
        ("+33639981234", "06 39 98 12 34"),
        ("01.99.00.12.34", "01 99 00 12 34"),
        ("3114", "3114"),
    ],
)
def test_a_number_is_read_in_pairs(phone, spaced):
    assert drawn("{{ phone|phone_spaces }}", phone=phone) == spaced.replace(" ", "\u00a0")


def test_a_contact_is_one_press_away():
    assert 'href="tel:0639981234"' in drawn('{% contact_link "06 39 98 12 34" by="phone" %}')
    assert 'href="mailto:lina@example.org"' in drawn('{% contact_link "lina@example.org" by="email" %}')
    assert drawn('{% contact_link "" by="email" %}') == ""


def test_a_pictogram_is_silent_unless_it_has_something_to_say():
    assert 'aria-hidden="true"' in drawn('{% pictogram "lock" %}')
    assert 'role="img" aria-label="Privé"' in drawn('{% pictogram "lock" label="Privé" %}')


def test_dates_and_counts_are_words():
    day = date(2026, 11, 24)

    assert drawn("{{ day|day_words }}", day=day) == "mardi 24\u00a0novembre"
    assert drawn("{{ day|day_words_with_year }}", day=day) == "mardi 24\u00a0novembre 2026"
    moment = datetime(2026, 11, 24, 13, 5, tzinfo=UTC)
    assert drawn("{{ moment|moment_words_with_year }}", moment=moment) == (
        "mardi 24\u00a0novembre 2026 à 14\u00a0h\u00a005"
    )
    assert (
        drawn('{{ 0|counted:"offre" }}, {{ 2|counted:"journal,journaux" }}')
        == "0\u00a0offre, 2\u00a0journaux"
    )
    owners = ["Inès", "Nora", "Élan", "Œuvrard", "Yvette", "Yann", "Horizons", "Hélène", "Hassan", "14 h"]
    assert drawn('{% for each in owners %}{{ each|elided:"de" }}, {% endfor %}', owners=owners) == (
        "d’Inès, de Nora, d’Élan, d’Œuvrard, d’Yvette, de Yann, d’Horizons, d’Hélène, de Hassan, de 14 h,"
    )
    assert drawn('{{ job|elided:"que" }}', job="Animatrice <b>") == "qu’Animatrice &lt;b&gt;"
    assert drawn("{{ nothing|day_words }}{{ nothing|moment_words }}", nothing=None) == ""


def test_the_promise_names_its_day():
    html = drawn("{% promise day %}", day=date(2026, 11, 24))

    assert "On te répond au plus tard <strong>mardi 24\u00a0novembre</strong>" in html


def test_a_menu_has_no_line_for_a_page_that_does_not_exist():
    assert drawn('{% nav_link "Ailleurs" route="nowhere:home" %}') == ""


def test_pages_are_not_offered_when_all_fits_in_one():
    assert drawn("{% key_pagination %}") == ""


def test_a_chart_is_its_own_table():
    html = drawn(
        '{% bar_chart rows title="T" by_what="Thème" of_what="N" %}', rows=[("Emploi", 4), ("Santé", 1)]
    )

    assert 'width="100.0"' in html
    assert 'width="25.0"' in html
    assert '<th scope="row">Santé</th>' in html


def test_a_share_of_nothing_is_nothing():
    assert 'class="progress-bar__done" width="0"' in drawn('{% progress_bar 0 of=0 label="Rien" %}')
