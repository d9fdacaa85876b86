"""How long a redirection may wait: two days to agree, two days to answer, and who is told then."""

from datetime import UTC, datetime, timedelta

import pytest

from boussole.contact_requests import actions
from boussole.contact_requests.handing_over import HandoverKind, Waiting, agree_by, answer_by, due_step, steps
from boussole.contact_requests.models import Reminder
from boussole.core.verdicts import NotAllowed
from boussole.mail.models import OutgoingMessage
from tests.factories.partners import ReferentFactory
from tests.factories.redirections import accept, propose

PARIS, REUNION = "Europe/Paris", "Indian/Reunion"
MONDAY = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)  # 15:00 in Paris


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 11, day, hour, 0, tzinfo=UTC)


# --- Pure ---------------------------------------------------------------------------------------------
def test_two_days_end_at_midnight_where_the_young_person_lives():
    assert agree_by(MONDAY, PARIS) == datetime(2026, 11, 25, 22, 59, 59, tzinfo=UTC)
    assert answer_by(MONDAY, REUNION) == datetime(2026, 11, 25, 19, 59, 59, tzinfo=UTC)


def test_a_day_of_waiting_is_a_day_that_is_over():
    asked = steps(Waiting(MONDAY, None, PARIS))
    proposed = steps(Waiting(MONDAY, MONDAY, PARIS))

    assert [(step.kind, step.at) for step in asked] == [(HandoverKind.AGREEMENT_LAPSED, at(26, 8))]
    assert [(step.kind, step.at) for step in proposed] == [
        (HandoverKind.REDIRECTION_REMINDED, at(25, 8)),
        (HandoverKind.REDIRECTION_UNANSWERED, at(26, 8)),
    ]


@pytest.mark.parametrize(
    ("done", "now", "expected"),
    [
        ([], at(25, 7), None),
        ([], at(25, 8), HandoverKind.REDIRECTION_REMINDED),
        ([(HandoverKind.REDIRECTION_REMINDED, at(25, 8).date())], at(26, 7), None),
        (
            [(HandoverKind.REDIRECTION_REMINDED, at(25, 8).date())],
            at(26, 8),
            HandoverKind.REDIRECTION_UNANSWERED,
        ),
        ([], at(29, 8), HandoverKind.REDIRECTION_UNANSWERED),
        ([(HandoverKind.REDIRECTION_UNANSWERED, at(26, 8).date())], at(29, 8), None),
    ],
    ids=["too early", "the last day", "once", "over", "after an outage, the gravest alone", "never again"],
)
def test_what_is_due(done, now, expected):
    step = due_step(Waiting(MONDAY, MONDAY, PARIS), done, now)

    assert (step.kind if step else None) == expected


# --- The sweep ----------------------------------------------------------------------------------------
def sweep(now: datetime) -> list[tuple[str, str]]:
    """The messages that a sweep writes, and to whom."""
    actions.sweep_redirections(now=now)
    rows = OutgoingMessage.objects.filter(created_at=now).order_by("template", "to_address")
    return [(each.template.rpartition("/")[2], each.to_address) for each in rows]


@pytest.mark.django_db
def test_without_an_agreement_after_two_days_the_sender_decides():
    redirection = propose(agreement="ASKED", now=MONDAY)

    assert sweep(at(25, 22)) == []
    assert sweep(at(26, 8)) == [("redirection_lapsed", redirection.by.email)]
    assert sweep(at(26, 8) + timedelta(minutes=5)) == []
    redirection.refresh_from_db()
    assert redirection.status == "LAPSED"

    redirection = actions.note_agreement(redirection, by=redirection.by, now=at(26, 9))
    assert (redirection.status, redirection.agreement, redirection.agreed_at) == (
        "PROPOSED",
        "TOLD",
        at(26, 9),
    )


@pytest.mark.django_db
def test_late_is_not_too_late_for_the_young_person():
    redirection = propose(agreement="ASKED", now=MONDAY)
    sweep(at(26, 8))

    assert actions.agree(redirection, now=at(27, 8)).status == "PROPOSED"


@pytest.mark.django_db
def test_a_silent_receiver_is_reminded_then_its_manager_and_the_sender_are_told():
    redirection = propose(now=MONDAY)
    manager = ReferentFactory(structure=redirection.to_structure, role="MANAGER").user
    [contact] = redirection.to_offer.contact_emails

    assert sweep(at(25, 8)) == [("redirection_reminder", contact)]
    assert sweep(at(25, 9)) == []
    assert sweep(at(26, 8)) == [
        ("redirection_late", manager.email),
        ("redirection_unanswered", redirection.by.email),
    ]
    assert sweep(at(27, 8)) == []
    assert list(Reminder.objects.order_by("at").values_list("kind", "messages")) == [
        ("REDIRECTION_REMINDED", 1),
        ("REDIRECTION_UNANSWERED", 2),
    ]
    # It may still be accepted, or cancelled.
    assert actions.cancel(redirection, by=redirection.by, now=at(27, 9)).status == "CANCELLED"


@pytest.mark.django_db
@pytest.mark.parametrize("answer", ["accepted", "declined", "cancelled"])
def test_nothing_is_told_after_an_answer(answer):
    redirection = propose(now=MONDAY)
    karim = ReferentFactory(structure=redirection.to_structure).user
    match answer:
        case "accepted":
            accept(redirection, by=karim, now=at(24, 8))
        case "declined":
            actions.decline(redirection, reason="NO_ROOM", by=karim, now=at(24, 8))
        case "cancelled":
            actions.cancel(redirection, by=redirection.by, now=at(24, 8))

    assert sweep(at(27, 8)) == []


@pytest.mark.django_db
def test_who_left_is_not_written_to():
    redirection = propose(now=MONDAY)
    redirection.by.referents.update(ends_on=at(24, 8).date())
    [offer_contact] = redirection.contact_request.offer.contact_emails

    assert ("redirection_unanswered", offer_contact) in sweep(at(26, 8))


@pytest.mark.django_db
def test_one_that_cannot_be_told_does_not_silence_the_others(monkeypatch):
    first, second = propose(now=MONDAY), propose(now=MONDAY)
    first.to_offer.contact_emails = ["pas une adresse"]
    first.to_offer.save()

    assert sweep(at(25, 8)) == [("redirection_reminder", second.to_offer.contact_emails[0])]


@pytest.mark.django_db
def test_an_agreement_is_noted_once():
    redirection = propose(agreement="ASKED", now=MONDAY)
    actions.agree(redirection, now=at(24, 8))

    with pytest.raises(NotAllowed, match="n’attend plus"):
        actions.note_agreement(redirection, by=redirection.by, now=at(24, 9))
