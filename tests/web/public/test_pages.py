"""What the law and the guarantees want on every page."""

import re
from datetime import date
from html.parser import HTMLParser
from uuid import uuid4

import pytest
from django.urls import reverse

from boussole.offers.models import Offer, OfferReach
from boussole.web.public.urls import urlpatterns
from boussole.web.shared import accessibility
from boussole.web.shared.accessibility import Audit, mention
from tests.factories.offers import OfferFactory
from tests.factories.territories import TerritoryFactory
from tests.typography import problems_in_html

TEXTS = (
    "/comment-ca-marche/",
    "/mentions-legales/",
    "/confidentialite/",
    "/confidentialite/15-17-ans/",
    "/confidentialite/adultes/",
    "/accessibilite/",
    "/plan-du-site/",
)
FOOTER = (
    'href="/comment-ca-marche/"',
    'href="/plan-du-site/"',
    'href="/accessibilite/">Accessibilité\u00a0: non conforme',
    'href="/mentions-legales/"',
    'href="/confidentialite/"',
)


@pytest.fixture
def every_page(visitor):
    """Each page of the site, as a young person meets it, by its address."""
    offer = OfferFactory(code="preparer-entretien")
    get = visitor.client.get

    def pages_at(*addresses):
        return {address: get(address) for address in addresses}

    pages = pages_at(
        "/", *TEXTS, "/communes/?q=saint", "/offres/preparer-entretien/", "/offres/inconnue/", "/perdu/"
    )
    visitor.live_in()
    pages |= pages_at("/themes/", "/themes/inconnu/", "/avant-15-ans/", "/ma-commune/autre/")
    pages |= pages_at("/themes/emploi/questions/0/")
    visitor.say_age(19)
    pages |= pages_at("/themes/emploi/questions/1/", "/ma-demande/envoyee/", "/suivi/")
    pages["nothing chosen"] = get("/ma-demande/")
    pages["results"] = visitor.reach_results()
    pages["form"] = visitor.pick(offer) and visitor.open("/ma-demande/")
    pages["errors"] = visitor.post("/ma-demande/", **{**visitor.form(), "phone": "12"})
    pages["receipt"] = visitor.file(offer)
    pages["already sent"] = get("/ma-demande/")
    pages |= pages_at("/suivi/", "/suivi/coordonnees/", "/suivi/annuler/", "/suivi/inconnu-12/")
    Offer.objects.update(status=Offer.Status.PAUSED)
    OfferReach.objects.all().delete()
    pages["no result"] = visitor.open("/themes/emploi/resultats/")
    pages["gone"] = get("/offres/preparer-entretien/")
    return pages


def test_every_page_has_its_title_its_footer_and_its_protections(every_page):
    for address, page in every_page.items():
        html = page.content.decode()
        assert html.count("<h1") == 1, address
        assert html.count("<title>") == 1, address
        for link in FOOTER:
            assert link in html.replace(" :", "\u00a0:"), (address, link)
        assert not re.search(r"\son[a-z]+=|\sstyle=|<script>|<style", html), address
        policy = page.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy, address
        assert "unsafe" not in policy, address
        assert "geolocation=()" in page.headers["Permissions-Policy"], address
        assert page.headers["X-Frame-Options"] == "DENY", address
        assert page.headers["Referrer-Policy"] in ("same-origin", "no-referrer"), address


def test_only_texts_may_be_kept_by_a_browser(every_page):
    kept = {a for a, page in every_page.items() if page.headers["Cache-Control"] != "no-store"}

    assert kept == set(TEXTS) - {"/confidentialite/"}
    assert {every_page[address].headers["Cache-Control"] for address in kept} == {"private, max-age=600"}


def test_every_page_is_written_with_french_typography(every_page):
    assert {
        address: problems
        for address, page in every_page.items()
        if (problems := problems_in_html(page.content.decode()))
    } == {}


def test_no_page_asks_anything_of_another_site(every_page):
    for address, page in every_page.items():
        loaded = re.findall(r"<(?:script|link|img)[^>]+(?:src|href)=\"([^\"]+)\"", page.content.decode())
        outside = [url for url in loaded if not url.startswith(("/", "http://testserver/"))]
        assert outside == [], address


def test_every_field_has_a_name_that_is_read_aloud(every_page):
    for address, page in every_page.items():
        assert _Labels.without_one(page.content.decode()) == [], address


class _Labels(HTMLParser):
    """Which visible fields have no label."""

    def __init__(self) -> None:
        super().__init__()
        self.labels: set[str | None] = set()
        self.fields: list[str | None] = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "label":
            self.labels.add(given.get("for"))
        if tag in ("input", "select", "textarea") and given.get("type") != "hidden":
            self.fields.append(given.get("id"))

    @classmethod
    def without_one(cls, html):
        reader = cls()
        reader.feed(html)
        return [field for field in reader.fields if field not in reader.labels]


SAMPLES = {"pk": 1, "number": 1, "code": "emploi", "public_id": uuid4(), "token": "x" * 32}


