"""Reading, taking away, erasing, « ce n’est pas moi »: without an account, at once (R5, R7, T7, T9, G12)."""

import json
import re
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from boussole.contact_requests import actions, links
from boussole.contact_requests.models import AccessCode, BlockedContact, CoordinatesLook, Filing
from boussole.contact_requests.own_data import MASKED
from boussole.mail.models import OutgoingMessage
from tests.factories.accounts import MandateFactory
from tests.factories.contact_requests import FilingFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import StructureFactory
from tests.web.public.test_codes import ask

PHONE = "06 39 98 12 34"


@pytest.fixture
def filing(open_theme):
    structure, _ = StructureFactory.with_referent(name="Mission locale du Phare")
    return FilingFactory(offers=[OfferFactory(structure=structure, title="Préparer ton entretien")])


@pytest.fixture
def contact_request(filing):
    return filing.contact_requests.get()


@pytest.fixture
def referent(contact_request):
    return contact_request.structure.referents.get().user


def by_link(visitor, filing):
    return visitor.open(f"/suivi/{links.token_for(filing)}/")


def by_code(visitor):
    return visitor.post("/suivi/retrouver/code/", code=ask(visitor))


def file_of(visitor) -> dict:
    page = visitor.client.get("/suivi/mes-donnees/fichier/")
    return json.loads(page.content)["demandes envoyées"][0]


# --- Reading and taking away -------------------------------------------------------------------------------
def test_with_a_code_everything_is_there(visitor, filing, contact_request, referent):
    now = visitor.time.now
    actions.log_attempt(
        contact_request, kind="CALL", result="REACHED", text="On se voit mardi.", by=referent, now=now
    )
    actions.add_note(contact_request, text="Secret.", visibility="PRIVATE", by=referent, now=now)
    by_code(visitor)

    visitor.open("/suivi/mes-donnees/")

    for held in (PHONE, "lina@example.org", "Plutôt le matin.", "Handicap ou maladie", "On se voit mardi."):
        assert held in visitor.text, held
    assert "Secret." not in visitor.text
    assert "note interne" in visitor.text


def test_the_link_alone_shows_neither_coordinates_nor_what_is_sensitive(visitor, filing):
    by_link(visitor, filing)

    visitor.open("/suivi/mes-donnees/")

    for hidden in (PHONE, "lina@example.org", "Plutôt le matin.", "Handicap ou maladie : Oui"):
        assert hidden not in visitor.text, hidden
    assert "Mission locale du Phare" in visitor.text
    assert file_of(visitor)["téléphone"] == MASKED


def test_who_can_receive_no_code_reads_everything_by_the_link(visitor, open_theme):
    filing = FilingFactory(phone="+33199001234", email="")
    by_link(visitor, filing)

    visitor.open("/suivi/mes-donnees/")

    assert "01 99 00 12 34" in visitor.text


def test_a_code_for_ones_own_contact_is_asked_with_one_press(visitor, filing):
    by_link(visitor, filing)

    visitor.post("/suivi/retrouver/ici/")
    code = AccessCode.objects.get()
    actions.write_code(code.pk, now=visitor.time.now)
    body = OutgoingMessage.objects.about(code).get().body
    digits = next(word for word in body.split() if word.isdecimal() and len(word) == 6)
    visitor.post("/suivi/retrouver/code/", code=digits)

    assert visitor.address == "/suivi/mes-donnees/"
    assert PHONE in visitor.text


def test_it_says_who_looked_by_their_role_and_why(visitor, filing, contact_request, referent):
    now = visitor.time.now
    animator = MandateFactory().user
    actions.record_look(contact_request, by=referent, now=now)
    actions.record_look(contact_request, by=referent, now=now)
    actions.record_list([contact_request], by=referent, now=now, coordinates=True)
    CoordinatesLook.objects.create(
        contact_request=contact_request, by=animator, reason="Personne n’a appelé.", at=now
    )
    by_code(visitor)

    told = file_of(visitor)["qui a regardé"]

    structure = "Mission locale du Phare"
    assert [
        (line["qui"].rpartition(", ")[2], line["quoi"], line.get("combien de fois"), line.get("raison"))
        for line in told
        if line["qui"] != "Toi, ou quelqu’un qui a ton lien ou ton téléphone"
    ] == [
        (structure, "a ouvert ta demande", 2, None),
        (structure, "a vu ta demande dans une liste", 1, None),
        (animator.mandates.get().territory.name, "a ouvert tes coordonnées", None, "Personne n’a appelé."),
    ]
    assert referent.last_name not in json.dumps(told, ensure_ascii=False)


def test_the_file_is_one_to_keep_and_no_browser_keeps_it(visitor, filing):
    by_code(visitor)

    page = visitor.client.get("/suivi/mes-donnees/fichier/")

    assert page.headers["Content-Disposition"] == 'attachment; filename="mes-donnees.json"'
    assert page.headers["Cache-Control"] == "no-store"
    assert [m["à"] for m in file_of(visitor)["messages écrits"]].count("toi") == 1


@pytest.mark.parametrize("path", ["mes-donnees/", "effacer/", "pas-moi/", "demandes/"])
def test_a_stranger_is_asked_for_a_code(visitor, filing, path):
    visitor.open(f"/suivi/{path}")

    assert visitor.address == "/suivi/retrouver/"


