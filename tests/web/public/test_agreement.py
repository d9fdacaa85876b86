"""« D’accord », « Non merci »: the young person decides whether their request passes to another structure."""

from html import unescape

import pytest

from boussole.contact_requests import actions, links
from boussole.contact_requests.models import Redirection
from tests.factories import NOW
from tests.factories.contact_requests import FilingFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.factories.redirections import DIAGNOSIS, accept, propose


@pytest.fixture
def redirection(open_theme, visitor) -> Redirection:
    """Le Phare asks Lina whether her request may go to L’Escale; she has opened her page."""
    offer = OfferFactory(structure=StructureFactory(name="Le Phare"), title="Préparer ton entretien")
    filing = FilingFactory(offers=[offer])
    redirection = propose(
        filing.contact_requests.get(), agreement="ASKED", shared_fields=["situation/statut"]
    )
    visitor.client.get(f"/suivi/{links.token_for(filing)}/")
    return redirection


def read(visitor, path="/suivi/") -> str:
    return " ".join(unescape(visitor.client.get(path).content.decode()).split())


def address(redirection) -> str:
    return f"/suivi/reorientation/{redirection.public_id}/"


@pytest.mark.parametrize("path", ["/suivi/", "its own page"])
def test_the_page_says_to_whom_and_exactly_what(visitor, redirection, path):
    page = read(visitor, address(redirection) if path != "/suivi/" else path)

    for said in (
        "L’Escale",
        "Ce que la structure a compris",
        "19 ans",
        "Saint-Étienne",
        "Je cherche du travail",
        "D’accord",
        "Non merci",
    ):
        assert said in page
    assert "Handicap" not in page  # was not ticked
    assert DIAGNOSIS not in page  # the link alone: see test_found_link.py


def test_a_yes_proposes_it(visitor, redirection):
    visitor.client.post(address(redirection), {"reponse": "oui"})

    page = read(visitor)
    assert "Ta demande est proposée à L’Escale" in page
    assert "qui répond au plus tard le" in page
    redirection.refresh_from_db()
    assert redirection.status == "PROPOSED"


def test_a_no_leaves_it(visitor, redirection):
    visitor.client.post(address(redirection), {"reponse": "non"})

    assert "Rien n’est transmis. Le Phare garde ta demande" in read(visitor)
    redirection.refresh_from_db()
    assert redirection.status == "REFUSED"


def test_answering_twice_is_answering_once(visitor, redirection):
    visitor.client.post(address(redirection), {"reponse": "oui"})
    visitor.client.post(address(redirection), {"reponse": "non"})

    assert "Tu as déjà répondu." in read(visitor)
    redirection.refresh_from_db()
    assert redirection.status == "PROPOSED"


@pytest.mark.parametrize("posted", [None, {}, {"reponse": "peut-être"}])
def test_nothing_else_answers(visitor, redirection, posted):
    if posted is None:
        visitor.client.get(address(redirection))
    else:
        visitor.client.post(address(redirection), posted)

    redirection.refresh_from_db()
    assert redirection.status == "WAITING_AGREEMENT"


def test_a_stranger_has_nothing_to_answer(client, redirection, open_theme):
    other = FilingFactory()
    client.get(f"/suivi/{links.token_for(other)}/")

    assert client.get(address(redirection)).status_code == 404
    assert client.post(address(redirection), {"reponse": "oui"}).status_code == 404


def test_one_story_from_structure_to_structure(visitor, redirection):
    actions.agree(redirection, now=NOW)
    karim = ReferentFactory(structure=redirection.to_structure, user__first_name="Karim").user
    accept(redirection, by=karim)

    page = read(visitor)

    assert "<h1>Ta demande</h1>" in page  # one request, not two
    assert "<h2 id=" in page
    story = page[page.index("Ce qui s’est passé") :]
    told = [
        "Tu as envoyé ta demande",
        "Le Phare te propose une autre structure",
        "L’Escale reprend ta demande",
    ]
    assert [story.count(line) for line in told] == [1, 1, 1]
    assert "jeudi 26 novembre" in page
    assert "Karim" in page


def test_outside_the_network_the_contact_is_on_the_page(visitor, open_theme):
    filing = FilingFactory(offers=[OfferFactory(structure=StructureFactory(name="Le Phare"))])
    row = filing.contact_requests.get()
    actions.orient_outside(
        row,
        name="Clinique du droit",
        contact="01 99 00 12 12",
        reason="OTHER_NEED",
        diagnosis="",
        by=ReferentFactory(structure=row.structure).user,
        now=NOW,
    )
    visitor.client.get(f"/suivi/{links.token_for(filing)}/")

    page = read(visitor)
    assert "Clinique du droit" in page
    assert "01 99 00 12 12" in page
