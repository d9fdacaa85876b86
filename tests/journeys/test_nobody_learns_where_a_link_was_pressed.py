"""The secret link stays secret: not in the address bar, not in a Referer, not for the site one goes to next."""

import pytest
from playwright.sync_api import Request, Route

from boussole.contact_requests.links import token_for
from tests.factories.contact_requests import FilingFactory
from tests.journeys.young_person import YoungPerson

pytestmark = pytest.mark.browser

ELSEWHERE = "https://ailleurs.example.org/"
# A link to somebody else, as a structure may one day have one here.
ADD_A_LINK = """(address) => {
  const link = Object.assign(document.createElement("a"), { href: address, textContent: "Ailleurs" });
  document.querySelector("main").append(link);
}"""


def test_nobody_learns_where_a_link_was_pressed(transactional_db, open_window, clock):
    lina = YoungPerson(open_window(width=360), clock)
    token, sent = given_a_secret_link(lina)
    when_she_opens_it(lina, token)
    then_the_address_no_longer_holds_it(lina, token)
    when_she_goes_on(lina)
    when_she_leaves_for_another_site(lina)
    then_no_request_told_where_she_was(sent, token)
    and_the_other_site_knows_nothing(lina)


def given_a_secret_link(lina):
    filing = FilingFactory()
    sent: list[Request] = []
    lina.page.on("request", lambda request: sent.append(request))
    lina.page.route(f"{ELSEWHERE}**", answer_from_elsewhere)
    return token_for(filing), sent


def when_she_opens_it(lina, token):
    lina.page.goto(f"/suivi/{token}/")
    assert lina.title == "Ta demande"


def then_the_address_no_longer_holds_it(lina, token):
    assert lina.page.url.endswith("/suivi/")
    assert token not in lina.page.content()


def when_she_goes_on(lina):
    lina.press("Corriger mes coordonnées")
    lina.press("Ma demande")


def when_she_leaves_for_another_site(lina):
    lina.page.evaluate(ADD_A_LINK, ELSEWHERE)
    lina.press("Ailleurs")


def then_no_request_told_where_she_was(sent, token):
    referers = [request.headers.get("referer", "") for request in sent]
    assert [referer for referer in referers if token in referer] == []
    assert sent[-1].url == ELSEWHERE
    assert "referer" not in sent[-1].headers


def and_the_other_site_knows_nothing(lina):
    assert lina.page.evaluate("document.referrer") == ""


def answer_from_elsewhere(route: Route) -> None:
    route.fulfill(body="<h1>Ailleurs</h1>", content_type="text/html; charset=utf-8")
