"""Links that no longer answer are found, and our own network is never asked for a stranger."""

from datetime import timedelta

import pytest
from django.db import transaction

from boussole.offers.actions import checking_links
from boussole.offers.content import OfferContent
from boussole.offers.editorial.links import links_of
from boussole.offers.gateways import web
from boussole.offers.models import CheckedLink
from tests.factories import NOW
from tests.factories.offers import OfferFactory
from tests.fakes.website import website

DAY = timedelta(days=1)


@pytest.fixture
def site():
    with website() as fake:
        yield fake


def content(text: str) -> OfferContent:
    return OfferContent(theme="emploi", category="chercher", description=text)


def states() -> dict[str, tuple[str, str]]:
    rows = CheckedLink.objects.values_list("url", "status", "answer")
    return {url.rsplit("/", 1)[1]: (status, answer) for url, status, answer in rows}


def test_links_are_read_without_the_signs_around_them():
    text = "Vois «\u00a0https://example.org/a?b=1\u00a0», (https://example.org/c). Et https://example.org/a?b=1 !"
    assert links_of(content(text)) == ["https://example.org/a?b=1", "https://example.org/c"]


@pytest.mark.django_db
def test_what_answers_is_alive_what_is_gone_is_dead_and_the_rest_is_for_a_person(site):
    site.pages = {"/la": (200, ""), "/ferme": (403, ""), "/ici": (302, "/la"), "/rond": (302, "/rond")}
    text = " ".join(site.url(f"/{name}") for name in ("la", "parti", "ferme", "ici", "rond"))
    checking_links.ask_about(content(text), now=NOW)

    assert checking_links.sweep(now=NOW) == 5
    assert states() == {
        "la": ("ALIVE", ""),
        "parti": ("DEAD", "erreur 404"),
        "ferme": ("UNSURE", "erreur 403"),
        "ici": ("ALIVE", ""),
        "rond": ("UNSURE", "trop de redirections"),
    }


@pytest.mark.django_db
def test_a_link_is_asked_again_after_a_week_and_a_doubtful_one_the_next_day(site):
    site.pages = {"/la": (200, ""), "/ferme": (403, "")}
    checking_links.ask_about(content(f"{site.url('/la')} {site.url('/ferme')}"), now=NOW)
    checking_links.sweep(now=NOW)

    assert checking_links.sweep(now=NOW + DAY / 2) == 0
    assert checking_links.sweep(now=NOW + DAY) == 1
    assert checking_links.sweep(now=NOW + 7 * DAY) == 2


@pytest.mark.django_db
def test_an_unknown_name_is_dead_the_second_day_only():
    checking_links.ask_about(content("http://nulle-part.invalid/"), now=NOW)

    checking_links.sweep(now=NOW)
    first = states()
    checking_links.sweep(now=NOW + DAY)

    assert set(first.values()) == {("UNSURE", "nom de site inconnu")}
    assert set(states().values()) == {("DEAD", "nom de site inconnu")}


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "192.168.1.1", "[::1]", "localhost", "0.0.0.0"]
)
def test_our_own_network_is_never_asked(settings, site, host):
    settings.LINKS_MAY_BE_LOCAL = False
    site.pages = {"/secret": (200, "")}

    assert web.look(f"http://{host}:{site.port}/secret").answer == web.Answer.UNSURE
    assert site.asked == []


def test_a_redirection_towards_our_own_network_is_not_followed(settings, site, monkeypatch):
    """The first address is on the internet (as far as we can tell), and sends inside."""
    site.pages = {"/dehors": (302, "http://10.0.0.1/secret"), "/secret": (200, "")}
    settings.LINKS_MAY_BE_LOCAL = False
    really = web._address
    monkeypatch.setattr(
        web, "_address", lambda host, port: "127.0.0.1" if host == "127.0.0.1" else really(host, port)
    )

    assert web.look(site.url("/dehors")) == web.Look(web.Answer.UNSURE, "adresse privée")


@pytest.mark.django_db
def test_links_that_no_offer_quotes_any_more_are_forgotten():
    OfferFactory(description="Vois https://example.org/la.")
    with transaction.atomic():
        checking_links.ask_about(content("https://example.org/avant"), now=NOW - 40 * DAY)

    checking_links.refresh_list(now=NOW)

    assert list(CheckedLink.objects.values_list("url", flat=True)) == ["https://example.org/la"]