# --- Erasing -------------------------------------------------------------------------------------------------
def test_erasing_takes_two_presses_from_ones_page_and_effect_at_once(visitor, filing, contact_request):
    by_link(visitor, filing)
    visitor.open("/suivi/effacer/")
    assert "Effacer tes données ?" in visitor.text
    assert Filing.objects.get().anonymised_at is None

    visitor.post("/suivi/effacer/")

    assert visitor.address == "/suivi/effacer/fait/"
    assert (Filing.objects.get().phone, Filing.objects.get().email) == ("", "")
    contact_request.refresh_from_db()
    assert contact_request.outcome == "WITHDRAWN"
    assert visitor.client.cookies[settings.JOURNEY_COOKIE_NAME].value == ""


def test_afterwards_the_link_says_that_it_was_erased(visitor, filing):
    door = f"/suivi/{links.token_for(filing)}/"
    actions.erase(filing, now=visitor.time.now)

    page = visitor.open(door)

    assert page.status_code == 410
    assert "Cette demande a été effacée" in visitor.text


def test_with_a_code_all_of_ones_forms_are_erased_or_one(visitor, filing):
    other = FilingFactory()
    by_code(visitor)
    visitor.post("/suivi/demandes/", numero=other.number)

    visitor.post("/suivi/effacer/", quoi="celle-ci")
    assert list(Filing.objects.filter(anonymised_at__isnull=True)) == [filing]

    visitor.time.forward(hours=2)
    by_code(visitor)
    FilingFactory(now=visitor.time.now)
    visitor.post("/suivi/effacer/", quoi="tout")
    assert Filing.objects.filter(anonymised_at__isnull=True).count() == 0


# --- « Ce n’est pas moi » ---------------------------------------------------------------------------------------
def test_the_link_of_the_message_leads_straight_to_the_question(visitor, filing):
    body = OutgoingMessage.objects.get(template__endswith="acknowledgement").body
    address = next(line for line in body.split() if line.endswith("/pas-moi/"))

    page = visitor.open(address[address.index("/suivi/") :])

    assert "Tu n’as pas fait cette demande ?" in visitor.text
    assert links.token_for(filing) not in page.content.decode()
    assert Filing.objects.get().anonymised_at is None


def by_message(visitor, filing):
    return visitor.open(urlsplit(links.link_sent_to(filing, "lina@example.org")).path)


@pytest.mark.parametrize("door", [by_message, lambda visitor, filing: by_code(visitor)])
def test_one_press_erases_and_protects(visitor, filing, contact_request, door):
    door(visitor, filing)

    visitor.post("/suivi/pas-moi/")

    assert visitor.address == "/suivi/pas-moi/fait/"
    assert "119" in visitor.text
    assert "Pendant 90 jours" in visitor.text
    assert BlockedContact.objects.count() == 1  # the one that was read
    contact_request.refresh_from_db()
    assert contact_request.outcome == "UNWANTED"


def test_who_files_in_the_name_of_somebody_cannot_close_the_site_to_them(visitor, another_visitor):
    """The receipt holds a link too: it erases, and protects no contact that its reader was not seen to read."""
    visitor.reach_results()
    visitor.file(OfferFactory(title="Préparer ton entretien"))
    filing = Filing.objects.get()
    for door in (visitor, another_visitor()):
        by_link(door, filing)
        door.open("/suivi/pas-moi/")
        assert "90 jours, aucune demande" not in door.text

    visitor.post("/suivi/pas-moi/")

    assert "Pendant 90 jours" not in visitor.text
    assert Filing.objects.get().phone == ""
    assert not BlockedContact.objects.exists()


@pytest.mark.parametrize("forged", ["", "abcdef", "ABCDEFGHIJ"])
def test_a_mark_that_we_did_not_make_is_a_plain_link(visitor, filing, forged):
    visitor.open(f"/suivi/{links.token_for(filing)}{forged}/")
    visitor.open("/suivi/pas-moi/")

    assert "90 jours, aucune demande" not in visitor.text


def test_a_second_filing_gets_the_same_receipt_and_reaches_nobody(visitor, another_visitor, filing):
    offer = OfferFactory(title="Chercher un stage")
    actions.disown(filing, now=visitor.time.now)
    before = (Filing.objects.count(), OutgoingMessage.objects.count())

    visitor.reach_results()
    visitor.file(offer)
    refused = visitor.text
    assert visitor.address == "/ma-demande/envoyee/"
    assert (Filing.objects.count(), OutgoingMessage.objects.count()) == before

    stranger = another_visitor()
    stranger.time.now = visitor.time.now
    stranger.reach_results()
    stranger.file(offer, phone="06 39 98 55 34", wait=0)

    assert blanked(refused) == blanked(stranger.text)


def blanked(text: str) -> str:
    """Without what is different for everybody: the number, the link, the minute."""
    text = re.sub(r"https?://\S+", "LINK", text)
    text = re.sub(r"B-\w{4}-\w{4}", "NUMBER", text)
    return re.sub(r"\d\d? h \d\d|\d\d? h", "HOUR", text.replace("\u00a0", " "))


def test_the_same_refused_form_pressed_twice_keeps_its_number(visitor, filing):
    offer = OfferFactory()
    actions.disown(filing, now=visitor.time.now)
    visitor.reach_results()
    visitor.pick(offer)
    form = visitor.form()
    visitor.send(form)
    first = visitor.text

    visitor.send(form)

    number = next(word for word in first.split() if word.startswith("B-"))
    assert number in visitor.text


def test_its_dates_can_be_added_to_a_calendar_like_any_other(visitor, filing):
    actions.disown(filing, now=visitor.time.now)
    visitor.reach_results()
    visitor.file(OfferFactory(promised_days=2))

    assert b"20261125" in visitor.client.get("/ma-demande/agenda.ics").content
