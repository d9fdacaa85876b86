"""Thirty requests an hour, whatever the windows; beyond, those who answer for the person are told, once a day."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from boussole.accounts.models import Mandate
from boussole.audit.models import Entry
from boussole.contact_requests import actions
from boussole.contact_requests.actions.bulk_reading import GOES_ON, MOST_FILES, OPENED, STOPPED
from boussole.contact_requests.watchers import watchers_of
from boussole.mail.models import OutgoingMessage
from boussole.partners.models import Referent
from tests.factories import NOW
from tests.factories.accounts import MandateFactory, UserFactory
from tests.factories.contact_requests import ContactRequestFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture
def structure():
    return StructureFactory(name="Le Phare")


@pytest.fixture
def nadia(structure):
    return ReferentFactory(structure=structure, user__first_name="Nadia", user__last_name="Belkacem").user


@pytest.fixture
def requests(structure):
    offer = OfferFactory(structure=structure)
    return [ContactRequestFactory(offer=offer, now=NOW) for _ in range(MOST_FILES + 2)]


def opened(requests, nadia, at=NOW):
    """How many open, one a second."""
    return sum(actions.look(each, by=nadia, now=at + n * SECOND) for n, each in enumerate(requests, start=1))


def test_thirty_open_and_no_more(requests, nadia):
    assert opened(requests, nadia) == MOST_FILES
    assert Entry.objects.filter(code=OPENED).count() == MOST_FILES


def test_the_same_one_again_costs_nothing(requests, nadia):
    opened(requests, nadia)

    assert opened(requests[:5] * 4, nadia, at=NOW + timedelta(minutes=5)) == 20


def test_the_hour_slides(requests, nadia):
    opened(requests[:20], nadia)
    opened(requests[20:], nadia, at=NOW + timedelta(minutes=50))
    refused = requests[MOST_FILES]

    assert not actions.look(refused, by=nadia, now=NOW + timedelta(minutes=59))
    assert actions.look(refused, by=nadia, now=NOW + timedelta(minutes=61))


def test_somebody_else_has_their_own_thirty(requests, nadia, structure):
    opened(requests, nadia)

    assert actions.look(
        requests[-1], by=ReferentFactory(structure=structure).user, now=NOW + timedelta(minutes=1)
    )


def test_a_second_factor_shown_again_opens_thirty_more(requests, nadia):
    opened(requests, nadia)
    actions.go_on_reading(by=nadia, now=NOW + timedelta(minutes=1))

    assert opened(requests, nadia, at=NOW + timedelta(minutes=2)) == MOST_FILES


def told():
    """What was written about it."""
    return OutgoingMessage.objects.filter(template__contains="bulk_reading").order_by("pk")


# --- Who is told ------------------------------------------------------------------------------------
def stop(nadia, requests, at=NOW):
    opened(requests, nadia, at=at)
    actions.stop_reading(by=nadia, now=at + timedelta(minutes=1))


def test_the_manager_the_animator_and_the_person_are_told_at_once_and_once_a_day(requests, nadia, structure):
    manager = ReferentFactory(
        structure=structure, role=Referent.Role.MANAGER, user__email="direction@example.org"
    )
    MandateFactory(user__email="animation@example.org")
    MandateFactory(user__email="nationale@example.org", role=Mandate.Role.NATIONAL, territory=None)

    stop(nadia, requests)
    actions.stop_reading(by=nadia, now=NOW + timedelta(hours=2))

    written = {message.to_address: message for message in told()}
    assert set(written) == {manager.user.email, "animation@example.org", nadia.email}
    assert {message.created_at for message in written.values()} == {NOW + timedelta(minutes=1)}
    assert "Nadia Belkacem" in written["animation@example.org"].body
    assert f"{MOST_FILES} jeunes" in written["animation@example.org"].body.replace("\u00a0", " ")
    assert written[nadia.email].subject == "Vous avez ouvert beaucoup de demandes en une heure"

    actions.stop_reading(by=nadia, now=NOW + timedelta(days=1, minutes=2))
    assert told().count() == 6


def test_no_young_person_is_in_what_is_told(requests, nadia):
    MandateFactory()
    stop(nadia, requests)

    names = {each.filing.first_name for each in requests} | {each.filing.email for each in requests} - {""}
    assert [name for name in names for each in told() if name in each.body] == []


def test_each_stop_is_traced_with_whether_it_was_told(requests, nadia):
    stop(nadia, requests)
    actions.stop_reading(by=nadia, now=NOW + timedelta(minutes=2))  # a robot insists
    actions.go_on_reading(by=nadia, now=NOW + timedelta(minutes=3))
    actions.stop_reading(by=nadia, now=NOW + timedelta(minutes=4))

    trace = Entry.objects.filter(code__in=[STOPPED, GOES_ON]).order_by("pk")
    assert [(entry.code, entry.facts.get("told")) for entry in trace] == [
        (STOPPED, True),
        (GOES_ON, None),
        (STOPPED, False),
    ]


def test_for_somebody_of_the_animation_the_national_team_is_told():
    animator = MandateFactory().user
    national = MandateFactory(role=Mandate.Role.NATIONAL, territory=None).user
    MandateFactory(role=Mandate.Role.NATIONAL, territory=None, user=UserFactory(is_active=False))

    watchers = watchers_of(animator, NOW.date())

    assert (watchers.managers, watchers.animators) == ([], [national])


@pytest.mark.django_db(transaction=True)
def test_forty_windows_at_once_open_thirty(structure, nadia):
    offer = OfferFactory(structure=structure)
    requests = [ContactRequestFactory(offer=offer, now=NOW) for _ in range(40)]
    results = []

    def read(several):
        results.extend(actions.look(each, by=nadia, now=NOW + SECOND) for each in several)
        connection.close()

    windows = [threading.Thread(target=read, args=(requests[n::4],)) for n in range(4)]
    for window in windows:
        window.start()
    for window in windows:
        window.join()

    assert results.count(True) == MOST_FILES
