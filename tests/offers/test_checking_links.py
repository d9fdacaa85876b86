"""Links that no longer answer are found, and our own network is never asked for a stranger."""

import socket
from contextlib import suppress
from datetime import timedelta
from threading import Thread
from time import sleep

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
    monkeypatch.setattr(web, "PORTS", (80, 443, site.port))
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


@pytest.mark.parametrize(
    "address",
    ["::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::a00:1", "fec0::1", "ff02::1", "224.0.0.1", "100.64.0.1"],
)
def test_no_writing_of_an_address_leads_inside(address):
    assert not web._is_public(address)


def test_only_the_ports_of_web_pages_are_tried(settings, monkeypatch):
    settings.LINKS_MAY_BE_LOCAL = False
    asked = []
    monkeypatch.setattr(web, "_address", lambda host, port: asked.append(port))

    for port in (22, 25, 5432, 6379, 8080):
        assert web.look(f"http://example.org:{port}/").answer == web.Answer.UNSURE
    assert asked == []


@pytest.mark.parametrize(
    "drip", [b"X: 1\r\n", b"a", b"HTTP/1.1 100 Continue\r\n\r\n"], ids=["headers", "bytes", "100"]
)
def test_a_site_that_answers_for_ever_is_cut(drip, monkeypatch):
    monkeypatch.setattr(web, "AT_MOST", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            line, _ = server.accept()
            with line, suppress(OSError):
                line.sendall(b"" if drip.startswith(b"HTTP") else b"HTTP/1.1 200 OK\r\n")
                while True:
                    line.sendall(drip)
                    sleep(0.02)

        thread = Thread(target=answer, daemon=True)
        thread.start()
        look = web.look(f"http://127.0.0.1:{server.getsockname()[1]}/")
        thread.join(timeout=5)

    assert look.answer in (web.Answer.ALIVE, web.Answer.UNSURE)  # its status may have been read before
    assert not thread.is_alive()