def test_every_route_opens_without_an_account(visitor):
    for route in urlpatterns:
        kwargs = {name: SAMPLES[name] for name in route.pattern.converters}
        response = visitor.client.get(reverse(f"public:{route.name}", kwargs=kwargs))
        assert "/extranet/" not in response.headers.get("Location", ""), route.name
        assert response.status_code < 500, route.name


# --- Legal pages ------------------------------------------------------------------------------------------------
def test_the_legal_notice_names_who_publishes_and_who_hosts(visitor, settings):
    settings.HOSTING_NOTICE = "Hébergeur fictif, 1 rue du Serveur, 42000 Saint-Étienne, 01 99 00 00 00"
    visitor.open("/mentions-legales/")

    for words in (
        "Info Jeunes Loire",
        "Sylvie Meunier-Okafor",
        "1 place de la Rose-des-Vents",
        "Hébergeur fictif",
    ):
        assert words in visitor.text


def test_the_notice_says_what_the_regulation_wants(visitor):
    """RGPD 13: who, whom to write to, why, on what ground, who reads, how long, which rights, to whom to complain."""
    visitor.open("/confidentialite/")

    for words in (
        "Info Jeunes Loire",
        "dpo@example.org",
        "mission d’intérêt public",
        "accord explicite",
        "Qui les lit",
        "six mois après sa fin",
        "corriger",
        "CNIL",
        "hors de l’Union européenne",
        "Pas de décision automatique",
        "Un seul moyen de te joindre suffit, le reste est facultatif",
    ):
        assert words in visitor.text


@pytest.mark.parametrize(("age", "minor"), [(16, True), (17, True), (18, False), (25, False)])
def test_the_notice_fits_the_age_that_we_know(visitor, age, minor):
    visitor.live_in()
    visitor.say_age(age)
    visitor.open("/confidentialite/")

    assert ("Tes données, si tu as de 15 à 17 ans" in visitor.text) is minor


def test_the_notice_for_minors_is_easier_to_read(visitor):
    visitor.open("/confidentialite/15-17-ans/")
    minors = _words_per_sentence(visitor.text)
    visitor.open("/confidentialite/adultes/")

    assert minors < 12
    assert minors < _words_per_sentence(visitor.text)


def _words_per_sentence(text):
    body = text.partition("Tes données")[2].partition("Gratuit, sans compte")[0]
    sentences = [sentence for sentence in re.split(r"[.!?:;]\s", body) if sentence.strip()]
    return sum(len(sentence.split()) for sentence in sentences) / len(sentences)


def test_the_accessibility_statement_follows_the_format_and_claims_nothing(visitor):
    visitor.open("/accessibilite/")

    for words in (
        "Déclaration d’accessibilité",
        "État de conformité",
        "non conforme",
        "RGAA",
        "Résultats des tests",
        "Contenus non accessibles",
        "Établissement de cette déclaration",
        "Retour d’information et contact",
        "Voies de recours",
        "Défenseur des droits",
        "Réponse en une semaine au plus",
    ):
        assert words in visitor.text


@pytest.mark.parametrize(
    ("met", "audited_on", "says"),
    [
        (106, date(2026, 6, 1), "totalement conforme"),
        (60, date(2026, 6, 1), "partiellement conforme"),
        (40, date(2026, 6, 1), "non conforme"),
        (106, date(2023, 11, 1), "non conforme"),  # three years have passed
    ],
)
def test_the_mention_comes_from_a_valid_audit(met, audited_on, says):
    assert mention(date(2026, 11, 23), Audit("Un cabinet", audited_on, met, 106, ("Accueil",))) == says


def test_nobody_has_audited_the_site_yet():
    assert accessibility.LAST_AUDIT is None
    assert mention(date(2026, 11, 23)) == "non conforme"


# --- For machines ---------------------------------------------------------------------------------------------
def test_the_site_map_holds_the_pages_and_the_offers_shown_today(visitor):
    OfferFactory(code="ouverte")
    OfferFactory(code="en-pause", status=Offer.Status.PAUSED)

    answer = visitor.client.get("/sitemap.xml")
    text = answer.content.decode()

    assert answer.headers["Content-Type"].startswith("application/xml")
    assert "<loc>http://testserver/offres/ouverte/</loc>" in text
    assert "en-pause" not in text
    assert "<loc>http://testserver/comment-ca-marche/</loc>" in text


def test_robots_know_where_to_go(visitor):
    text = visitor.client.get("/robots.txt").content.decode()

    assert "Disallow: /suivi/" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text


def test_whoever_finds_a_weakness_knows_whom_to_tell(visitor, settings):
    settings.OPERATOR_EMAIL = "exploitation@example.org"
    text = visitor.client.get("/.well-known/security.txt").content.decode()

    assert "Contact: mailto:exploitation@example.org" in text
    assert "Expires: 2027-05-22T00:00:00Z" in text


def test_the_whole_visit_uses_two_cookies(visitor):
    TerritoryFactory()
    visitor.reach_results()
    visitor.file(OfferFactory())

    assert set(visitor.client.cookies) <= {"parcours", "csrftoken"}


def test_a_page_is_sent_compressed_when_the_browser_can_read_it(visitor):
    answer = visitor.client.get("/comment-ca-marche/", headers={"Accept-Encoding": "gzip"})

    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["Vary"]
