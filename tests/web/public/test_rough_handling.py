"""What nobody should send, and somebody will: every page answers, none breaks."""

import pytest

from tests.factories.offers import OfferFactory
from tests.web.public.visitor import text_of

STRANGE = [
    "", " ", "\x00", "'", "\"><script>alert(1)</script>", "%", "_", "é" * 500, "0" * 300, "²", "٤٢٠٠٠",
    "a\u202eb", "🧭", "-", "'; --",
]  # fmt: skip


@pytest.mark.parametrize("text", STRANGE)
def test_any_text_may_be_searched(visitor, text):
    assert visitor.client.get("/communes/", {"q": text}).status_code == 200
    assert visitor.client.get("/communes/suggestions/", {"q": text}).status_code == 200
    answer = visitor.client.post("/ma-commune/", {"place": text, "commune": text})
    assert answer.status_code in (200, 302)
    assert "<script>alert" not in answer.content.decode()


@pytest.mark.parametrize("text", STRANGE)
def test_any_text_may_be_typed_in_the_form(visitor, text):
    visitor.reach_results()
    visitor.pick(OfferFactory())
    fields = dict.fromkeys(
        ("phone", "email", "first_name", "message", "moments", "shared", "cachet", "offre"), text
    )

    page = visitor.post("/ma-demande/", **{**visitor.form(), **fields, "agreement": "on"})

    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()
    assert "Assurez-vous" not in text_of(page)
    assert "Sélectionnez" not in text_of(page)


@pytest.mark.parametrize(
    "path",
    [
        "/panier/ajouter/99999999999999999999/",
        "/panier/retirer/99999999999999999999/",
        "/themes/emploi/questions/99999999999999999999/",
        "/themes/emploi/questions/1/",
        "/suivi/annuler/00000000-0000-0000-0000-000000000000/",
        "/ma-demande/",
        "/ma-commune/",
    ],
)
@pytest.mark.parametrize("method", ["get", "post", "put", "delete", "head", "options"])
def test_no_way_of_asking_breaks_a_page(visitor, path, method):
    visitor.live_in()

    assert getattr(visitor.client, method)(path).status_code < 500


def test_buttons_of_the_form_that_mean_nothing_are_harmless(visitor):
    visitor.reach_results()
    visitor.pick(OfferFactory())
    form = visitor.form()

    for button in (
        {"retirer": "abc"},
        {"retirer": "9" * 30},
        {"modifier": "x/y"},
        {"modifier": "emploi/99"},
        {"modifier": ""},
    ):
        assert visitor.post("/ma-demande/", **form, **button).status_code == 200
