"""A robot with a partner's session: at the thirty-first request the second factor is asked again (T3, G19)."""

from urllib.parse import unquote

import pytest
from django.urls import reverse

from boussole.accounts import second_factor
from boussole.audit.models import Entry
from boussole.contact_requests import actions
from boussole.contact_requests.actions import MOST_FILES, MOST_LISTED
from boussole.mail.models import OutgoingMessage
from tests.factories.accounts import SECRET, MandateFactory, code
from tests.signing import sign_in

CONFIRM = "/extranet/compte/second-facteur/confirmation/"
KEPT = "/extranet/compte/reprise/"


@pytest.fixture
def requests(office):
    """As many as a robot would take."""
    second_factor.keep_application(office.nadia, SECRET, period=0)
    return [office.request() for _ in range(60)]


@pytest.fixture
def next_ones(office):
    """An hour of reading is over: these come after, and five were read."""
    second_factor.keep_application(office.nadia, SECRET, period=0)
    found = [office.request() for _ in range(MOST_FILES + 5)]
    for each in found[:MOST_FILES]:
        office.hands.forward(seconds=1)
        actions.look(each, by=office.nadia, now=office.hands.now)
    return found[MOST_FILES - 5 :]


def page_of(found):
    return reverse("extranet:contact_request", args=[found.public_id])


def read(office, address):
    """A page, its no-break spaces as any other."""
    return office.client.get(address).content.decode().replace("\u00a0", " ")


def statuses(office, requests):
    """What each page answers, one a second."""
    answers = []
    for found in requests:
        office.hands.forward(seconds=1)
        answers.append(office.client.get(page_of(found)))
    return [answer.status_code for answer in answers]


def test_a_robot_opens_thirty_of_sixty_and_is_told_on(office, requests):
    MandateFactory(user__email="animation@example.org")

    assert statuses(office, requests) == [200] * MOST_FILES + [302] * 30

    assert Entry.objects.filter(code="contact_request.opened").count() == MOST_FILES
    told = OutgoingMessage.objects.filter(template__endswith="bulk_reading")
    assert [message.to_address for message in told] == ["animation@example.org"]
    assert (told[0].created_at - office.hands.now).total_seconds() <= 300


def test_a_form_sent_without_looking_first_opens_no_more_and_is_kept(office, requests):
    """A refused note shows the page again, a hand-over says what goes with it: they are not a way around."""
    for found in requests[:MOST_FILES]:
        actions.record_look(found, by=office.nadia, now=office.hands.now)
    note, hand_over = (
        reverse(f"extranet:{name}", args=[requests[-1].public_id]) for name in ("note", "redirect")
    )

    assert office.client.post(hand_over, {"etape": "transmis"}).status_code == 302
    stopped = office.client.post(note, {"text": "Elle rappelle demain matin.", "known": "x"})
    assert unquote(stopped["Location"]) == f"{CONFIRM}?next={KEPT}"
    assert requests[-1].filing.phone not in office.client.get(note, follow=True).content.decode()

    office.hands.forward(seconds=1)
    assert office.client.post(stopped["Location"], {"code": code()})["Location"] == KEPT
    assert "Elle rappelle demain matin." in read(office, KEPT)


def test_the_desk_gives_the_numbers_of_the_most_urgent_and_leads_to_the_others(office, requests):
    """Twenty in the hour; a third is left for the files that one opens."""
    page = read(office, reverse("extranet:home"))

    assert (page.count("tel:"), page.count("Voir comment joindre")) == (MOST_LISTED, 30)
    assert statuses(office, requests[MOST_LISTED : MOST_FILES + 1]) == [200] * 10 + [302]
    assert read(office, reverse("extranet:home")).count("tel:") == MOST_FILES


def test_the_person_shows_their_factor_and_goes_on_from_where_they_were(office, next_ones):
    there = page_of(next_ones[5])
    office.hands.forward(seconds=1)
    stopped = office.client.get(there)

    assert unquote(stopped["Location"]) == f"{CONFIRM}?next={there}"
    assert f"Vous avez vu comment joindre {MOST_FILES} jeunes en une heure" in read(office, CONFIRM)
    assert office.client.post(stopped["Location"], {"code": code()})["Location"] == there
    assert statuses(office, next_ones) == [200] * 10


def test_what_was_read_already_stays_open(office, next_ones):
    """Somebody at work comes back to the same requests, and sends their forms."""
    assert statuses(office, next_ones) == [200] * 5 + [302] * 5

    said = office.post("note", next_ones[0].public_id, text="Rappeler demain.", visibility="SHARED", known=0)
    assert "Votre note est ajoutée." in said


def test_a_factor_shown_before_the_stop_does_not_count(office, next_ones):
    """Signed in a minute ago, with a code: a robot does that too."""
    sign_in(office.client, office.nadia)

    assert statuses(office, next_ones[5:8]) == [302, 302, 302]


def test_where_no_factor_is_asked_nobody_is_stopped_and_it_is_told(office, next_ones, settings):
    settings.SECOND_FACTOR_REQUIRED = False  # the demo

    assert statuses(office, next_ones[5:]) == [200] * 5
    assert OutgoingMessage.objects.filter(template__endswith="bulk_reading_own").count() == 1
