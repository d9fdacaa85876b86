"""What is owed, by whom, at any instant."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from boussole.contact_requests.models import ContactRequest
from boussole.contact_requests.owed import Owed, What, owed
from boussole.contact_requests.promise import due_at
from boussole.contact_requests.schedule import OUTCOMES_WITH_OPINION, Absent, Audience, Facts, Handover
from boussole.contact_requests.worklist import WITHOUT_DATE

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
DUE = due_at(NOW, 2, "Europe/Paris")
DAY = timedelta(days=1)
ANNE, BRUNO = 1, 2


def request(**facts: object) -> Facts:
    return Facts(NOW, DUE, "Europe/Paris", **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (request(), Owed(Audience.OWNER_OR_CONTACT, What.CALL, DUE)),
        (request(is_quarantined=True), Owed(Audience.ANIMATOR, What.REVIEW)),
        (request(first_attempt_at=NOW, attempts=1), Owed(Audience.OWNER_OR_CONTACT, What.CALL_AGAIN)),
        (
            request(first_attempt_at=NOW, attempts=3, days_of_attempts=1),
            Owed(Audience.OWNER_OR_CONTACT, What.CALL_AGAIN),
        ),
        (
            request(first_attempt_at=NOW, attempts=3, days_of_attempts=2),
            Owed(Audience.OWNER_OR_CONTACT, What.CLOSE),
        ),
        (request(first_attempt_at=NOW, reached_at=NOW), Owed(Audience.OWNER_OR_CONTACT, What.CLOSE)),
        (
            request(handover=Handover(Audience.YOUNG_PERSON, NOW + 2 * DAY)),
            Owed(Audience.YOUNG_PERSON, What.AGREE, NOW + 2 * DAY),
        ),
        (request(handover=Handover(Audience.RECEIVER)), Owed(Audience.RECEIVER, What.ACCEPT)),
        (
            request(handover=Handover(Audience.OWNER_OR_CONTACT)),
            Owed(Audience.OWNER_OR_CONTACT, What.DECIDE),
        ),
        (request(closed_at=NOW, outcome="INFORMED"), Owed(Audience.NOBODY, What.NOTHING)),
    ],
)
def test_the_next_gesture(facts: Facts, expected: Owed) -> None:
    assert owed(facts, (), NOW) == expected


def test_a_deputy_owes_what_the_owner_owed_on_the_days_of_the_absence() -> None:
    away = Absent(ANNE, date(2026, 11, 24), date(2026, 11, 24), deputy=BRUNO)
    by = [owed(request(owner=ANNE), (away,), NOW + days * DAY).by for days in range(3)]

    assert by == [Audience.OWNER_OR_CONTACT, Audience.DEPUTY, Audience.OWNER_OR_CONTACT]


def test_a_call_stays_owed_when_its_date_has_passed() -> None:
    late = owed(request(), (), DUE + 9 * DAY)

    assert (late.what, late.before) == (What.CALL, DUE)


def test_a_request_is_late_by_whole_days_until_somebody_tries() -> None:
    def late_by(passed: timedelta, **facts: object) -> list[int]:
        row = ContactRequest(due_at=DUE, status="SENT", **facts)
        return [days for days in (0, 1, 3) if row.is_late(DUE + passed, days=days)]

    assert late_by(timedelta()) == []
    assert late_by(DAY) == [0]
    assert late_by(DAY + timedelta(seconds=1)) == [0, 1]
    assert late_by(3 * DAY + timedelta(seconds=1)) == [0, 1, 3]
    assert late_by(9 * DAY, first_attempt_at=NOW) == []


def test_these_rules_are_those_of_the_models() -> None:
    assert set(ContactRequest.Outcome) >= OUTCOMES_WITH_OPINION
    assert set(WITHOUT_DATE) | {What.CALL, What.CALL_AGAIN} == set(What)
