"""Robots wait for a person to look at them; a class of thirty behind one address does not (T10, G25)."""

import pytest

from boussole.contact_requests.models import ContactRequest, Filing
from boussole.mail.models import OutgoingMessage
from tests.factories.offers import OfferFactory

SCHOOL = "192.0.2.7"
ROBOT = "198.51.100.9"


def held():
    return Filing.objects.filter(is_quarantined=True).count()


def file_as(visitor, offer, **changes):
    visitor.live_in()
    visitor.say_age(17)
    return visitor.file(offer, **changes)


def test_a_doubtful_form_sees_the_same_page_and_writes_to_nobody(visitor, another_visitor):
    offer = OfferFactory()
    file_as(visitor, offer)
    genuine = visitor.text.replace(Filing.objects.get().number, "")
    OutgoingMessage.objects.all().delete()

    robot = another_visitor()
    file_as(robot, offer, website="https://exemple.example.org")

    doubtful = Filing.objects.get(is_quarantined=True)
    assert _without_link(robot.text.replace(doubtful.number, "")) == _without_link(genuine)
    assert OutgoingMessage.objects.count() == 0
    assert ContactRequest.objects.count() == 2  # kept: only a person may throw it away


def _without_link(text):
    before, _, after = text.partition("http://testserver/suivi/")
    return before + after.partition(" ")[2]


@pytest.mark.parametrize(("seconds", "doubtful"), [(0, True), (2, True), (3, False), (60, False)])
def test_nobody_fills_in_a_form_in_two_seconds(visitor, seconds, doubtful):
    file_as(visitor, OfferFactory(), wait=seconds)

    assert Filing.objects.get().is_quarantined is doubtful


def test_thirty_young_people_of_one_class_behind_one_address_all_get_through(another_visitor):
    offer = OfferFactory()

    for number in range(30):  # over ten minutes
        pupil = another_visitor(REMOTE_ADDR=SCHOOL)
        file_as(pupil, offer, wait=20, phone=f"06 39 98 10 {number:02d}")

    assert (Filing.objects.count(), held()) == (30, 0)


def flood(another_visitor, time, forms, *, every, network=lambda number: ROBOT):
    """Each form from a new browser, with another number, after three seconds: several windows at once."""
    offer = OfferFactory()
    for number in range(forms):
        robot = another_visitor(REMOTE_ADDR=network(number))
        robot.live_in()
        robot.say_age(17)
        robot.pick(offer)
        form, shown_at = robot.form(), time.now
        robot.send(form, wait=3, phone=f"06 39 98 2{number // 100} {number % 100:02d}")
        time.now = shown_at
        time.forward(seconds=every)
    return offer


def test_a_robot_in_a_hurry_reaches_professionals_twenty_times_at_most(another_visitor, time):
    flood(another_visitor, time, 40, every=1.5)

    assert (Filing.objects.count(), held()) == (40, 20)


def test_a_network_that_flooded_is_watched_for_an_hour(another_visitor, time):
    offer = flood(another_visitor, time, 21, every=1)

    time.forward(minutes=10)
    file_as(another_visitor(REMOTE_ADDR=ROBOT), offer, phone="06 39 98 30 01")
    assert held() == 2

    time.forward(hours=1)
    file_as(another_visitor(REMOTE_ADDR=ROBOT), offer, phone="06 39 98 30 02")
    assert held() == 2


def test_pressing_the_same_button_again_and_again_is_one_form(visitor, another_visitor):
    offer = OfferFactory()
    visitor.live_in()
    visitor.say_age(17)
    visitor.pick(offer)
    form = visitor.form()
    for _ in range(25):
        visitor.send(form, wait=1)
    file_as(another_visitor(), offer, phone="06 39 98 30 01")

    assert (Filing.objects.count(), held()) == (2, 1)  # the first press came after a second: too fast


def test_the_same_contact_again_and_again_is_looked_at(another_visitor):
    for _ in range(6):
        file_as(another_visitor(), OfferFactory(), wait=120)

    assert held() == 1


def test_one_network_in_ipv6_is_one_visitor(another_visitor, time):
    flood(another_visitor, time, 25, every=0, network=lambda number: f"2001:db8:1:1::{number:x}")

    assert held() == 5
