"""Finding a partner: despite accents and mistakes, by theme, by network, by how far it is; and who is found."""

from __future__ import annotations

from datetime import date

import pytest

from boussole.accounts.models import Mandate
from boussole.partners.directory.readers import reader_of
from boussole.partners.models import DirectoryCoordinate
from boussole.partners.policies import can_see_directory
from boussole.privacy.registry import exporters
from boussole.reporting.directory.cards import cards_of
from boussole.reporting.directory.nearby import communes_within
from boussole.reporting.directory.search import Wanted, networks_in_directory, search
from boussole.territories.geography import geography
from tests.factories import NOW
from tests.factories.accounts import MandateFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import CharterFactory, ReferentFactory, StructureFactory
from tests.factories.questionnaires import ThemeFactory
from tests.factories.territories import FIRMINY, LYON_3, ROANNE, SAINT_ETIENNE, TerritoryFactory

pytestmark = pytest.mark.django_db


def structures(**wanted: object) -> list[str]:
    return [each.structure.name for each in search(Wanted(**wanted), NOW).structures]


def people(**wanted: object) -> list[str]:
    return [each.name for each in search(Wanted(**wanted), NOW).people]


# --- By name ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "typed", ["ecole", "ECOLE CHANCE", "chance deuxième", "écôle de la deuxieme chanse", "rives"]
)
def test_a_name_is_found_whatever_its_accents_and_despite_a_mistake(typed):
    StructureFactory(name="École de la deuxième chance des Deux Rives")
    StructureFactory(name="Planning familial Les Passerelles")

    assert structures(words=typed) == ["École de la deuxième chance des Deux Rives"]


def test_a_person_is_found_by_their_name_and_the_animation_by_its_territory():
    TerritoryFactory()
    ReferentFactory(user__first_name="Inès", user__last_name="Carvalho")
    MandateFactory(user__first_name="Claire", user__last_name="Fontanel")
    MandateFactory(role=Mandate.Role.OBSERVER, user__first_name="Claire", user__last_name="Regarde")
    closed = {"user__first_name": "Claire", "user__last_name": "Partie", "user__is_active": False}
    MandateFactory(**closed)
    ReferentFactory(**closed)

    assert people(words="ines carvalo") == ["Inès Carvalho"]
    assert people(words="claire") == ["Claire Fontanel"]
    assert people(words="animation loire") == ["Claire Fontanel"]


# --- By theme, network, distance ------------------------------------------------------------------------
def test_a_theme_is_that_of_the_structure_or_of_what_it_offers():
    housing, work = ThemeFactory(code="logement"), ThemeFactory(code="emploi")
    says, offers = StructureFactory(name="Le Dit"), StructureFactory(name="L’Offre")
    says.themes.add(housing)
    OfferFactory(structure=offers, theme=housing)
    OfferFactory(structure=StructureFactory(name="Le Brouillon"), theme=housing, status="DRAFT")
    for_work = ReferentFactory(structure=says, user__first_name="Pour", user__last_name="L’Emploi")
    for_work.themes.add(work)
    ReferentFactory(structure=says, user__first_name="Pour", user__last_name="Tout")

    assert structures(theme=housing) == ["Le Dit", "L’Offre"]
    assert people(theme=housing) == ["Pour Tout"]


def test_the_nearest_comes_first_and_says_how_far_it_is():
    for name, commune in (("Roanne", ROANNE), ("Firminy", FIRMINY), ("Ici", SAINT_ETIENNE), ("Lyon", LYON_3)):
        StructureFactory(name=name, commune=commune, network="Réseau des villes")
    centre = geography().commune(SAINT_ETIENNE)

    found = search(Wanted(centre=centre, km=25), NOW).structures
    assert [(each.structure.name, each.km) for each in found] == [("Ici", 0), ("Firminy", 9)]
    assert structures(centre=centre, km=100) == ["Ici", "Firminy", "Lyon", "Roanne"]
    assert structures(centre=centre, km=25, network="Un autre") == []
    assert networks_in_directory(NOW) == ["Réseau des villes"]


