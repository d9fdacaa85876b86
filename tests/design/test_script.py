"""What the script adds, in a real browser; each page works without it."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def gallery(page):
    page.goto(reverse("gallery:components"))
    return page


@pytest.fixture
def commune(page):
    """The search box of the home page, in a form alone with it."""
    page.goto(reverse("gallery:journey"))
    return page.get_by_role("combobox", name="Tu habites où")


def announced(page, words):
    expect(page.locator("#annonces")).to_have_text(words)


def test_a_search_suggests_and_remembers_the_value_of_the_choice(page, commune):
    commune.press_sequentially("saint")
    expect(page.get_by_role("option")).to_have_count(2)
    announced(page, "2\u00a0propositions. Flèches haut et bas pour choisir.")
    expect(commune).to_have_attribute("aria-expanded", "true")

    commune.press("ArrowDown")
    commune.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_contain_text("Saint-Chamond")
    commune.press("Enter")

    expect(commune).to_have_value("Saint-Chamond")
    expect(commune).to_have_attribute("aria-expanded", "false")
    expect(page.locator("[name=commune_code]")).to_have_value("42207")
    assert page.url.endswith(reverse("gallery:journey"))


def test_a_choice_can_be_made_with_the_mouse_and_undone_by_typing(page, commune):
    commune.press_sequentially("roa")
    page.get_by_role("option", name="Roanne").click()
    expect(page.locator("[name=commune_code]")).to_have_value("42187")

    commune.press_sequentially("x")
    expect(page.locator("[name=commune_code]")).to_have_value("")


def test_escape_closes_the_suggestions_and_keeps_what_was_typed(page, commune):
    commune.press_sequentially("saint")
    expect(page.get_by_role("listbox")).to_be_visible()

    commune.press("Escape")

    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(commune).to_have_value("saint")


def test_enter_without_a_choice_sends_what_was_typed(page, commune):
    commune.press_sequentially("saint")
    expect(page.get_by_role("option")).to_have_count(2)

    commune.press("Enter")

    page.wait_for_url("**commune=saint**")


def test_nothing_found_is_said(page, commune):
    commune.press_sequentially("zzz")

    announced(page, "Aucune proposition.")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_a_second_press_sends_nothing_more(gallery):
    # Counted in the page itself, at once: what leaves it would depend on how busy the machine is.
    sent = gallery.evaluate(
        """() => {
            let sent = 0;
            window.addEventListener("submit", event => {
                if (!event.defaultPrevented) sent += 1;
                event.preventDefault();
            });
            document.querySelectorAll("[data-submit-once] .fr-btn[type=submit]")
                .forEach(button => (button.click(), button.click()));
            return sent;
        }"""
    )

    assert sent == 1


def test_the_list_of_errors_takes_the_focus_and_leads_to_the_field(gallery):
    summary = gallery.locator(".error-summary")
    expect(summary).to_be_focused()

    summary.get_by_role("link", name="Il manque des chiffres").click()

    expect(gallery.locator("#id_phone")).to_be_focused()


def test_a_password_can_be_read_then_hidden(gallery):
    password = gallery.locator("#empty_password")

    gallery.get_by_role("button", name="Afficher le mot de passe").first.click()
    expect(password).to_have_attribute("type", "text")

    gallery.get_by_role("button", name="Masquer le mot de passe").click()
    expect(password).to_have_attribute("type", "password")


def test_characters_left_are_counted(gallery):
    gallery.locator("#empty_message").fill("Bonjour")

    expect(gallery.locator("#empty_message-count")).to_have_text("Encore 293\u00a0caractères")


def test_a_link_is_copied_and_said_to_be(gallery):
    gallery.context.grant_permissions(["clipboard-read", "clipboard-write"])

    gallery.get_by_role("button", name="Copier le lien").click()

    announced(gallery, "Copié")
    assert gallery.evaluate("navigator.clipboard.readText()") == "https://example.org/suivi/abc"


def test_the_menu_closes_when_one_looks_elsewhere(gallery):
    menu = gallery.locator("details[data-menu]")

    menu.locator("summary").click()
    expect(menu).to_have_attribute("open", "")
    gallery.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()

    menu.locator("summary").click()
    gallery.locator("h1").click()
    expect(menu).not_to_have_attribute("open", "")


def test_quick_exit_leaves_no_way_back(page, live_server):
    neutral = f"{live_server}/meteo"
    page.route(
        "**/meteo", lambda route: route.fulfill(body="<h1>Il fait beau</h1>", content_type="text/html")
    )
    page.goto(reverse("gallery:text"))
    page.goto(reverse("gallery:journey"))
    page.evaluate(f"document.querySelector('[data-quick-exit]').href = '{neutral}'")

    page.get_by_role("link", name="Quitter vite").click()
    page.wait_for_url(neutral)
    page.go_back()  # to the page of text, which gives its place at once

    page.wait_for_url(neutral)
    expect(page.locator("h1")).to_have_text("Il fait beau")


def test_without_a_script_nothing_useless_is_shown_and_menus_open(browser, live_server):
    context = browser.new_context(java_script_enabled=False, base_url=str(live_server))
    page = context.new_page()
    page.goto(reverse("gallery:components"))

    expect(page.get_by_role("button", name="Imprimer")).to_be_hidden()
    page.locator("details[data-menu] summary").click()
    expect(page.get_by_text("camille.perrin@example.org").first).to_be_visible()
    context.close()
