"""Somebody found the link of Lina, on a screen or in a forwarded message: what it shows, and what it must not (T7)."""

import json

import pytest

from boussole.contact_requests import links
from boussole.contact_requests.models import Filing
from boussole.web.public.masking import HIDDEN_ANSWER
from tests.factories.contact_requests import FilingFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import StructureFactory
from tests.factories.redirections import DIAGNOSIS, propose
from tests.web.public.test_codes import ask

# Lina's coordinates, what she confided, and what the structure wrote of her.
SECRETS = ("06 39 98 12 34", "+33639981234", "lina@example.org", "Plutôt le matin.", "ou maladie : Oui")


@pytest.fixture
def filing(open_theme) -> Filing:
    return FilingFactory(offers=[OfferFactory(structure=StructureFactory(name="Le Phare"))])


@pytest.fixture
def stranger(another_visitor, filing):
    """Whoever opens the link, in a browser of their own."""
    found = another_visitor()
    found.open(f"/suivi/{links.token_for(filing)}/")
    return found


def told(visitor) -> str:
    """All that the link leads to: the page, the data, the file."""
    pages = ("/suivi/", "/suivi/coordonnees/", "/suivi/moments/", "/suivi/effacer/", "/suivi/pas-moi/")
    return "\n".join([*(visitor.open(path) and visitor.text for path in pages), held(visitor)])


def held(visitor) -> str:
    visitor.open("/suivi/mes-donnees/")
    file = json.loads(visitor.client.get("/suivi/mes-donnees/fichier/").content)
    return visitor.text + json.dumps(file, ensure_ascii=False)


def seen(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


def correct(visitor, **typed: str) -> None:
    visitor.post("/suivi/coordonnees/", **typed)


def test_the_link_shows_no_coordinates_and_nothing_sensitive(stranger):
    assert seen(told(stranger)) == []


@pytest.mark.parametrize("typed", [{"phone": "06 39 98 77 66"}, {"email": "voisin@example.org"}])
def test_a_contact_put_there_by_the_link_proves_nothing(stranger, filing, typed):
    correct(stranger, **typed)
    filing.refresh_from_db()
    assert {filing.phone, filing.email} & {"+33639987766", "voisin@example.org"}  # a slip must be mended

    stranger.post("/suivi/retrouver/code/", code=ask(stranger, next(iter(typed.values()))))

    assert seen(told(stranger)) == []


def test_a_landline_put_there_by_the_link_opens_nothing(another_visitor):
    filing = FilingFactory(email="")
    stranger = another_visitor()
    stranger.open(f"/suivi/{links.token_for(filing)}/")

    correct(stranger, phone="01 99 00 12 34")

    assert seen(told(stranger)) == []
    assert "demande une copie à la structure" in held(stranger)


def test_lina_still_proves_with_what_was_not_changed(stranger, another_visitor, filing):
    correct(stranger, email="voisin@example.org")
    lina = another_visitor()

    lina.post("/suivi/retrouver/code/", code=ask(lina, "06 39 98 12 34"))

    assert "Plutôt le matin." in held(lina)


def test_corrected_by_the_browser_that_filed_the_new_number_proves(visitor, another_visitor):
    """A typing slip is seen on the receipt, and mended at once."""
    visitor.reach_results()
    visitor.file(OfferFactory(), message="Plutôt le matin.")
    correct(visitor, phone="06 39 98 77 66")
    lina = another_visitor()

    lina.post("/suivi/retrouver/code/", code=ask(lina, "06 39 98 77 66"))

    assert "Plutôt le matin." in held(lina)


def test_agreeing_shows_what_would_pass_without_what_is_sensitive(stranger, filing):
    redirection = propose(
        filing.contact_requests.get(),
        agreement="ASKED",
        shared_fields=["situation/statut", "situation/handicap", "message"],
    )

    for path in ("/suivi/", f"/suivi/reorientation/{redirection.public_id}/"):
        stranger.open(path)

        assert f"Handicap ou maladie {HIDDEN_ANSWER}" in stranger.text
        assert [secret for secret in (*SECRETS, DIAGNOSIS) if secret in stranger.text] == []


def test_once_proved_lina_reads_what_was_understood_of_her(visitor, filing):
    redirection = propose(filing.contact_requests.get(), agreement="ASKED")
    visitor.post("/suivi/retrouver/code/", code=ask(visitor))

    visitor.open(f"/suivi/reorientation/{redirection.public_id}/")

    assert DIAGNOSIS in visitor.text


def test_another_offer_says_what_it_would_read_without_what_is_sensitive(stranger, filing, time):
    OfferFactory(theme=filing.contact_requests.get().offer.theme, structure=StructureFactory(name="L’Escale"))
    time.forward(days=5)
    stranger.open(f"/suivi/{links.token_for(filing)}/")

    stranger.open("/suivi/")

    assert f"Handicap ou maladie {HIDDEN_ANSWER}" in stranger.text
    assert seen(stranger.text) == []


def test_in_a_sensitive_theme_every_answer_is_hidden(stranger, filing):
    theme = filing.contact_requests.get().offer.theme
    theme.is_sensitive = True
    theme.save()

    assert "Je cherche du travail" not in held(stranger)
