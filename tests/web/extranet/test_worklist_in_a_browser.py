"""The work list in Chromium: on a desk and on a phone, with scripts and without, with a keyboard alone."""

import pytest
from django.urls import reverse

from boussole.contact_requests.models import ContactRequest, SavedFilter
from boussole.core import clock
from tests.browser import window_on
from tests.factories.contact_requests import FilingFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.web.extranet.test_in_a_browser import enter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DESK, PHONE = {"viewport": {"width": 1280, "height": 800}}, {"viewport": {"width": 360, "height": 740}}


@pytest.fixture
def team(db):
    """Nadia and Karim, and three requests that nobody follows yet."""
    structure = StructureFactory()
    nadia = ReferentFactory(structure=structure).user
    karim = ReferentFactory(structure=structure, user__first_name="Karim", user__last_name="Diallo").user
    offer = OfferFactory(structure=structure)
    for name in ("Ana", "Bob", "Cam"):
        FilingFactory(offers=[offer], now=clock.now(), first_name=name)
    return nadia, karim


def followed_by(user):
    rows = ContactRequest.objects.filter(owner=user).select_related("filing")
    return sorted(row.filing.first_name for row in rows)


@pytest.mark.parametrize(
    "options", [DESK, PHONE, {**PHONE, "java_script_enabled": False}], ids=["desk", "phone", "no script"]
)
def test_two_requests_are_ticked_and_entrusted(browser, live_server, team, options):
    nadia, karim = team
    with window_on(str(live_server), browser, **options) as window:
        enter(window, live_server, nadia)
        window.goto(reverse("extranet:requests"))
        window.get_by_label("Cocher Ana").check()
        window.get_by_label("Cocher Cam").check()
        window.get_by_label("Confier à").select_option(label="Karim Diallo")
        window.get_by_role("button", name="Confier les demandes cochées").click()

        assert "2 demandes confiées à Karim Diallo" in window.inner_text(".messages").replace("\u00a0", " ")
    assert followed_by(karim) == ["Ana", "Cam"]


def test_all_are_ticked_at_once_with_a_script_and_the_bar_stays_in_sight(browser, live_server, team):
    nadia, _ = team
    with window_on(str(live_server), browser, **PHONE) as window:
        enter(window, live_server, nadia)
        window.goto(reverse("extranet:requests"))
        window.get_by_role("button", name="Tout cocher").click()
        assert window.locator("[data-tick]:checked").count() == 3
        assert "3 demandes cochées" in window.inner_text("[data-tick-words]").replace("\u00a0", " ")

        window.get_by_label("Cocher Cam").scroll_into_view_if_needed()
        window.mouse.wheel(0, 5000)
        assert window.get_by_role("button", name="Confier les demandes cochées").is_visible()
        window.get_by_role("button", name="Tout décocher").click()
        assert window.locator("[data-tick]:checked").count() == 0


def test_without_a_script_what_needs_one_is_not_shown(browser, live_server, team):
    with window_on(str(live_server), browser, java_script_enabled=False) as window:
        enter(window, live_server, team[0])
        window.goto(reverse("extranet:requests"))

        assert not window.get_by_role("button", name="Tout cocher").is_visible()


def test_a_keyboard_ticks_and_entrusts(browser, live_server, team):
    nadia, karim = team
    with window_on(str(live_server), browser, **DESK) as window:
        enter(window, live_server, nadia)
        window.goto(reverse("extranet:requests"))
        window.get_by_label("Cocher Bob").focus()
        window.keyboard.press("Space")
        window.get_by_label("Confier à").focus()
        window.keyboard.type("Karim")
        window.keyboard.press("Tab")
        with window.expect_navigation():
            window.keyboard.press("Enter")

    assert followed_by(karim) == ["Bob"]


@pytest.mark.parametrize("options", [DESK, PHONE], ids=["desk", "phone"])
def test_a_filter_is_kept_applied_renamed_and_deleted(browser, live_server, team, options):
    with window_on(str(live_server), browser, **options) as window:
        enter(window, live_server, team[0])
        window.goto(reverse("extranet:requests"))
        window.get_by_label("Échéance").select_option(label="En retard")
        window.get_by_role("button", name="Filtrer").click()
        window.get_by_text("Garder ces filtres").click()
        window.get_by_label("Nom du filtre").fill("Les urgences")
        window.get_by_role("button", name="Garder").click()
        assert "Le filtre « Les urgences » est gardé." in window.inner_text(".messages").replace(
            "\u00a0", " "
        )

        window.goto(reverse("extranet:requests"))
        assert window.locator("[data-key-item]").count() == 3
        window.get_by_role("link", name="Les urgences").click()
        assert "Aucune demande ne correspond" in window.inner_text("main")

        window.get_by_role("link", name="Gérer vos filtres").click()
        window.get_by_label("Nom du filtre").fill("En retard")
        window.get_by_role("button", name="Renommer").click()
        assert SavedFilter.objects.get().name == "En retard"
        window.get_by_role("button", name="Supprimer").click()
        assert "Aucun filtre gardé" in window.inner_text("main")
    assert not SavedFilter.objects.exists()
