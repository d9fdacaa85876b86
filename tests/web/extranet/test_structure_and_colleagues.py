"""My structure and the people with whom I answer."""

from datetime import date

import pytest
from django.urls import reverse

from boussole.contact_requests import actions
from tests.factories.partners import CharterFactory, ReferentFactory, StructureFactory
from tests.factories.questionnaires import ThemeFactory
from tests.factories.territories import FIRMINY
from tests.web.extranet.reading import words

pytestmark = pytest.mark.django_db


def test_identity_zone_and_referents(office):
    page = words(office.get("structure"))

    assert "Le Phare" in page
    assert "3 rue du Compas, 42000 Saint-Étienne" in page
    assert "Zone de compétence département de la Loire" in page
    assert "Nadia Belkacem Conseillère Référent ou référente" in page


@pytest.mark.parametrize(
    ("charter", "expected"),
    [
        (
            {"signed_on": date(2026, 2, 10)},
            "Signée le mardi 10 février 2026. Elle se renouvelle chaque année",
        ),
        (
            {"signed_on": date(2026, 2, 10), "ends_on": date(2027, 2, 9)},
            "Elle prend fin le mardi 9 février 2027",
        ),
        (
            {"status": "SIGNING", "signed_on": None, "tolerated_until": date(2026, 12, 31)},
            "En attendant, les jeunes voient vos offres jusqu’au jeudi 31 décembre 2026.",
        ),
        ({"status": "SIGNING", "signed_on": None}, "quand les quatre personnes l’auront signée"),
        (None, "Sans charte, les jeunes ne voient pas vos offres."),
    ],
)
def test_the_charter_is_said_in_words(office, charter, expected):
    structure = StructureFactory(name="A première", charter=None)
    ReferentFactory(structure=structure, user=office.nadia)
    if charter:
        CharterFactory(structure=structure, **charter)

    assert expected in words(office.get("structure_page", structure.public_id))


def test_several_structures_each_have_their_page(office):
    other = StructureFactory(name="Maison des ados")
    ReferentFactory(structure=other, user=office.nadia)

    assert "<h1>Le Phare</h1>" in office.get("structure")
    assert "<h1>Maison des ados</h1>" in office.get("structure_page", other.public_id)


def test_another_structure_does_not_exist(office):
    answer = office.client.get(reverse("extranet:structure_page", args=[StructureFactory().public_id]))

    assert answer.status_code == 404


def test_colleagues_say_their_role_their_part_and_how_to_reach_them(office):
    paul = ReferentFactory(
        structure=office.structure,
        role="MANAGER",
        user__first_name="Paul",
        user__last_name="Roche",
        user__phone="01 99 00 43 01",
    )
    theo = ReferentFactory(
        structure=office.structure, user__first_name="Théo", user__last_name="Vialatte", communes=[FIRMINY]
    )
    theo.themes.set([ThemeFactory(code="logement")])
    actions.take_up(office.request(), by=paul.user, now=office.hands.now)

    page = words(office.get("colleagues"))

    assert "Nadia Belkacem (vous)" in page
    assert "Paul Roche Conseillère Responsable de la structure Tous les thèmes" in page
    assert "01 99 00 43 01 1 Jamais" in page
    assert "Logement À Firminy" in page


def test_whoever_left_or_was_disabled_is_no_longer_a_colleague(office):
    ReferentFactory(structure=office.structure, user__last_name="Parti", ends_on=date(2026, 11, 22))
    ReferentFactory(structure=office.structure, user__last_name="Ferme", user__is_active=False)

    page = office.get("colleagues")

    assert "Parti" not in page
    assert "Ferme" not in page
    assert "Ferme" not in office.get("structure")


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("route", "queries"), [("colleagues", 11), ("structure", 22)])
def test_the_pages_cost_the_same_whatever_the_team(office, route, queries, count, django_assert_num_queries):
    for _ in range(count):
        ReferentFactory(structure=office.structure).themes.set([ThemeFactory(code="logement")])
    office.get(route)

    with django_assert_num_queries(queries):
        office.get(route)


def test_what_contradicts_itself_is_said_with_the_gesture_that_mends_it(office):
    office.offer.areas = ["commune:69383"]
    office.offer.save()

    for page in (office.get("structure"), office.get("offer", office.offer.code)):
        assert "Commune hors compétence" in words(page)
        assert "Retirez ces communes de la zone de l’offre." in words(page)