def test_a_city_is_one_place_with_its_arrondissements():
    assert communes_within("69123", 5)[LYON_3] == 0.0


# --- Who is there, who reads ----------------------------------------------------------------------------
def test_only_those_who_signed_are_in_it():
    StructureFactory(name="Signée")
    StructureFactory(name="Partie", status="LEFT")
    for name, charter in (
        ("Tolérée", {"status": "SIGNING", "signed_on": None, "tolerated_until": date(2027, 1, 31)}),
        ("Finie", {"status": "ENDED", "ends_on": date(2026, 11, 1)}),
        ("Préavis", {"ends_on": date(2026, 12, 1)}),
    ):
        CharterFactory(structure=StructureFactory(name=name, charter=None, network="Tous"), **charter)

    assert structures(network="Tous") == ["Préavis"]


@pytest.mark.parametrize(
    ("charter", "sees"),
    [
        ({}, True),
        ({"ends_on": date(2026, 12, 1)}, True),
        ({"status": "ENDED", "ends_on": date(2026, 11, 1)}, False),
        ({"status": "PREPARED", "signed_on": None, "tolerated_until": date(2027, 1, 31)}, False),
    ],
    ids=["in force", "under notice", "ended", "tolerated"],
)
def test_who_reads_it_among_partners(charter, sees):
    someone = ReferentFactory(structure=StructureFactory(charter=None))
    CharterFactory(structure=someone.structure, **charter)
    assert bool(can_see_directory(someone.user, NOW)) is sees


@pytest.mark.parametrize(
    ("role", "sees"), [("ANIMATOR", 1), ("REGIONAL", 1), ("NATIONAL", 1), ("OBSERVER", 0)]
)
def test_who_reads_it_in_the_network(role, sees):
    scope = {} if role == "ANIMATOR" else {"territory": None, "region": "84"}
    assert bool(can_see_directory(MandateFactory(role=role, **scope).user, NOW)) is bool(sees)


def test_neither_who_left_nor_who_has_not_come_yet_reads_it():
    for ended in ({"ends_on": date(2026, 11, 1)}, {"is_pending": True}, {"user__is_active": False}):
        assert not can_see_directory(ReferentFactory(**ended).user, NOW)


# --- How far each coordinate is shown -------------------------------------------------------------------
def test_a_coordinate_is_read_as_far_as_its_owner_agreed():
    loire = TerritoryFactory()
    rhone = TerritoryFactory(code="rhone", name="Rhône", areas=["departement:69"])
    owner = ReferentFactory()
    readers = {
        "here": ReferentFactory().user,
        "animator": MandateFactory(territory=loire).user,
        "elsewhere": ReferentFactory(
            structure=StructureFactory(commune=LYON_3, areas=["departement:69"])
        ).user,
        "animator elsewhere": MandateFactory(territory=rhone).user,
        "national": MandateFactory(role="NATIONAL", territory=None).user,
    }
    line = DirectoryCoordinate.objects.create(
        referent=owner, kind="PHONE", value="+33199004217", visibility="NOBODY", changed_at=NOW
    )

    def read_by() -> set[str]:
        return {
            who
            for who, user in readers.items()
            if cards_of([owner.structure], reader_of(user, NOW), NOW)[0].people[0].coordinates
        }

    assert read_by() == set()
    line.visibility, line.consented_at = "TERRITORY", NOW
    line.save()
    assert read_by() == {"here", "animator"}
    line.visibility = "DIRECTORY"
    line.save()
    assert read_by() == set(readers)


def test_a_person_may_ask_what_is_shown_of_them():
    owner = ReferentFactory()
    DirectoryCoordinate.objects.create(
        referent=owner,
        kind="PHONE",
        value="+33199004217",
        visibility="DIRECTORY",
        consented_at=NOW,
        changed_at=NOW,
    )
    said = exporters()["coordonnées dans l’annuaire"](f" {owner.user.email.upper()} ")
    assert said == [
        {
            "nature": "Téléphone",
            "coordonnée": "+33199004217",
            "visible par": "Tout l’annuaire",
            "accord donné le": NOW,
        }
    ]
