"""Who may open what: the table is the specification (guarantees.md T1, T4, G4)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from boussole.accounts import actions as accounts
from boussole.contact_requests.models import ContactRequest
from boussole.mail.models import OutgoingMessage
from tests.factories.accounts import MandateFactory, UserFactory
from tests.factories.contact_requests import FilingFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.factories.questionnaires import ThemeFactory
from tests.signing import sign_in, sign_in_with_password_only

pytestmark = pytest.mark.django_db
CANARIES = ("Canari-prénom", "+33639985555", "06 39 98 55 55", "canari@example.org", "Canari-message")
CANARIES += ("Canari-structure", "Canari-offre", "Canari-résumé")
OPEN, GONE, DOOR, ELSEWHERE = 200, 404, "connexion", "/animation/"

LISTS = ("home", "requests", "export", "offers", "structure", "colleagues")
OBJECTS = ("contact_request", "offer", "structure_page")
GESTURES = ("take_up", "log_attempt", "note", "close", "reopen")


@pytest.fixture
def filing(office):
    """Somebody who must stay unknown to anybody but Le Phare; every text is a canary."""
    office.structure.name = "Canari-structure"
    office.structure.save()
    office.offer.title, office.offer.summary = "Canari-offre", "Canari-résumé"
    office.offer.save()
    return FilingFactory(
        offers=[office.offer],
        now=office.hands.now,
        first_name="Canari-prénom",
        phone="+33639985555",
        email="canari@example.org",
        message="Canari-message",
    )


@pytest.fixture
def addresses(office, filing) -> dict[str, str]:
    """Every page of the extranet, on the objects of Le Phare."""
    request = filing.contact_requests.get()
    found = {name: reverse(f"extranet:{name}") for name in LISTS}
    found |= {name: reverse(f"extranet:{name}", args=[request.public_id]) for name in GESTURES}
    return found | {
        "contact_request": reverse("extranet:contact_request", args=[request.public_id]),
        "offer": reverse("extranet:offer", args=[office.offer.code]),
        "structure_page": reverse("extranet:structure_page", args=[office.structure.public_id]),
    }


def person(who: str, office) -> Client:
    """A browser in the hands of somebody."""
    today = office.hands.now.date()
    if who == "stranger":
        return Client()
    if who == "password only":
        return sign_in_with_password_only(Client(), office.nadia)
    if who == "disabled":
        client = sign_in(Client(), office.nadia)
        accounts.disable(office.nadia, by=None, now=office.hands.now)
        return client
    people = {
        "referent": lambda: ReferentFactory(structure=office.structure),
        "manager": lambda: ReferentFactory(structure=office.structure, role="MANAGER"),
        "other theme": lambda: ReferentFactory(structure=office.structure),
        "ex-referent": lambda: ReferentFactory(structure=office.structure, ends_on=today - timedelta(days=1)),
        "future referent": lambda: ReferentFactory(
            structure=office.structure, starts_on=today + timedelta(days=1)
        ),
        "referent elsewhere": lambda: ReferentFactory(structure=StructureFactory()),
        "manager elsewhere": lambda: ReferentFactory(structure=StructureFactory(), role="MANAGER"),
        "animator": MandateFactory,
        "regional": lambda: MandateFactory(role="REGIONAL", territory=None, region="84"),
        "national": lambda: MandateFactory(role="NATIONAL", territory=None),
        "observer": lambda: MandateFactory(role="OBSERVER"),
    }
    mandate = people[who]()
    if who == "other theme":
        mandate.themes.set([ThemeFactory(code="logement")])
    return sign_in(Client(), mandate.user)


TABLE = {
    # who: (home, lists, request, gestures, offer and structure)
    "referent": (OPEN, OPEN, OPEN, OPEN, OPEN),
    "manager": (OPEN, OPEN, OPEN, OPEN, OPEN),
    "other theme": (OPEN, OPEN, GONE, GONE, OPEN),
    "referent elsewhere": (OPEN, OPEN, GONE, GONE, GONE),
    "manager elsewhere": (OPEN, OPEN, GONE, GONE, GONE),
    "ex-referent": (OPEN, GONE, GONE, GONE, GONE),
    "future referent": (OPEN, GONE, GONE, GONE, GONE),
    "animator": (ELSEWHERE, GONE, GONE, GONE, GONE),
    "regional": (ELSEWHERE, GONE, GONE, GONE, GONE),
    "national": (ELSEWHERE, GONE, GONE, GONE, GONE),
    "observer": (ELSEWHERE, GONE, GONE, GONE, GONE),
    "stranger": (DOOR, DOOR, DOOR, DOOR, DOOR),
    "disabled": (DOOR, DOOR, DOOR, DOOR, DOOR),
    "password only": ("second-facteur",) * 5,
}


def column(page: str) -> int:
    if page == "home":
        return 0
    if page in LISTS:
        return 1
    return 2 if page == "contact_request" else 3 if page in GESTURES else 4


@pytest.mark.parametrize("method", ["get", "head", "post"])
@pytest.mark.parametrize("who", TABLE)
def test_who_opens_what(office, addresses, who, method):
    client = person(who, office)
    for page, url in addresses.items():
        expected = TABLE[who][column(page)]

        answer = getattr(client, method)(url, {"usual": "CALL:REACHED"})

        if method == "post" and page not in (*GESTURES, "export") and expected != DOOR:
            assert answer.status_code in (302, 405), page  # it is read only, whoever asks
        elif isinstance(expected, str):
            assert (answer.status_code, expected in answer["Location"]) == (302, True), page
        elif expected == GONE:
            assert answer.status_code == 404, page
        else:
            assert answer.status_code in (200, 302), page


@pytest.mark.parametrize("who", [who for who, row in TABLE.items() if row[2] != OPEN])
def test_nobody_else_receives_one_byte_about_the_young_person(office, addresses, who):
    client = person(who, office)
    hidden = CANARIES[:5] if who == "other theme" else CANARIES
    before = OutgoingMessage.objects.count()

    for url in addresses.values():
        for method in ("get", "post"):
            answer = getattr(client, method)(url, {"format": "csv", "retour": url}, follow=True)
            body = answer.getvalue().decode(errors="replace")
            assert [canary for canary in hidden if canary in body] == [], url

    assert OutgoingMessage.objects.count() == before
    assert ContactRequest.objects.get().status == "SENT"


def test_the_structure_itself_reads_all_of_it(office, addresses):
    body = office.client.get(addresses["contact_request"]).content.decode()

    missing = {"Canari-résumé", "+33639985555"}
    assert {canary for canary in CANARIES if canary not in body.replace("\u00a0", " ")} <= missing


def test_a_form_sent_to_two_structures_tells_each_nothing_of_the_other(office, filing):
    secret = OfferFactory(title="Canari-autre-offre", structure__name="Canari-autre-structure")
    both = FilingFactory(offers=[office.offer, secret], now=office.hands.now)
    request = both.contact_requests.get(offer=office.offer)
    office.post("take_up", request.public_id)

    for page in ("home", "requests", "offers"):
        assert "Canari-autre" not in office.get(page)
    assert "Canari-autre" not in office.get("contact_request", request.public_id)


def test_somebody_without_any_structure_is_told_so_politely(office):
    client = sign_in(Client(), UserFactory())

    page = client.get(reverse("extranet:home"))

    assert page.status_code == 200
    assert "Votre compte n’est rattaché à aucune structure" in page.content.decode()


def test_an_animator_who_is_also_a_referent_goes_from_one_desk_to_the_other(office):
    MandateFactory(user=office.nadia)

    assert 'href="/animation/"' in office.get("home")
    assert 'href="/extranet/"' in office.client.get("/animation/").content.decode()


def test_no_page_is_kept_by_a_browser_nor_by_a_proxy(office, addresses):
    for url in (addresses["home"], addresses["requests"], addresses["contact_request"]):
        assert office.client.get(url)["Cache-Control"] == "no-store"


def test_no_page_says_who_in_its_address_nor_in_the_title_of_a_list(office, addresses):
    for url in addresses.values():
        assert "anari" not in url
