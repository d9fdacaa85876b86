"""The list of requests: filters, sorts, pages, and what a curious address cannot do."""

import re

import pytest
from django.urls import reverse

from boussole.audit.models import Entry
from boussole.contact_requests import actions
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.web.extranet.reading import words

pytestmark = pytest.mark.django_db


def names(page: str) -> list[str]:
    """The first names of the list, in order."""
    return re.findall(r"data-key-item>(\w[\w -]*), \d+", page)


@pytest.fixture
def several(office):
    """Five requests in five situations."""
    made = {name: office.request(first_name=name) for name in ("Éloïse", "Noa", "Kaïs", "Zoé")}
    now = office.hands.now
    actions.take_up(made["Noa"], by=office.nadia, now=now)
    actions.log_attempt(made["Kaïs"], kind="CALL", result="REACHED", by=office.nadia, now=now)
    actions.log_attempt(made["Zoé"], kind="CALL", result="REACHED", by=office.nadia, now=now)
    actions.close(made["Zoé"], outcome="INFORMED", by=office.nadia, now=now)
    office.hands.forward(hours=1)
    made["Ali"] = office.request(
        first_name="Ali",
        offer=OfferFactory(structure=office.structure, title="Trouver un logement", promised_days=7),
        phone="+33639980042",
    )
    return made


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["Éloïse", "Noa", "Ali"]),
        ({"etat": "a-contacter"}, ["Éloïse", "Noa", "Ali"]),
        ({"etat": "en-cours"}, ["Kaïs"]),
        ({"etat": "ouvertes"}, ["Éloïse", "Noa", "Kaïs", "Ali"]),
        ({"etat": "terminees"}, ["Zoé"]),
        ({"etat": "toutes"}, ["Ali", "Zoé", "Kaïs", "Noa", "Éloïse"]),
        ({"tri": "recentes"}, ["Ali", "Noa", "Éloïse"]),
        ({"personne": "moi"}, ["Noa"]),
        ({"personne": "personne"}, ["Éloïse", "Ali"]),
        ({"echeance": "semaine"}, ["Éloïse", "Noa", "Ali"]),
        ({"echeance": "demain"}, []),
        ({"q": "eloise"}, ["Éloïse"]),
        ({"q": "ÉLOÏSE"}, ["Éloïse"]),
        ({"q": "logement"}, ["Ali"]),
        ({"q": "06 39 98 00 42"}, ["Ali"]),
        ({"q": "+33 6 39 98 00 42"}, ["Ali"]),
        ({"q": "0042"}, ["Ali"]),
        ({"q": "%"}, []),
        ({"q": "_"}, []),
        ({"du": "2026-11-23", "au": "2026-11-23"}, ["Éloïse", "Noa", "Ali"]),
        ({"du": "2026-11-24"}, []),
        ({"au": "2026-11-22"}, []),
    ],
)
def test_filters(office, several, asked, expected):
    assert names(office.get("requests", **asked)) == expected


def test_filters_of_the_day_follow_the_clock(office, several):
    office.hands.forward(days=2)

    assert names(office.get("requests", echeance="aujourdhui")) == ["Éloïse", "Noa"]
    office.hands.forward(days=1)
    assert names(office.get("requests", echeance="retard")) == ["Éloïse", "Noa"]


def test_filters_by_offer_person_and_number(office, several):
    colleague = ReferentFactory(structure=office.structure).user
    actions.take_up(several["Éloïse"], by=colleague, now=office.hands.now)
    number = several["Noa"].filing.number

    assert names(office.get("requests", offre=several["Ali"].offer.code)) == ["Ali"]
    assert names(office.get("requests", personne=str(colleague.public_id))) == ["Éloïse"]
    assert names(office.get("requests", q=number)) == ["Noa"]
    assert names(office.get("requests", q=number[2:6].lower())) == ["Noa"]


def test_filters_by_structure_when_one_works_for_several(office):
    other = StructureFactory(name="Maison des ados")
    ReferentFactory(structure=other, user=office.nadia)
    office.request(first_name="Noa")
    office.request(first_name="Kaïs", offer=OfferFactory(structure=other))

    assert names(office.get("requests", structure=str(other.public_id))) == ["Kaïs"]
    assert "Maison des ados" in words(office.get("requests"), of="data-table")


def test_the_filters_stay_in_the_address_and_in_the_fields(office, several):
    page = office.get("requests", q="o", tri="recentes", etat="ouvertes")

    assert 'value="o"' in page
    assert "?etat=terminees&amp;q=o&amp;tri=recentes" in page
    assert f"{reverse('extranet:export')}?etat=ouvertes&amp;q=o&amp;tri=recentes" in page


