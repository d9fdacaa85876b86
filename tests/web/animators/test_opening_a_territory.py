"""A territory is prepared and opened, structures are loaded, invited and welcomed: what the pages do and refuse."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from boussole.accounts import actions as account_actions
from boussole.accounts.models import Invitation, Mandate, User
from boussole.core import clock
from boussole.interop.bundles import open_bundle
from boussole.interop.loading import load
from boussole.interop.models import SourceLoad
from boussole.mail.models import OutgoingMessage
from boussole.offers.models import Offer, OfferReach
from boussole.partners.models import CharterAgreement, Referent, Structure
from boussole.territories.models import Territory
from tests.factories import NOW
from tests.factories.accounts import MandateFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.factories.territories import TerritoryFactory
from tests.hands import hands
from tests.signing import sign_in
from tests.web.extranet.reading import words

__all__ = ["hands"]
pytestmark = pytest.mark.django_db

EXAMPLE = Path("content/exemple-data-inclusion")
NEW = {
    "name": "Haute-Loire",
    "departement": "43",
    "carrier_name": "Info Jeunes Haute-Loire",
    "data_protection_contact": "dpo@example.org",
    "carrier_phone": "01 99 00 43 00",
}
CLAIRE = {"email": "claire.vidal@example.org", "first_name": "Claire", "last_name": "Vidal"}


@pytest.fixture
def themes() -> None:
    load(open_bundle(Path("content/national")), now=NOW)


@pytest.fixture
def national(hands) -> Client:
    return sign_in(Client(), MandateFactory(role=Mandate.Role.NATIONAL, territory=None).user)


@pytest.fixture
def velay(hands) -> Territory:
    return TerritoryFactory(code="haute-loire", name="Haute-Loire", areas=["departement:43"])


@pytest.fixture
def animator(velay) -> Client:
    return sign_in(Client(), MandateFactory(role=Mandate.Role.ANIMATOR, territory=velay).user)


def come(person: dict[str, str]) -> None:
    """The invited person opens their account."""
    invitation = Invitation.objects.get(user__email=person["email"])
    names = {"first_name": person["first_name"], "last_name": person["last_name"]}
    account_actions.accept_invitation(
        invitation, **names, password="mandarine tracteur zébu", now=clock.now()
    )


def to(route: str, *args) -> str:
    return reverse(f"animators:{route}", args=args)


def files() -> dict[str, SimpleUploadedFile]:
    return {
        name: SimpleUploadedFile(f"{name}.json", (EXAMPLE / f"{name}.json").read_bytes())
        for name in ("structures", "services")
    }


# --- A territory ------------------------------------------------------------------------------------
def test_a_territory_is_prepared_completed_then_opened(national, themes):
    national.post(to("new_territory"), NEW)
    territory = Territory.objects.get()
    assert (territory.code, territory.areas, territory.timezone, territory.is_open) == (
        "haute-loire",
        ["departement:43"],
        "Europe/Paris",
        False,
    )
    page = words(national.get(to("territory", "haute-loire")).content.decode())
    assert "Ouvrez d’abord un thème" in page

    national.post(to("territory_themes", "haute-loire"), {"themes": ["emploi", "sante"], "on": "2026-11-23"})
    national.post(to("open_territory", "haute-loire"))
    territory.refresh_from_db()
    assert territory.is_open is False  # nobody animates it yet

    national.post(to("invite_animator", "haute-loire"), CLAIRE)
    national.post(to("open_territory", "haute-loire"))
    territory.refresh_from_db()
    assert territory.is_open is False  # somebody was asked, and has not answered

    come(CLAIRE)
    national.post(to("open_territory", "haute-loire"))
    territory.refresh_from_db()
    assert territory.is_open is True
    assert [opened.theme.code for opened in territory.themes.order_by("position")] == ["emploi", "sante"]
    mandate = Mandate.objects.get(territory=territory)
    assert (mandate.user.email, mandate.is_pending) == (CLAIRE["email"], False)

    closing = {"last_day": "2027-03-31", "reason": "Le département reprend l’animation."}
    assert "Ce que la fermeture change" in national.get(to("close_territory", "haute-loire")).content.decode()
    national.post(to("close_territory", "haute-loire"), closing)
    assert "Le garder ouvert" in national.get(to("territory", "haute-loire")).content.decode()
    national.post(to("keep_territory", "haute-loire"))
    national.post(to("open_territory", "haute-loire"), {"fermer": "1"})
    territory.refresh_from_db()
    assert (territory.is_open, territory.closes_on) == (False, None)


def test_its_zone_is_drawn_a_departement_at_a_time(national, velay):
    velay.areas = ["departement:42"]
    velay.save()
    choice = {
        "departement": "43",
        "areas": ["epci:200073419", "commune:43157", "commune:43040", "departement:42"],
    }
    national.post(to("territory_zone", velay.code), choice)
    velay.refresh_from_db()
    # Le Puy is in its intercommunalité; the Loire was on another page.
    assert velay.areas == ["commune:43040", "epci:200073419", "departement:42"]
    page = national.get(to("territory_zone", velay.code), {"departement": "43"}).content.decode()
    assert 'value="commune:43040" checked' in page


def test_the_local_time_is_that_of_the_communes(national):
    national.post(to("new_territory"), NEW | {"name": "Réunion", "departement": "974"})
    assert Territory.objects.get().timezone == "Indian/Reunion"


def test_a_name_is_taken_once_and_what_was_typed_stays(national, velay):
    page = national.post(to("new_territory"), NEW | {"carrier_phone": "12"}).content.decode()
    assert "10\u00a0chiffres" in page
    page = national.post(to("new_territory"), NEW).content.decode()
    assert "Un territoire porte déjà ce nom" in page
    assert "Info Jeunes Haute-Loire" in page


def test_an_animator_settles_their_territory_and_draws_none(animator, velay):
    director = {"director_name": "Sylvie Meunier", "director_email": "direction@example.org"}
    values = NEW | director | {"name": "Velay", "welcome": "Ici, des gens te répondent."}
    animator.post(to("territory_settings", velay.code), values)
    velay.refresh_from_db()
    assert velay.director_email == "direction@example.org", "whoever signs the charters"
    assert (velay.name, velay.welcome, velay.areas) == (
        "Velay",
        "Ici, des gens te répondent.",
        ["departement:43"],
    )
    TerritoryFactory(code="loire")
    for route, args in (
        ("territories", ()),
        ("new_territory", ()),
        ("territory_zone", (velay.code,)),
        ("invite_animator", (velay.code,)),
        ("territory_settings", ("loire",)),
        ("territory", ("loire",)),
    ):
        assert animator.get(to(route, *args)).status_code == 404


# --- data.inclusion, then people ----------------------------------------------------------------------
def test_an_animator_loads_looks_and_imports(animator, velay, themes):
    answer = animator.post(to("source_loads"), {"territory": velay.code, "departement": "43"} | files())
    load = SourceLoad.objects.get()
    assert answer.url == to("source_load", load.public_id)
    page = words(animator.get(answer.url).content.decode())
    assert "Mission locale du Velay imaginaire" in page
    assert "La Boussole n’a pas de thème pour ce besoin." in page
    assert "Licence Ouverte 2.0" in page
    fewer = words(
        animator.get(answer.url, {"themes": "sante", "audience": "open", "free_only": "on"}).content.decode()
    )
    assert "Mission locale du Velay imaginaire" not in fewer

    animator.post(
        to("import_source_load", load.public_id), {"themes": "sante", "audience": "open", "free_only": "on"}
    )
    assert sorted(Offer.objects.values_list("theme__code", flat=True)) == ["sante"] * 3
    assert "3 services" in words(animator.get(answer.url).content.decode())
    page = words(animator.get(to("claims")).content.decode())
    assert "Point d’écoute La Passerelle" in page


def test_files_that_are_not_chosen_are_asked_for(animator, velay):
    page = words(
        animator.post(to("source_loads"), {"territory": velay.code, "departement": "43"}).content.decode()
    )
    assert "Choisissez le fichier des structures." in page


def test_a_load_at_work_says_how_far_it_is_and_asks_for_itself_again(animator, velay):
    by = Mandate.objects.get(territory=velay).user
    load = SourceLoad.objects.create(
        by=by, territory=velay, departement="43", created_at=NOW, status="READING", percent=40
    )
    answer = animator.get(to("source_load", load.public_id))
    assert answer["Refresh"] == "3"
    assert "40" in words(answer.content.decode())


def test_the_loads_of_another_territory_do_not_exist(animator, velay):
    other = TerritoryFactory(code="loire")
    by = MandateFactory(role=Mandate.Role.ANIMATOR, territory=other).user
    load = SourceLoad.objects.create(by=by, territory=other, departement="42", created_at=NOW)
    assert animator.get(to("source_load", load.public_id)).status_code == 404


def prospect(**fields) -> Structure:
    return StructureFactory(
        name="Le Phare du Velay",
        status="PROSPECT",
        areas=["departement:43"],
        commune="43157",
        charter=None,
        **fields,
    )


def test_a_prospect_is_invited_then_welcomed_and_what_it_publishes_is_shown(animator, velay, hands):
    structure = prospect()
    offer = OfferFactory(structure=structure)
    page = words(animator.get(to("structure", structure.public_id)).content.decode())
    assert "Accueillir cette structure" not in page

    animator.post(to("invite_manager", structure.public_id), CLAIRE)
    structure.refresh_from_db()
    manager = Referent.objects.get(structure=structure)
    assert (structure.status, manager.role, manager.user.email) == ("INVITED", "MANAGER", CLAIRE["email"])
    assert OutgoingMessage.objects.filter(to_address=CLAIRE["email"]).count() == 1
    assert OfferReach.objects.filter(offer=offer).count() == 0
    page = words(animator.get(to("structure", structure.public_id)).content.decode())
    assert "Invitation envoyée" in page
    assert "Accueillir cette structure" not in page  # nobody has come yet

    come(CLAIRE)
    animator.post(to("welcome_structure", structure.public_id), {"tolerated_until": "2027-01-31"})
    structure.refresh_from_db()
    charter = CharterAgreement.objects.get(structure=structure)
    assert (structure.status, charter.status, str(charter.tolerated_until)) == (
        "ACTIVE",
        "PREPARED",
        "2027-01-31",
    )
    assert str(OfferReach.objects.get(offer=offer).ends_on) == "2027-01-31"


def test_a_structure_is_not_welcomed_without_anybody_nor_for_ever(animator, velay):
    structure = prospect()
    animator.post(to("welcome_structure", structure.public_id), {"tolerated_until": "2027-01-31"})
    assert Structure.objects.get(pk=structure.pk).status == "PROSPECT"
    ReferentFactory(structure=structure, role="MANAGER")
    answer = animator.post(to("welcome_structure", structure.public_id), {"tolerated_until": "2028-01-31"})
    assert "Une charte se signe en six mois au plus" in answer.content.decode()


def test_somebody_who_has_an_account_accepts_one_more_structure(animator, velay):
    manager = ReferentFactory(role="MANAGER").user
    structure = prospect()
    asked = CLAIRE | {"email": manager.email}
    animator.post(to("invite_manager", structure.public_id), asked)
    assert User.objects.filter(email=manager.email).count() == 1
    assert OutgoingMessage.objects.get(to_address=manager.email).template == "accounts/emails/proposal"
    answer = animator.post(to("invite_manager", structure.public_id), asked)
    assert "a déjà une invitation pour cette structure" in words(answer.content.decode())

    account_actions.join(Invitation.objects.get(), by=manager, now=clock.now())
    answer = animator.post(to("invite_manager", structure.public_id), asked)
    assert "est déjà responsable de cette structure" in words(answer.content.decode())


def test_a_referent_of_the_structure_becomes_responsible_at_once_and_is_told(animator, velay):
    structure = prospect()
    referent = ReferentFactory(structure=structure)
    animator.post(to("invite_manager", structure.public_id), CLAIRE | {"email": referent.user.email})
    referent.refresh_from_db()
    assert (referent.role, referent.is_pending) == ("MANAGER", False)
    told = OutgoingMessage.objects.get(to_address=referent.user.email)
    assert told.template == "partners/messages/made_responsible"


def test_a_prospect_set_aside_does_not_come_back(animator, velay):
    structure = prospect()
    animator.post(to("set_structure_aside", structure.public_id))
    assert Structure.objects.get(pk=structure.pk).status == "LEFT"
    animator.get(to("claims"))  # says that it is done
    assert "Le Phare du Velay" not in words(animator.get(to("claims")).content.decode())


def test_a_structure_of_elsewhere_does_not_exist(animator):
    structure = StructureFactory(areas=["departement:42"])
    assert animator.get(to("structure", structure.public_id)).status_code == 404
    assert animator.post(to("invite_manager", structure.public_id), CLAIRE).status_code == 404
