"""Taking up, trying, reaching, closing: what a professional does, and who is told."""

from datetime import UTC, datetime, timedelta

import pytest

from boussole.contact_requests import actions
from boussole.contact_requests.forgetting import anonymise
from boussole.contact_requests.models import ContactRequest
from boussole.contact_requests.promise import PromiseState
from boussole.core.verdicts import NotAllowed
from boussole.mail.models import OutgoingMessage
from boussole.privacy.actions import apply_retention
from tests.factories import NOW
from tests.factories.contact_requests import ContactRequestFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.factories.questionnaires import ThemeFactory

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=2)


@pytest.fixture
def contact_request() -> ContactRequest:
    return ContactRequestFactory()


@pytest.fixture
def referent(contact_request: ContactRequest):
    return ReferentFactory(structure=contact_request.structure, user__first_name="Nadia").user


def told() -> list[str]:
    """The messages to the young person, since the acknowledgement."""
    rows = OutgoingMessage.objects.filter(to_address="lina@example.org").order_by("created_at", "pk")
    return [name for row in rows if (name := row.template.rsplit("/", 1)[1]) != "acknowledgement"]


def history(contact_request: ContactRequest) -> list[tuple[str, str]]:
    return list(contact_request.history.values_list("from_status", "to_status"))


def test_take_up_names_an_owner_and_tells_the_young_person(contact_request, referent) -> None:
    taken = actions.take_up(contact_request, by=referent, now=LATER)

    assert (taken.status, taken.owner, history(taken)) == ("TAKEN_UP", referent, [("SENT", "TAKEN_UP")])
    assert told() == ["taken_up"]
    assert "Nadia va te contacter" in OutgoingMessage.objects.get(template__endswith="taken_up").body


def test_it_is_taken_up_once(contact_request, referent) -> None:
    actions.take_up(contact_request, by=referent, now=LATER)

    with pytest.raises(NotAllowed, match="déjà"):
        actions.take_up(
            contact_request, by=ReferentFactory(structure=contact_request.structure).user, now=LATER
        )
    assert told() == ["taken_up"]


def test_a_first_attempt_keeps_the_promise_even_without_an_answer(contact_request, referent) -> None:
    tried = actions.log_attempt(contact_request, kind="CALL", result="NOT_REACHED", by=referent, now=LATER)

    assert (tried.status, tried.owner, tried.first_attempt_at) == ("TAKEN_UP", referent, LATER)
    assert tried.promise_state(LATER) == PromiseState.KEPT
    assert told() == ["missed_attempt"]


def test_an_attempt_after_the_date_does_not_mend_the_promise(contact_request, referent) -> None:
    too_late = contact_request.due_at + timedelta(seconds=1)

    tried = actions.log_attempt(contact_request, kind="CALL", result="REACHED", by=referent, now=too_late)

    assert tried.promise_state(too_late) == PromiseState.BROKEN


def test_reaching_somebody_establishes_the_contact(contact_request, referent) -> None:
    reached = actions.log_attempt(contact_request, kind="CALL", result="REACHED", by=referent, now=LATER)

    assert history(reached) == [("SENT", "TAKEN_UP"), ("TAKEN_UP", "CONTACTED")]


def test_a_note_keeps_no_promise_and_tells_nobody(contact_request, referent) -> None:
    noted = actions.add_note(contact_request, text="À revoir", visibility="PRIVATE", by=referent, now=LATER)

    assert (noted.status, noted.first_attempt_at, told()) == ("SENT", None, [])


def test_close_asks_for_a_contact_before_an_accompaniment(contact_request, referent) -> None:
    actions.take_up(contact_request, by=referent, now=LATER)

    with pytest.raises(NotAllowed, match="suppose un contact"):
        actions.close(contact_request, outcome="ACCOMPANIED", by=referent, now=LATER)


