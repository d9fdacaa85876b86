"""What a professional arranges for their own work: the digest, the calendar, the ready answers."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from boussole.accounts import actions as accounts
from boussole.audit import trail
from boussole.contact_requests import actions
from boussole.contact_requests.models import CalendarFeed, DailyDigest, ReadyAnswer
from boussole.contact_requests.ready_answers import filled
from tests.factories.partners import ReferentFactory
from tests.signing import sign_in
from tests.web.extranet.reading import words

pytestmark = pytest.mark.django_db


def post(office, route, *args, **posted):
    office.hands.forward(seconds=1)
    return office.client.post(reverse(route, args=args), posted, follow=True).content.decode()


# --- The digest -------------------------------------------------------------------------------------
def test_the_hour_is_chosen_on_ones_account(office):
    page = office.client.get(reverse("account_home")).content.decode()
    assert "À 8\u00a0h, quand quelque chose vous attend" in page

    assert "Vous recevrez votre résumé à 17" in post(office, "account_digest", hour="17")
    assert DailyDigest.objects.get().hour == 17

    assert "Vous ne recevrez plus de résumé." in post(office, "account_digest", hour="")
    assert DailyDigest.objects.get().hour is None
    assert "Pas de résumé" in office.client.get(reverse("account_home")).content.decode()


def test_an_hour_of_the_night_is_refused(office):
    assert "hour" in office.client.post(reverse("account_digest"), {"hour": "3"}).context["form"].errors
    assert DailyDigest.objects.count() == 0


# --- The calendar -----------------------------------------------------------------------------------
@pytest.fixture
def feed(office) -> str:
    """The private address, as its owner copies it."""
    page = post(office, "account_calendar", geste="ouvrir")
    return page.split('<code class="secret-key">')[1].split("</code>")[0]


def path_of(address: str) -> str:
    return "/" + address.split("/", 3)[3]


def test_the_address_is_shown_until_it_is_copied_and_never_again(office, feed):
    assert feed in office.client.get(reverse("account_calendar")).content.decode()

    assert feed not in post(office, "account_calendar", geste="copiee")
    token = path_of(feed).split("/")[3].removesuffix(".ics")
    assert len(token) == 32
    assert token not in str(CalendarFeed.objects.values())
    assert token not in str(office.client.session.items())


def test_the_calendar_shows_the_dates_that_one_owes_by_number_alone(office, feed):
    waiting, mine = office.request(), office.request(phone="+33639981235", email="")
    actions.take_up(mine, by=office.nadia, now=office.hands.now)
    karims = office.request(phone="+33639981236", email="")
    actions.take_up(karims, by=ReferentFactory(structure=office.structure).user, now=office.hands.now)
    called = office.request(phone="+33639981237", email="")
    actions.log_attempt(called, kind="CALL", result="REACHED", by=office.nadia, now=office.hands.now)

    answer = Client().get(path_of(feed))

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(answer.content)
    assert calendar.errors == []
    events = {str(event["UID"]): event for event in calendar.walk("VEVENT")}
    assert set(events) == {f"{row.public_id}@boussole" for row in (waiting, mine)}
    event = events[f"{waiting.public_id}@boussole"]
    assert event["SUMMARY"] == f"Demande {waiting.filing.number}\u00a0: à contacter au plus tard"
    assert event["DTSTART"].dt == waiting.due_at.astimezone(waiting.local_timezone).date()
    assert event["DTSTAMP"].dt == waiting.filed_at
    assert [
        each for each in ("Lina", "Le Phare", waiting.offer_title) if each in answer.content.decode()
    ] == []


def test_every_line_suits_the_strictest_reader(office, feed):
    """RFC 5545: CRLF, 75 bytes at most, blocks closed in order, one UID each."""
    office.request()
    office.request(phone="+33639981235", email="")

    content = Client().get(path_of(feed)).content

    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert [line for line in lines if b"\n" in line or len(line) > 75] == []
    opened, uids = [], []
    for line in content.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]:
        name, separator, value = line.partition(":")
        assert separator, line
        if name == "BEGIN":
            opened.append(value)
        elif name == "END":
            assert opened.pop() == value
        elif name == "UID":
            uids.append(value)
    assert (opened, len(set(uids))) == ([], 2)


def test_a_program_that_has_read_everything_hears_so(office, feed):
    office.request()
    first = Client().get(path_of(feed))

    again = Client().get(path_of(feed), headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == "private, no-cache"

    office.request(phone="+33639981235", email="")
    assert Client().get(path_of(feed), headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_reading_changes_nothing_but_the_hour_of_the_last_reading(office, feed):
    for _ in range(10):
        Client().get(path_of(feed))
    assert CalendarFeed.objects.get().read_at == office.hands.now
    assert "Dernière lecture" in words(office.client.get(reverse("account_calendar")).content.decode())


def replace(office):
    post(office, "account_calendar", geste="ouvrir")


def close(office):
    post(office, "account_calendar", geste="fermer")


def disable(office):
    accounts.disable(office.nadia, by=None, now=office.hands.now)


@pytest.mark.parametrize("ending", [replace, close, disable])
def test_an_address_that_is_over_gives_nothing(office, feed, ending):
    office.request()
    ending(office)

    answer = Client().get(path_of(feed))

    assert answer.status_code == 404
    assert b"BEGIN" not in answer.content


def test_who_left_the_structure_reads_no_date(office, feed):
    office.request()
    office.nadia.referents.update(ends_on=office.hands.now.date() - timedelta(days=1))

    assert b"VEVENT" not in Client().get(path_of(feed)).content


# --- The ready answers ------------------------------------------------------------------------------
@pytest.fixture
def answer(office) -> ReadyAnswer:
    text = "Bonjour {prénom}, {moi} de {structure}. À demain {lieu} !"
    return actions.add_ready_answer(
        office.structure, title="Prise de contact", text=text, by=office.nadia, now=office.hands.now
    )


def test_an_answer_is_written_changed_deleted_and_each_is_traced(office):
    page = post(office, "extranet:add_ready_answer", title="  Premier   appel ", text="Bonjour {prénom}")
    assert "« Premier appel » est prête" in words(page)
    answer = ReadyAnswer.objects.get()
    assert (answer.title, answer.structure, answer.updated_by) == (
        "Premier appel",
        office.structure,
        office.nadia,
    )

    post(office, "extranet:change_ready_answer", answer.pk, title="Rappel", text="Bonjour")
    answer.refresh_from_db()
    assert (answer.title, answer.text) == ("Rappel", "Bonjour")

    assert "Toute la structure la perd" in words(office.get("delete_ready_answer", answer.pk))
    assert ReadyAnswer.objects.count() == 1
    post(office, "extranet:delete_ready_answer", answer.pk)
    assert ReadyAnswer.objects.count() == 0
    assert [entry.code for entry in trail.looks_at(answer)] == [
        "workshop.ready_answer_added",
        "workshop.ready_answer_changed",
        "workshop.ready_answer_deleted",
    ]


def test_a_title_serves_once(office, answer):
    page = post(office, "extranet:add_ready_answer", title="prise de CONTACT", text="Bonjour")

    assert "Une réponse de ce titre existe déjà" in words(page)
    assert "Bonjour" in page  # what was typed is kept


def test_nothing_written_says_what_to_write(office):
    page = words(post(office, "extranet:add_ready_answer", title="", text=""))

    assert ("Saisissez un titre." in page, "Saisissez le texte." in page) == (True, True)


def test_another_structure_does_not_see_them(office, answer):
    stranger = sign_in(Client(), ReferentFactory().user)
    for route in ("change_ready_answer", "delete_ready_answer"):
        url = reverse(f"extranet:{route}", args=[answer.pk])
        assert [getattr(stranger, method)(url).status_code for method in ("get", "post")] == [404, 404]
    assert "Prise de contact" not in stranger.get(reverse("extranet:ready_answers")).content.decode()


def test_without_a_script_the_page_comes_back_with_the_text_in_place(office, answer):
    request = office.request(first_name="Lina")

    page = office.get("contact_request", request.public_id, reponse=answer.pk)

    assert ">\nBonjour Lina, Nadia de Le Phare. À demain {lieu} !</textarea>" in page
    assert request.follow_ups.count() == 0


def test_the_answer_of_another_structure_fills_nothing(office, answer):
    other = ReferentFactory()
    theirs = actions.add_ready_answer(
        other.structure, title="Ailleurs", text="Secret d’ailleurs", by=other.user, now=office.hands.now
    )
    request = office.request()

    assert "Secret d’ailleurs" not in office.get("contact_request", request.public_id, reponse=theirs.pk)
    assert office.get("contact_request", request.public_id, reponse="' OR 1=1").count("</textarea>") >= 1


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Lina", "Bonjour Lina, Nadia."), ("", "Bonjour, Nadia."), ("{moi}", "Bonjour {moi}, Nadia.")],
)
def test_blanks(name, expected):
    assert filled("Bonjour {prénom}, {moi}.", first_name=name, structure="", me="Nadia") == expected
