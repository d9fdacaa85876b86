"""The extranet in Chromium: keys, a small screen, no script, no accessibility fault, nothing that executes."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from boussole.accounts.models import User
from boussole.contact_requests import actions
from boussole.contact_requests.draft import SharedAnswer
from boussole.contact_requests.models import ContactRequest
from boussole.core import clock
from tests.browser import accessibility_findings, sideways_scroll, window_on
from tests.factories.accounts import MandateFactory
from tests.factories.contact_requests import FilingFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.factories.questionnaires import QuestionnaireFactory
from tests.signing import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "Centre régional d’information et d’accompagnement de la jeunesse du Forez et du Pilat"
PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "</title><a href=javascript:alert(1)>ici</a>",
)
PAYLOAD = " ".join(PAYLOADS)


def requests_at_work(text: str = "") -> tuple[User, list[ContactRequest]]:
    """A referent and three requests in three states; `text` is written in every field that takes one."""
    structure = StructureFactory(name=text[:150] or LONG, role=text, opening_hours=text, address=text)
    referent = ReferentFactory(structure=structure, user__job_title=text[:110] or "Conseillère")
    nadia = referent.user
    if text:
        User.objects.filter(pk=nadia.pk).update(first_name=text[:60], last_name=text[60:120])
    fields = {"title": text[:110], "summary": text, "description": text, "address": text} if text else {}
    offer = OfferFactory(structure=structure, **fields)
    QuestionnaireFactory(theme=offer.theme)
    changes: dict = {}
    if text:
        answers = (SharedAnswer("q", text, text), SharedAnswer("r", text, text, sensitive=True))
        changes = {
            "first_name": text[:55],
            "message": text,
            "situations": {offer.theme.code: answers},
            "reasons": {offer.pk: (text,)},
        }
    made = [
        FilingFactory(offers=[offer], now=clock.now(), **changes).contact_requests.get() for _ in range(3)
    ]
    attempt = {"kind": "CALL", "result": "NOT_REACHED", "text": text or "Répondeur", "next_step": text}
    actions.log_attempt(made[1], by=nadia, now=clock.now(), **attempt)
    actions.add_note(made[1], text=text or "À revoir", visibility="PRIVATE", by=nadia, now=clock.now())
    actions.take_up(made[2], by=nadia, now=clock.now())
    actions.close(made[2], outcome="NO_LONGER_NEEDED", by=nadia, now=clock.now(), note=text)
    return nadia, made


def enter(window, server, user: User) -> None:
    """The same session, in the browser."""
    name = settings.SESSION_COOKIE_NAME
    cookie = sign_in(Client(), user).cookies[name].value
    window.context.add_cookies([{"name": name, "value": cookie, "url": str(server)}])


def every_page(requests: list[ContactRequest]) -> list[str]:
    lists = ("home", "requests", "export", "offers", "structure", "colleagues")
    return [
        *(reverse(f"extranet:{name}") for name in lists),
        reverse("extranet:requests") + "?etat=toutes",
        reverse("extranet:requests") + "?q=personne",
        reverse("extranet:offer", args=[requests[0].offer.code]),
        *(reverse("extranet:contact_request", args=[request.public_id]) for request in requests),
    ]


NETWORK = ("home", "requests", "partners", "review")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_overflows_a_small_screen(browser, live_server, scheme):
    nadia, requests = requests_at_work()
    FilingFactory(offers=[requests[0].offer], is_doubtful=True, now=clock.now())
    animator = MandateFactory().user
    small = {"viewport": {"width": 320, "height": 800}, "color_scheme": scheme}
    with window_on(str(live_server), browser, **small) as window:
        found = {}
        for user, urls in (
            (nadia, every_page(requests)),
            (animator, [reverse(f"animators:{name}") for name in NETWORK]),
        ):
            enter(window, live_server, user)
            for url in urls:
                window.goto(url)
                window.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
                found[url] = (accessibility_findings(window), sideways_scroll(window))

    assert {url: findings for url, findings in found.items() if findings != ([], 0)} == {}


def test_no_text_of_anybody_executes_anywhere(browser, live_server):
    nadia, requests = requests_at_work(PAYLOAD)
    FilingFactory(offers=[requests[0].offer], is_doubtful=True, message=PAYLOAD, now=clock.now())
    animator = MandateFactory(territory__name=PAYLOAD[:110]).user
    with window_on(str(live_server), browser) as window:
        window.add_init_script("window.alert = () => { window.executed = true }")
        for user, urls in (
            (nadia, every_page(requests)),
            (animator, [reverse(f"animators:{name}") for name in NETWORK]),
        ):
            enter(window, live_server, user)
            for url in urls:
                window.goto(url)
                assert window.evaluate("window.executed") is None, url
                assert window.locator("img[src=x], svg[onload], a[href^=javascript]").count() == 0, url
        enter(window, live_server, nadia)
        window.goto(every_page(requests)[-3])
        window.click("text=Je prends en charge")
        assert "alert(1)" in window.inner_text(".messages")
        assert window.evaluate("window.executed") is None


def test_keys_go_through_the_desk_and_help_says_them(page, live_server):
    nadia, _ = requests_at_work()
    enter(page, live_server, nadia)
    page.goto(reverse("extranet:home"))

    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.href")
    page.keyboard.press("?")
    assert page.locator("#raccourcis").get_attribute("open") is not None
    assert "demande suivante" in page.inner_text("#raccourcis")

    page.goto(first)
    page.keyboard.press("a")
    assert page.evaluate("document.activeElement.id") == "attempt-text"
    page.keyboard.type("jk?a")
    assert page.input_value("#attempt-text") == "jk?a"


def test_keys_walk_from_one_request_to_the_next_and_take_it_up(page, live_server):
    nadia, (first, second, _) = requests_at_work()
    enter(page, live_server, nadia)
    page.goto(reverse("extranet:contact_request", args=[first.public_id]))

    page.keyboard.press("j")
    page.wait_for_url(f"**/{second.public_id}/")
    page.keyboard.press("k")
    page.wait_for_url(f"**/{first.public_id}/")
    page.keyboard.press("p")
    page.wait_for_selector("text=Vous suivez maintenant la demande de Lina")

    first.refresh_from_db()
    assert first.owner == nadia


def test_no_key_takes_up_a_request_that_one_has_not_chosen(page, live_server):
    nadia, (first, *_) = requests_at_work()
    enter(page, live_server, nadia)
    page.goto(reverse("extranet:home"))
    # A key presses a button at once, or not at all: no need to wait for what must not happen.
    page.evaluate(
        "pressed = []; addEventListener('click', (event) => pressed.push(event.target.innerText), true)"
    )

    page.keyboard.press("p")

    assert page.evaluate("pressed") == []
    first.refresh_from_db()
    assert first.owner is None


def test_enter_in_a_form_never_chooses_a_result(page, live_server):
    nadia, (first, *_) = requests_at_work()
    enter(page, live_server, nadia)
    page.goto(reverse("extranet:contact_request", args=[first.public_id]))
    page.click("text=Un autre résultat")

    page.focus("#attempt-kind_0")
    page.keyboard.press("Enter")

    page.wait_for_selector("text=Choisissez l’un des résultats")
    assert first.follow_ups.count() == 0


def test_everything_works_without_javascript(browser, live_server):
    nadia, (first, *_) = requests_at_work()
    with window_on(str(live_server), browser, java_script_enabled=False) as window:
        enter(window, live_server, nadia)
        window.goto(reverse("extranet:home"))
        window.click(".line:first-child >> text=Je prends en charge")
        assert "Vous suivez maintenant la demande de Lina." in window.inner_text(".messages")

        window.click(".line__who a >> nth=0")
        window.fill("#attempt-text", "Elle cherche un stage")
        window.click("text=On s’est parlé")
        assert "C’est noté : la promesse est tenue." in window.inner_text(".messages").replace("\u00a0", " ")

        window.click("text=Terminer la demande >> nth=0")
        window.check("text=Information donnée")
        window.click("button:has-text('Terminer la demande')")
        said = window.inner_text(".messages").replace("\u00a0", " ")
        assert "La demande est terminée : information donnée." in said

        window.click("text=Rouvrir la demande >> nth=0")
        window.fill("#reopening-reason", "Elle rappelle")
        window.click("button:has-text('Rouvrir la demande')")
        assert "La demande est rouverte, et vous la suivez." in window.inner_text(".messages")

    first.refresh_from_db()
    assert [(change.from_status, change.to_status) for change in first.history.all()] == [
        ("SENT", "TAKEN_UP"),
        ("TAKEN_UP", "CONTACTED"),
        ("CONTACTED", "CLOSED"),
        ("CLOSED", "TAKEN_UP"),
    ]


def test_a_file_is_downloaded_with_a_name_that_says_nothing_of_anybody(page, live_server):
    nadia, _ = requests_at_work()
    enter(page, live_server, nadia)
    page.goto(reverse("extranet:requests"))
    page.click("text=Exporter cette liste")

    with page.expect_download() as download:
        page.click("text=Télécharger pour Excel")

    assert re.fullmatch(r"demandes-\d{4}-\d\d-\d\d\.xlsx", download.value.suggested_filename)
