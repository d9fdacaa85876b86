"""Long texts: four signs that anybody types, and nothing that a browser would execute."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boussole.design.prose import prose


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Viens quand tu veux.", "<p>Viens quand tu veux.</p>"),
        ("Un\n\nDeux", "<p>Un</p>\n<p>Deux</p>"),
        ("Un\r\nDeux", "<p>Un<br>Deux</p>"),
        (
            "Tu viens avec :\n- ton CV\n• une idée",
            "<p>Tu viens avec :</p>\n<ul><li>ton CV</li><li>une idée</li></ul>",
        ),
        ("**Deux heures** pour toi", "<p><strong>Deux heures</strong> pour toi</p>"),
        ("2 ** 3 ** 4", "<p>2 ** 3 ** 4</p>"),
        (
            "Lis https://example.org/cv?a=1&b=2.",
            '<p>Lis <a href="https://example.org/cv?a=1&amp;b=2" rel="noopener noreferrer nofollow">'
            "https://example.org/cv?a=1&amp;b=2</a>.</p>",
        ),
        (
            "[Le plan](https://example.org/plan)",
            '<p><a href="https://example.org/plan" rel="noopener noreferrer nofollow">Le plan</a></p>',
        ),
        ("[ici](javascript:alert(1))", "<p>[ici](javascript:alert(1))</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("**a **b** c", "<p>**a <strong>b</strong> c</p>"),
        (
            "[a**b](https://example.org) c**d",
            '<p><a href="https://example.org" rel="noopener noreferrer nofollow">a**b</a> c**d</p>',
        ),
        ("", ""),
    ],
)
def test_what_is_typed_is_what_is_read(text, html):
    assert prose(text) == html


@given(st.text(alphabet="ab<>\"'&*-[]()/: \nhtps.•"))
def test_whatever_is_typed_only_our_tags_come_out(text):
    html = prose(text)
    for tag in ("<p>", "</p>", "<ul>", "</ul>", "<li>", "</li>", "<strong>", "</strong>", "<br>", "</a>"):
        html = html.replace(tag, "")
    for link in html.split('<a href="http')[1:]:
        assert '" rel="noopener noreferrer nofollow">' in link
    assert "<" not in html.replace('<a href="http', "")


@pytest.mark.parametrize("piece", ["**a ", "**", "[a](", "[a", "http://a", "https://a.", "- ", "\n ", "& "])
def test_a_long_text_costs_its_length_and_no_more(piece):
    text = piece * (20_000 // len(piece))

    before = process_time()
    prose(text)

    assert process_time() - before < 0.5
