"""A recap arrives in a mailbox; whoever reads it answers, on a phone or at a desk, without signing in."""

import logging
import re

import pytest
from playwright.sync_api import Page, Request

from boussole.audit.models import Entry
from boussole.contact_requests.models import ContactRequest, FollowUp
from boussole.core.logs import redacted
from boussole.mail.models import OutgoingMessage
from tests.browser import accessibility_findings, sideways_scroll
from tests.factories.contact_requests import FilingFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.journeys.professional import Professional

pytestmark = pytest.mark.browser

NADIA, MAILBOX = "nadia@example.org", "accueil@example.org"
LINK = re.compile(r"https?://\S+/extranet/mail/\S+")


@pytest.fixture
def team(transactional_db, clock):
    """Nadia and Karim answer for Le Phare; its offer writes to Nadia and to a mailbox that both read."""
    structure = StructureFactory(name="Le Phare")
    for first_name, email in (("Nadia", NADIA), ("Karim", "karim@example.org")):
        ReferentFactory(structure=structure, user__first_name=first_name, user__email=email)
    return OfferFactory(structure=structure, title="Préparer ton entretien", contact_emails=[NADIA, MAILBOX])


@pytest.mark.parametrize("width", [1280, 360])
def test_a_professional_answers_from_the_mail(team, clock, post, open_window, width, caplog):
    caplog.set_level(logging.DEBUG)
    link = given_a_recap(team, clock, post, to=NADIA)
    nadia = Professional(open_window(width=width), NADIA)
    sent = every_request_of(nadia.page)
    a_scanner_that_runs_scripts_opens_it(open_window(width=1280), link, times=50 if width == 1280 else 2)
    then_nothing_has_changed()
    when_she_opens_it(nadia, link)
    then_she_reads_little_and_the_page_suits_everybody(nadia)
    when_she_takes_it(nadia, clock)
    then_lina_is_told_and_the_page_says_so(nadia, post)
    when_she_has_called(nadia, clock)
    then_the_promise_is_kept(nadia)
    and_the_secret_went_nowhere(link, sent, caplog, nadia.page)


@pytest.mark.parametrize("width", [1280, 360])
def test_in_a_shared_mailbox_one_says_who_one_is(team, clock, post, open_window, width):
    link = given_a_recap(team, clock, post, to=MAILBOX)
    karim = Professional(open_window(width=width, java_script_enabled=False), MAILBOX)
    karim.page.goto(link)
    karim.reads("Qui êtes-vous ?", "Karim B.", "Nadia B.")

    karim.press("Pas de réponse")
    karim.reads("Dites d’abord qui vous êtes.")
    karim.page.get_by_label("Karim B.").check()
    karim.press("Pas de réponse")

    karim.reads("C’est noté : pas de réponse. La promesse est tenue.", "Le Phare a essayé de te joindre")
    attempt = FollowUp.objects.get()
    assert (attempt.by.email, attempt.result) == ("karim@example.org", "NOT_REACHED")
    facts = Entry.objects.get(code="contact_request.acted_from_mail").facts
    assert (facts["via"], facts["chosen"]) == ("mail", True)


def test_a_link_that_is_over_leads_to_the_door(team, clock, post, open_window):
    link = given_a_recap(team, clock, post, to=NADIA)
    nadia = Professional(open_window(width=360), NADIA)
    nadia.page.goto(link)
    clock.forward(days=8, minutes=1)

    nadia.press("Je m’en occupe")

    assert nadia.title == "Ce lien ne permet plus d’agir"
    nadia.press("Me connecter")
    assert nadia.title == "Connexion des professionnels"


# --- The steps --------------------------------------------------------------------------------------
def given_a_recap(team, clock, post, *, to):
    FilingFactory(offers=[team], now=clock.now())
    post.deliver()
    found = LINK.search(post.mails_to(to)[-1])
    assert found is not None
    return found[0]


def every_request_of(page: Page) -> list[Request]:
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request))
    return sent


def a_scanner_that_runs_scripts_opens_it(scanner: Page, link: str, *, times: int) -> None:
    for _ in range(2):
        scanner.goto(link)
        for address in scanner.eval_on_selector_all("main a[href]", "all => all.map((each) => each.href)"):
            scanner.context.request.get(address)
    for _ in range(times):
        scanner.context.request.get(link)
        scanner.context.request.head(link)


def then_nothing_has_changed():
    request = ContactRequest.objects.get()
    assert (request.status, request.owner, FollowUp.objects.count()) == ("SENT", None, 0)
    assert OutgoingMessage.objects.count() == 3  # the receipt and the two recaps
    assert Entry.objects.filter(code="contact_request.acted_from_mail").count() == 0


def when_she_opens_it(nadia, link):
    nadia.page.goto(link)
    assert link.split("/")[5] not in nadia.page.url


def then_she_reads_little_and_the_page_suits_everybody(nadia):
    assert nadia.title == "Lina, 18 à 25 ans"
    nadia.reads("au plus tard le mercredi 25 novembre", "Préparer ton entretien", "sous votre nom : Nadia")
    assert [each for each in ("06 39 98", "lina@example.org", "Handicap") if each in nadia.text] == []
    assert accessibility_findings(nadia.page) == []
    assert sideways_scroll(nadia.page) <= 0


def when_she_takes_it(nadia, clock):
    clock.forward(minutes=10)
    nadia.press("Je m’en occupe")


def then_lina_is_told_and_the_page_says_so(nadia, post):
    nadia.reads("Vous suivez maintenant cette demande.", "Nadia va te contacter")
    assert nadia.button("Je m’en occupe").count() == 0
    post.deliver()
    assert "Nadia va te contacter" in post.mails_to("lina@example.org")[-1]


def when_she_has_called(nadia, clock):
    clock.forward(minutes=10)
    nadia.press("On s’est parlé")


def then_the_promise_is_kept(nadia):
    nadia.reads("C’est noté : vous vous êtes parlé. La promesse est tenue.")
    request = ContactRequest.objects.get()
    assert (request.status, request.owner.email) == ("CONTACTED", NADIA)
    assert request.first_attempt_at is not None


def and_the_secret_went_nowhere(link, sent, caplog, page):
    token = link.split("/")[5]
    assert [each.url for each in sent if token in each.headers.get("referer", "")] == []
    assert token not in page.content()
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    # What reaches the handlers of the settings is redacted: see tests/core/test_logs.py.
    assert [record for record in caplog.records if token in redacted(record.getMessage())] == []