@pytest.mark.parametrize(
    "asked",
    [
        {"etat": "CLOSED"},
        {"etat": "' OR 1=1 --"},
        {"echeance": "hier"},
        {"offre": "offre-d-ailleurs"},
        {"personne": "1"},
        {"structure": "42"},
        {"tri": "filing__phone"},
        {"tri": "-id; DROP TABLE"},
        {"du": "demain"},
        {"filing__phone__startswith": "+33"},
        {"status": "CLOSED", "structure_id": "1", "owner__password__startswith": "a"},
    ],
)
def test_a_word_that_means_nothing_filters_nothing(office, asked):
    office.request()

    assert names(office.get("requests", **asked)) == ["Lina"]


def test_four_hundred_invented_keys_filter_nothing(office):
    """Names of columns, relations and lookups, as a curious person would try them (guarantees.md T19)."""
    office.request()
    columns = [
        "id",
        "status",
        "owner",
        "filing__phone",
        "filing__first_name",
        "owner__password",
        "structure",
        "pk",
    ]
    lookups = [
        "",
        "__in",
        "__startswith",
        "__regex",
        "__gt",
        "__isnull",
        "__contains",
        "__lt",
        "__exact",
        "__range",
    ]
    keys = [
        f"{prefix}{column}{lookup}"
        for prefix in ("", "-", "f_", "_", "offer__")
        for column in columns
        for lookup in lookups
    ]
    assert len(keys) == 400

    for start in range(0, 400, 100):
        asked = dict.fromkeys(keys[start : start + 100], "x")
        assert names(office.get("requests", **asked)) == ["Lina"]


def test_dates_in_the_wrong_order_are_told_beside_the_field(office):
    office.request()

    page = office.get("requests", du="2026-11-23", au="2026-11-01")

    assert "Cette date vient avant la première : choisissez-en une plus tardive." in words(page)
    assert '<details class="filter-bar__more" open>' in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(office, count, django_assert_num_queries):
    for _ in range(count):
        office.request()
    office.get("requests")

    with django_assert_num_queries(13):
        office.get("requests")


def test_pages_follow_each_other_by_key(office, monkeypatch):
    monkeypatch.setattr("boussole.web.extranet.views.requests.PAGE_SIZE", 2)
    for name in ("Ana", "Bob", "Cam", "Dan", "Eli"):
        office.request(first_name=name)
        office.hands.forward(minutes=1)

    seen, page = [], office.get("requests")
    while True:
        seen.append(names(page))
        following = re.search(r'href="\?page=([\w-]+)" rel="next"', page)
        if following is None:
            break
        page = office.get("requests", page=following[1])

    assert seen == [["Ana", "Bob"], ["Cam", "Dan"], ["Eli"]]
    previous = re.search(r'href="\?page=([\w-]+)" rel="prev"', page)
    assert names(office.get("requests", page=previous[1])) == ["Cam", "Dan"]


def test_a_page_that_emptied_meanwhile_leads_back_to_the_beginning(office):
    office.request()

    page = office.get("requests", page="Pjk5OTk5OTk5OTk5OTk5OTkuMQ")

    assert "La liste a changé entre-temps. Revenir au début de la liste" in words(page)


def test_empty_lists_teach(office):
    assert "Les demandes arrivent quand un jeune choisit l’une de vos offres." in words(
        office.get("requests")
    )
    assert "Aucune demande ne correspond" in words(office.get("requests", q="personne"))


def test_a_late_one_says_so_in_words(office):
    office.request()
    office.hands.forward(days=4)

    page = words(office.get("requests"), of="data-table")

    assert "en retard de 2 jours" in page
    assert "En retard" in page


def test_what_was_promised_and_kept_is_said(office, several):
    page = words(office.get("requests", etat="en-cours"), of="data-table")

    assert "Promesse tenue" in page
    assert "Vous" in page


def test_reading_the_list_is_traced_without_coordinates(office):
    request = office.request()

    page = office.get("requests")

    assert "06 39 98" not in words(page)
    entry = Entry.objects.get(code="contact_request.listed")
    assert entry.facts == {"requests": [request.pk], "coordinates": False}


def test_the_count_is_said_in_words(office):
    assert "0 demande" in words(office.get("requests"), of="list-head")
    office.request()
    office.request()
    assert "2 demandes" in words(office.get("requests"), of="list-head")


def test_a_day_is_a_day_where_the_structure_is(office):
    """Filed on Monday at 23:30 in Paris, when it is still Monday in UTC, then at 0:30."""
    office.hands.forward(hours=13, minutes=30)
    office.request(first_name="Soir")
    office.hands.forward(hours=1)
    office.request(first_name="Nuit")

    assert names(office.get("requests", au="2026-11-23")) == ["Soir"]
    assert names(office.get("requests", du="2026-11-24")) == ["Nuit"]
