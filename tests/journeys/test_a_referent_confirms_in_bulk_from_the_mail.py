"""A reminder arrives; whatever opens its link changes nothing; on her phone, Nadia confirms them all but one."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page

from boussole.offers.actions import reminding
from boussole.offers.models import Offer
from tests.browser import sideways_scroll
from tests.factories import NOW
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.journeys.professional import Professional

pytestmark = pytest.mark.browser

NADIA = "nadia@example.org"
LINK = re.compile(r"https?://\S+/extranet/confirmation/\S+")
TITLES = ("Préparer ton entretien", "Réparer ton vélo", "Trouver un stage")


@pytest.fixture
def offers(transactional_db, clock):
    """Nadia answers for Le Phare: one of its three offers is down in the results already."""
    structure = StructureFactory(name="Le Phare")
    ReferentFactory(structure=structure, user__first_name="Nadia", user__email=NADIA)
    return [
        OfferFactory(structure=structure, title=title, confirm_by=NOW.date() + timedelta(days=days))
        for title, days in zip(TITLES, (10, 0, -31), strict=True)
    ]


def test_a_referent_confirms_in_bulk_from_the_mail(offers, clock, post, open_window):
    link = given_a_reminder(clock, post)
    nadia = Professional(open_window(width=320, java_script_enabled=False), NADIA)
    a_scanner_opens_it(open_window(), link)
    then_nothing_is_confirmed()

    nadia.page.goto(link)
    then_she_reads_her_offers_and_no_secret_stays(nadia, link)
    when_she_unticks_one_and_confirms_the_others(nadia)
    then_they_are_shown_as_before_and_the_last_one_waits(nadia)

    nadia.press("Elle est toujours d’actualité")
    nadia.reads("1 offre reste à jour.")
    assert Offer.objects.filter(confirmed_at__isnull=False).count() == 3


def given_a_reminder(clock, post) -> str:
    assert reminding.remind_due(now=clock.now()) == 1
    assert reminding.remind_due(now=clock.now()) == 0
    post.deliver()
    (mail,) = post.mails_to(NADIA)
    assert [title for title in TITLES if title not in mail] == []
    return LINK.search(mail)[0]


def a_scanner_opens_it(scanner: Page, link: str) -> None:
    scanner.goto(link)
    for _ in range(5):
        scanner.context.request.get(link)
        scanner.context.request.head(link)


def then_nothing_is_confirmed() -> None:
    assert not Offer.objects.filter(confirmed_at__isnull=False).exists()


def then_she_reads_her_offers_and_no_secret_stays(nadia: Professional, link: str) -> None:
    assert nadia.title == "Toujours d’actualité ?"
    nadia.reads("Bonjour Nadia", *TITLES, "En fin de liste depuis le")
    token = link.rstrip("/").rpartition("/")[2]
    assert token not in nadia.page.url + nadia.page.content()
    assert [each for each in ("01 99 00", "@example.org") if each in nadia.text] == []
    assert sideways_scroll(nadia.page) <= 0


def when_she_unticks_one_and_confirms_the_others(nadia: Professional) -> None:
    nadia.page.locator("main label", has_text="Réparer ton vélo").click()
    nadia.press("Seulement les offres cochées")
    nadia.reads("2 offres restent à jour.")


def then_they_are_shown_as_before_and_the_last_one_waits(nadia: Professional) -> None:
    confirmed = Offer.objects.filter(confirmed_at__isnull=False).order_by("title")
    assert [offer.title for offer in confirmed] == ["Préparer ton entretien", "Trouver un stage"]
    assert not any(
        row.comes_last for offer in confirmed for row in offer.reach.all() if row.starts_on <= NOW.date()
    )
    nadia.reads("Réparer ton vélo")
