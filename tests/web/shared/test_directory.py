"""The pages of the directory: who opens them, what each reads there, what leaves the site."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta

import openpyxl
import pytest
import vobject
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from boussole.accounts.models import Mandate, User
from boussole.audit.models import Entry
from boussole.mail.models import OutgoingMessage
from boussole.partners.directory.quotas import LIMITS, What
from boussole.partners.models import DirectoryCoordinate, DirectoryError, Referent, Structure
from tests.factories import NOW
from tests.factories.accounts import MandateFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.factories.territories import FIRMINY, TerritoryFactory
from tests.hands import hands
from tests.signing import sign_in
from tests.web.extranet.reading import words

__all__ = ["hands"]

pytestmark = pytest.mark.django_db
DIRECT = "ligne.directe@example.org"


@pytest.fixture(autouse=True)
def clock(hands):
    """Stands still."""


@pytest.fixture
def phare() -> Structure:
    TerritoryFactory()
    return StructureFactory(name="Le Phare")


@pytest.fixture
def nadia(phare) -> Referent:
    return ReferentFactory(structure=phare, user__first_name="Nadia", user__last_name="Belkacem")


@pytest.fixture
def escale() -> Structure:
    return StructureFactory(name="L’Escale de Firminy", commune=FIRMINY, network="Réseau des escales")


@pytest.fixture
def karim(escale) -> Referent:
    role = Referent.Role.MANAGER
    return ReferentFactory(structure=escale, user__first_name="Karim", user__last_name="Ziani", role=role)


@pytest.fixture
def claire(phare) -> User:
    return MandateFactory(user__first_name="Claire", user__last_name="Morel").user


def shown(owner: Structure | Referent | Mandate, value=DIRECT, visibility="DIRECTORY") -> DirectoryCoordinate:
    kind = owner._meta.model_name
    agreed = None if visibility == "NOBODY" else NOW
    return DirectoryCoordinate.objects.create(
        **{kind: owner}, kind="EMAIL", value=value, visibility=visibility, consented_at=agreed, changed_at=NOW
    )


def page(user: User, name: str, *args, site="extranet", status=200, **query) -> str:
    answer = sign_in(Client(), user).get(reverse(f"{site}:{name}", args=args), query)
    assert answer.status_code == status
    return words(answer.content.decode())


# --- Who opens it -------------------------------------------------------------------------------------
def test_a_partner_finds_another_one_and_reads_the_line_that_it_shows(nadia, karim, escale):
    shown(karim)

    found = page(nadia.user, "directory", q="escale")
    card = page(nadia.user, "directory_structure", escale.public_id)

    assert "L’Escale de Firminy" in found
    assert DIRECT not in found
    assert "Karim Ziani" in card
    assert DIRECT in card


@pytest.mark.parametrize(
    "left",
    [
        {"status": "ENDED", "ends_on": date(2026, 10, 1)},
        {"status": "SIGNING", "signed_on": None, "tolerated_until": date(2026, 12, 31)},
    ],
    ids=["ended", "tolerated"],
)
def test_without_a_charter_in_force_there_is_no_directory(nadia, phare, escale, left):
    phare.charters.update(**left)

    for name, args in (("directory", ()), ("directory_structure", (escale.public_id,))):
        page(nadia.user, name, *args, status=404)
    assert "Annuaire" not in page(nadia.user, "home")


@pytest.mark.parametrize("visibility", ["DIRECTORY", "TERRITORY"])
def test_who_left_keeps_the_hand_on_what_is_theirs(nadia, phare, visibility):
    line = shown(nadia, visibility=visibility)
    phare.charters.update(status="ENDED", ends_on=date(2026, 10, 1))

    answer = sign_in(Client(), nadia.user).post(
        reverse("extranet:my_coordinates"), {"pour": str(nadia.public_id), "retirer": "1"}
    )

    line.refresh_from_db()
    assert answer.status_code == 302
    assert (line.visibility, line.consented_at) == ("NOBODY", None)


def test_an_observer_reads_figures_alone(phare):
    observer = MandateFactory(role=Mandate.Role.OBSERVER).user

    page(observer, "directory", site="animators", status=404)
    page(observer, "my_coordinates", site="animators", status=404)
    claire = MandateFactory().user
    page(claire, "directory_person", observer.mandates.get().public_id, site="animators", status=404)


@pytest.mark.parametrize("role", ["ANIMATOR", "REGIONAL", "NATIONAL"])
def test_those_who_run_the_network_read_it(phare, escale, karim, role):
    scope = {"territory": None} if role != "ANIMATOR" else {}
    region = {"region": "84"} if role == "REGIONAL" else {}
    someone = MandateFactory(role=role, **scope, **region).user

    assert "L’Escale" in page(someone, "directory", site="animators", q="Escale")
    assert "Karim Ziani" in page(someone, "directory_structure", escale.public_id, site="animators")


# --- Looking ------------------------------------------------------------------------------------------
def test_without_a_question_the_page_teaches(nadia):
    assert "Qui cherchez-vous ?" in page(nadia.user, "directory")
    assert "Personne ne correspond" in page(nadia.user, "directory", q="xylophone")
    assert "Aucune commune ne porte ce nom" in page(nadia.user, "directory", ou="xyzzyx")


def test_a_search_asks_as_many_queries_for_one_result_as_for_many(nadia, escale):
    client = sign_in(Client(), nadia.user)
    url = reverse("extranet:directory") + "?ou=42000&rayon=50"
    client.get(url)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url).status_code == 200
        return len(seen)

    for_two = queries()
    for _ in range(4):
        ReferentFactory(structure=StructureFactory(commune=FIRMINY))
    assert queries() == for_two


def test_a_card_asks_as_many_queries_for_one_person_as_for_many(nadia, escale, karim):
    client = sign_in(Client(), nadia.user)
    url = reverse("extranet:directory_structure", args=[escale.public_id])
    client.get(url)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url).status_code == 200
        return len(seen)

    for_one = queries()
    for _ in range(3):
        shown(ReferentFactory(structure=escale))
    assert queries() == for_one


def test_beyond_a_day_of_work_the_directory_waits_and_the_trace_says_so(
    nadia, karim, escale, hands, monkeypatch
):
    hour, day = timedelta(hours=1), timedelta(days=1)
    assert LIMITS[What.CARD] == ((40, hour), (120, day)), "to copy the country takes months"
    monkeypatch.setitem(LIMITS, What.CARD, ((4, hour), (5, day)))
    client = sign_in(Client(), nadia.user)
    cards = {"directory_structure": escale, "directory_person": karim}
    every_way = [
        reverse(f"extranet:{route}{kind}", args=[row.public_id])
        for route, row in cards.items()
        for kind in ("", "_vcard")
    ]

    def looks() -> list[int]:
        return [client.get(url).status_code for url in every_way]

    assert looks() == [200] * 4, "each way to read a coordinate is one more look"
    assert looks() == [429] * 4
    hands.forward(hours=1)
    assert looks() == [200, 429, 429, 429]
    assert Entry.objects.filter(code="directory.quota_reached").count() == 2


# --- One entry for an address book ----------------------------------------------------------------------
def test_a_card_for_an_address_book_has_what_was_agreed_and_nothing_else(nadia, karim, escale):
    shown(karim, visibility="NOBODY")
    client = sign_in(Client(), nadia.user)
    url = reverse("extranet:directory_person_vcard", args=[karim.public_id])
    assert DIRECT not in client.get(url).content.decode()

    DirectoryCoordinate.objects.update(visibility="TERRITORY", consented_at=NOW)
    answer = client.get(url)

    read = vobject.readOne(answer.content.decode())
    assert answer["Content-Type"] == "text/vcard; charset=utf-8"
    assert (read.fn.value, read.org.value, read.email.value) == (
        "Karim Ziani",
        ["L’Escale de Firminy"],
        DIRECT,
    )


def test_the_card_of_an_animator_and_of_a_structure(nadia, claire, escale):
    mandate = claire.mandates.get()
    shown(mandate)
    shown(escale, "partenaires@example.org")
    Structure.objects.filter(pk=escale.pk).update(email="partenaires@example.org")

    assert DIRECT in page(nadia.user, "directory_person", mandate.public_id)
    assert "Ligne des partenaires partenaires@example.org" in page(
        nadia.user, "directory_structure", escale.public_id
    )
    vcard = sign_in(Client(), nadia.user).get(
        reverse("extranet:directory_structure_vcard", args=[escale.public_id])
    )
    assert vcard.content.decode().count("EMAIL:partenaires@example.org") == 1, "public and for partners: once"


# --- What one shows of oneself --------------------------------------------------------------------------
def test_choosing_who_sees_is_agreeing_and_it_acts_at_once(nadia, karim):
    def said(seen: str, number: str = "01 99 00 42 17") -> object:
        form = f"p{karim.public_id.hex}"
        return sign_in(Client(), karim.user).post(
            reverse("extranet:my_coordinates"),
            {
                "pour": str(karim.public_id),
                f"{form}-EMAIL": "",
                f"{form}-EMAIL_seen": "NOBODY",
                f"{form}-PHONE": number,
                f"{form}-PHONE_seen": seen,
                f"{form}-MOBILE": "",
                f"{form}-MOBILE_seen": "NOBODY",
            },
        )

    assert said("TERRITORY").status_code == 302
    assert "01 99 00 42 17" in page(nadia.user, "directory_person", karim.public_id)
    said("NOBODY")
    assert "01 99 00 42 17" not in page(nadia.user, "directory_person", karim.public_id)
    assert DirectoryCoordinate.objects.get().value == "+33199004217"
    wrong = said("DIRECTORY", "01 99 00")
    assert wrong.status_code == 200
    assert "il faut 10" in words(wrong.content.decode())
    assert "01 99 00" in wrong.content.decode()


def test_the_lines_of_a_structure_are_its_managers(nadia, phare, karim, escale):
    assert "La structure L’Escale" in page(karim.user, "my_coordinates")
    assert "La structure Le Phare" not in page(nadia.user, "my_coordinates")

    answer = sign_in(Client(), nadia.user).post(
        reverse("extranet:my_coordinates"), {"pour": str(phare.public_id)}
    )

    assert answer.status_code == 404


# --- Mistakes -------------------------------------------------------------------------------------------
def test_a_mistake_is_told_mended_and_answered(nadia, karim, escale, claire):
    reporter = sign_in(Client(), nadia.user)
    reporter.post(
        reverse("extranet:report_directory_error", args=[escale.public_id]), {"text": "Le numéro a changé."}
    )
    told = OutgoingMessage.objects.filter(template="partners/messages/directory_error")
    assert sorted(told.values_list("to_address", flat=True)) == sorted([karim.user.email, claire.email])
    assert "Le numéro a changé." in page(karim.user, "directory_errors")
    assert "Le numéro a changé." in page(claire, "directory_errors", site="animators")
    error = DirectoryError.objects.get()
    assert "Corrigez d’abord la fiche de la structure" in page(karim.user, "directory_error", error.public_id)
    page(nadia.user, "directory_error", error.public_id, status=404)

    sign_in(Client(), karim.user).post(
        reverse("extranet:directory_error", args=[error.public_id]), {"answer": "Corrigé, merci."}
    )

    answer = OutgoingMessage.objects.get(template="partners/messages/directory_error_settled")
    assert answer.to_address == nadia.user.email
    assert "Corrigé, merci." in answer.body
    assert "déjà réglée" in page_after_settling(claire, error)


def page_after_settling(claire: User, error: DirectoryError) -> str:
    """Somebody was faster: the page says so."""
    url = reverse("animators:directory_error", args=[error.public_id])
    return words(sign_in(Client(), claire).post(url, {"answer": "Moi aussi."}, follow=True).content.decode())


# --- A whole territory ----------------------------------------------------------------------------------
def test_a_territory_is_printed_and_exported_by_its_animation_alone_with_a_trace(nadia, karim, claire):
    shown(karim, "=cmd|' /C calc'!A0")
    elsewhere = MandateFactory(
        territory=TerritoryFactory(code="ailleurs", name="Paris", areas=["departement:75"])
    ).user
    national = MandateFactory(role="NATIONAL", territory=None).user
    assert "Karim Ziani" in page(claire, "directory_of_territory", "loire", site="animators")
    page(elsewhere, "directory_of_territory", "loire", site="animators", status=404)
    page(national, "directory_of_territory", "loire", site="animators", status=404)

    url = reverse("animators:export_directory", args=["loire"])
    answer = sign_in(Client(), claire).post(url)

    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    people = {row[6]: row[10] for row in rows[1:]}
    assert people == {"Karim Ziani": "'=cmd|' /C calc'!A0", "Nadia Belkacem": None}
    taken = Entry.objects.filter(code="directory.taken_away", actor_id=claire.pk).order_by("pk")
    assert [entry.facts for entry in taken] == [
        {"format": "print", "structures": 2},
        {"format": "xlsx", "structures": 2},
    ]


def test_a_territory_leaves_the_site_only_after_a_fresh_second_factor(claire, monkeypatch):
    monkeypatch.setattr("boussole.web.shared.access.FRESH", -1)

    for route in ("directory_of_territory", "export_directory"):
        answer = sign_in(Client(), claire).get(reverse(f"animators:{route}", args=["loire"]))
        assert answer["Location"].startswith("/extranet/compte/second-facteur/")


# --- Never public ---------------------------------------------------------------------------------------
def test_what_the_directory_knows_is_on_no_public_page(nadia, karim, escale, hands):
    """A crawl of what anybody may open: from the home page, every link, and not one address of the directory."""
    shown(karim)
    shown(escale, "partenaires@example.org")
    crawler, to_see, seen = Client(), {"/"}, {}
    while to_see and len(seen) < 60:
        address = to_see.pop()
        answer = crawler.get(address, follow=True)
        seen[address] = answer.content.decode(errors="replace") if not answer.streaming else ""
        links = re.findall(r'href="(/[^"#]*)"', seen[address])
        to_see |= {link for link in links if not link.startswith("/static/")} - set(seen)

    assert len(seen) > 5
    assert [
        where for where, text in seen.items() if DIRECT in text or "partenaires@example.org" in text
    ] == []
    # The door of the directory is the sign-in page.
    assert crawler.get(reverse("extranet:directory"))["Location"].startswith("/extranet/compte/connexion/")
