"""One mail a day, at the hour chosen, when something waits; never twice, never yesterday's, never to who left."""

from datetime import UTC, date, datetime, timedelta

import pytest

from boussole.accounts import actions as accounts
from boussole.contact_requests import actions, tasks
from boussole.contact_requests.models import DailyDigest
from boussole.core import clock
from boussole.mail.models import OutgoingMessage
from tests.factories.accounts import UserFactory
from tests.factories.contact_requests import ContactRequestFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.factories.questionnaires import ThemeFactory

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)
EIGHT = datetime(2026, 11, 23, 7, tzinfo=UTC)  # 8 o'clock in Paris


@pytest.fixture
def nadia():
    return ReferentFactory(user__first_name="Nadia")


def ask(referent, **changes):
    """A request of the structure, due two days after it was filed."""
    changes.setdefault("now", EIGHT - timedelta(days=1))
    return ContactRequestFactory(structure=referent.structure, **changes)


def digests() -> list[OutgoingMessage]:
    return list(OutgoingMessage.objects.filter(template__endswith="/digest").order_by("created_at"))


def test_at_eight_whoever_has_something_waiting_is_told(nadia):
    late = ask(nadia, now=EIGHT - timedelta(days=5))
    today = ask(nadia, now=EIGHT - timedelta(days=2))
    tomorrow = ask(nadia)

    assert actions.send_digests(now=EIGHT) == 1

    (mail,) = digests()
    assert mail.to_address == nadia.user.email
    assert mail.subject == "3\u00a0choses vous attendent aujourd’hui, dont 1 en retard"
    for row in (late, today, tomorrow):
        assert row.filing.number in mail.body
        assert str(row.public_id) in mail.body
    assert [each for each in ("Lina", "lina@", late.offer_title) if each in mail.body + mail.subject] == []


def test_nothing_waits_nothing_is_written(nadia):
    ask(nadia, now=EIGHT, offer=OfferFactory(structure=nadia.structure, promised_days=7))

    assert actions.send_digests(now=EIGHT) == 0
    assert DailyDigest.objects.get().last_day == MONDAY


def test_never_before_the_hour_never_twice_a_day(nadia):
    ask(nadia)

    assert [actions.send_digests(now=EIGHT + timedelta(minutes=m)) for m in (-1, 0, 0, 10, 300)] == [
        0,
        1,
        0,
        0,
        0,
    ]


def test_the_next_day_has_its_own(nadia):
    ask(nadia)
    actions.send_digests(now=EIGHT)

    assert actions.send_digests(now=EIGHT + timedelta(days=1)) == 1


def test_after_an_outage_the_digest_of_today_leaves_late_that_of_yesterday_never(nadia):
    ask(nadia, now=EIGHT - timedelta(days=3))

    assert actions.send_digests(now=EIGHT + timedelta(days=1, hours=5)) == 1
    assert actions.send_digests(now=EIGHT) == 0
    assert len(digests()) == 1


def test_too_late_in_the_day_it_waits_for_the_next_one(nadia):
    ask(nadia)

    assert actions.send_digests(now=EIGHT + timedelta(hours=6)) == 0


def test_a_job_left_in_the_queue_by_an_outage_writes_nothing(nadia, monkeypatch):
    ask(nadia)
    monkeypatch.setattr(clock, "now", lambda: EIGHT + timedelta(hours=26))

    tasks.send_digests(int(EIGHT.timestamp()))
    assert digests() == []

    tasks.send_digests(int((EIGHT + timedelta(hours=26)).timestamp()))
    assert len(digests()) == 1


def test_each_person_chooses_an_hour_or_none(nadia):
    ask(nadia)
    karim = ReferentFactory(structure=nadia.structure).user
    actions.choose_digest_hour(nadia.user, 10, timezone="Europe/Paris", now=EIGHT)
    actions.choose_digest_hour(karim, None, timezone="Europe/Paris", now=EIGHT)

    assert actions.send_digests(now=EIGHT) == 0
    assert actions.send_digests(now=EIGHT + timedelta(hours=2)) == 1
    assert digests()[0].to_address == nadia.user.email


def test_an_hour_that_has_passed_begins_tomorrow(nadia):
    ask(nadia)
    actions.choose_digest_hour(nadia.user, 7, timezone="Europe/Paris", now=EIGHT)

    assert actions.send_digests(now=EIGHT + timedelta(minutes=10)) == 0
    assert actions.send_digests(now=EIGHT + timedelta(days=1)) == 1


def test_the_hour_is_that_of_the_structure():
    """In La Réunion, four o'clock UTC is eight."""
    far = ReferentFactory(structure=StructureFactory(commune="97411"))
    ask(far, now=EIGHT - timedelta(days=2))

    assert actions.send_digests(now=datetime(2026, 11, 23, 3, 50, tzinfo=UTC)) == 0
    assert actions.send_digests(now=datetime(2026, 11, 23, 4, 0, tzinfo=UTC)) == 1


def test_those_who_left_are_not_written_to(nadia):
    ask(nadia)
    gone = ReferentFactory(structure=nadia.structure).user
    accounts.disable(gone, by=None, now=EIGHT - timedelta(hours=1))
    ReferentFactory(structure=nadia.structure, ends_on=MONDAY - timedelta(days=1))
    ReferentFactory(structure=nadia.structure, user=UserFactory(password=None))  # never opened their account

    actions.send_digests(now=EIGHT)

    assert [mail.to_address for mail in digests()] == [nadia.user.email]


def test_each_reads_only_what_they_answer_for(nadia):
    row = ask(nadia)
    elsewhere = ReferentFactory(structure=nadia.structure)
    elsewhere.themes.add(ThemeFactory(code="autre"))
    actions.take_up(row, by=nadia.user, now=EIGHT - timedelta(hours=1))
    ReferentFactory(structure=nadia.structure)  # a colleague: taken up by somebody else

    actions.send_digests(now=EIGHT)

    assert [mail.to_address for mail in digests()] == [nadia.user.email]