@pytest.mark.parametrize(
    ("hours", "allowed"),
    [([1, 2, 3], False), ([1, 25], False), ([1, 2, 25], True)],
)
def test_unreachable_is_three_attempts_on_two_days(contact_request, referent, hours, allowed) -> None:
    for hour in hours:
        at = NOW + timedelta(hours=hour)
        actions.log_attempt(contact_request, kind="CALL", result="NOT_REACHED", by=referent, now=at)
    at = NOW + timedelta(hours=30)

    if allowed:
        closed = actions.close(contact_request, outcome="UNREACHABLE", by=referent, now=at)
        assert (closed.status, closed.outcome, closed.closed_at) == ("CLOSED", "UNREACHABLE", at)
    else:
        with pytest.raises(NotAllowed, match="3 essais"):
            actions.close(contact_request, outcome="UNREACHABLE", by=referent, now=at)


def test_an_ended_request_reopens_for_thirty_days_with_a_reason(contact_request, referent) -> None:
    actions.take_up(contact_request, by=referent, now=LATER)
    actions.close(contact_request, outcome="NO_LONGER_NEEDED", by=referent, now=LATER)

    with pytest.raises(NotAllowed, match="pourquoi"):
        actions.reopen(contact_request, reason="  ", by=referent, now=LATER)
    with pytest.raises(NotAllowed, match="30 jours"):
        actions.reopen(contact_request, reason="Elle rappelle", by=referent, now=LATER + timedelta(days=31))
    reopened = actions.reopen(
        contact_request, reason="Elle rappelle", by=referent, now=LATER + timedelta(days=30)
    )

    assert (reopened.status, reopened.outcome, reopened.closed_at) == ("TAKEN_UP", "", None)


def test_a_withdrawn_request_tells_the_structure_and_cannot_be_reopened(contact_request, referent) -> None:
    withdrawn = actions.withdraw(contact_request, now=LATER)

    assert (withdrawn.status, withdrawn.outcome) == ("CLOSED", "WITHDRAWN")
    assert OutgoingMessage.objects.filter(template__endswith="withdrawn").count() == 1
    with pytest.raises(NotAllowed, match="annulé"):
        actions.reopen(contact_request, reason="Tout de même", by=referent, now=LATER)


@pytest.mark.parametrize(
    ("who", "allowed"),
    [("referent", True), ("manager", True), ("other theme", False), ("elsewhere", False), ("left", False)],
)
def test_who_answers_for_a_request(contact_request, who, allowed) -> None:
    here = contact_request.structure
    people = {
        "referent": lambda: ReferentFactory(structure=here),
        "manager": lambda: ReferentFactory(structure=here, role="MANAGER"),
        "other theme": lambda: ReferentFactory(structure=here),
        "elsewhere": lambda: ReferentFactory(structure=StructureFactory()),
        "left": lambda: ReferentFactory(structure=here, ends_on=NOW.date() - timedelta(days=1)),
    }
    referent = people[who]()
    if who == "other theme":
        referent.themes.add(ThemeFactory(code="sport-et-loisirs"))

    assert ContactRequest.objects.visible_to(referent.user, NOW).exists() is allowed


def test_six_months_after_its_end_nothing_says_who_it_was(contact_request, referent) -> None:
    actions.log_attempt(
        contact_request, kind="CALL", result="REACHED", text="Lina veut un stage", by=referent, now=LATER
    )
    actions.close(contact_request, outcome="INFORMED", by=referent, now=LATER, note="Lina rappellera")

    apply_retention(LATER + timedelta(days=182))
    assert ContactRequest.objects.get().filing.first_name == "Lina"

    apply_retention(LATER + timedelta(days=184))
    kept = ContactRequest.objects.select_related("filing").get()
    assert (kept.filing.first_name, kept.filing.phone, kept.filing.email, kept.filing.message) == (
        "",
        "",
        "",
        "",
    )
    assert (kept.situation, kept.follow_ups.get().text, kept.history.last().note) == ([], "", "")
    assert (kept.status, kept.outcome, kept.first_attempt_at) == ("CLOSED", "INFORMED", LATER)
    assert not OutgoingMessage.objects.exclude(body="").filter(about_id=str(kept.pk)).exists()


def test_anonymising_twice_is_anonymising_once(contact_request) -> None:
    actions.withdraw(contact_request, now=LATER)
    when = datetime(2027, 6, 1, tzinfo=UTC)

    anonymise(contact_request.filing, now=when)
    again = anonymise(contact_request.filing, now=when + timedelta(days=1))

    assert again.anonymised_at == when
