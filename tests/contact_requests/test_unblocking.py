"""What nobody answers: the animation sees it, moves it, and may read coordinates for a reason."""

from datetime import timedelta

import pytest

from boussole.accounts import actions as accounts
from boussole.audit.models import Entry
from boussole.contact_requests import actions, policies
from boussole.contact_requests.models import (
    Assignment,
    ContactRequest,
    CoordinatesLook,
    Filing,
    YoungPersonWord,
)
from boussole.contact_requests.queries import to_unblock
from boussole.core.verdicts import NotAllowed
from boussole.mail.models import OutgoingMessage
from tests.factories import NOW
from tests.factories.accounts import MandateFactory
from tests.factories.contact_requests import ContactRequestFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.factories.territories import TerritoryFactory

pytestmark = pytest.mark.django_db
REASON = "La structure ne répond plus au téléphone."


def after(request: ContactRequest, **by: float):
    """So long after the date that was promised."""
    return request.due_at + timedelta(**by)


@pytest.fixture
def structure():
    return StructureFactory(name="Le Phare")


@pytest.fixture
def karim(structure):
    return ReferentFactory(structure=structure, user__first_name="Karim", user__last_name="Aït").user


@pytest.fixture
def request_(structure, karim) -> ContactRequest:
    """Promised within two days, and nobody moves."""
    return ContactRequestFactory(offer=OfferFactory(structure=structure, promised_days=2))


@pytest.fixture
def claire():
    return MandateFactory(user__first_name="Claire", user__last_name="Roux").user


def messages_to(address: str) -> list[str]:
    found = OutgoingMessage.objects.filter(to_address=address).order_by("created_at", "template")
    return [message.template.rpartition("/")[2] for message in found]


def test_a_request_is_to_unblock_one_day_after_its_date(claire, request_):
    assert list(to_unblock(claire, after(request_, hours=23))) == []
    assert list(to_unblock(claire, after(request_, hours=25))) == [request_]


def test_it_is_to_unblock_as_soon_as_late_when_the_young_person_says_so(claire, request_):
    YoungPersonWord.objects.create(
        contact_request=request_,
        kind=YoungPersonWord.Kind.NOT_CONTACTED,
        at=after(request_, hours=1),
        day=NOW.date(),
    )

    assert list(to_unblock(claire, after(request_, hours=2))) == [request_]


def test_one_attempt_takes_it_off_the_list(claire, karim, request_):
    actions.log_attempt(request_, kind="CALL", result="NOT_REACHED", by=karim, now=after(request_, days=2))

    assert list(to_unblock(claire, after(request_, days=3))) == []


def test_a_request_that_nobody_can_answer_is_seen_at_once(claire, karim, request_):
    accounts.disable(karim, by=None, now=NOW)

    assert list(to_unblock(claire, NOW)) == [request_]
    assert policies.can_unblock(claire, request_, NOW)


def test_the_animator_of_elsewhere_sees_and_may_nothing(request_):
    elsewhere = MandateFactory(territory=TerritoryFactory(code="rhone", areas=["departement:69"])).user
    later = after(request_, days=4)

    assert list(to_unblock(elsewhere, later)) == []
    assert not policies.can_unblock(elsewhere, request_, later)
    assert not policies.can_open_coordinates(elsewhere, request_, later)


@pytest.mark.parametrize(("days", "allowed"), [(-1, False), (1, False), (2.9, False), (3.1, True)])
def test_the_animator_reassigns_three_days_after_the_date(claire, request_, days, allowed):
    assert bool(policies.can_unblock(claire, request_, after(request_, days=days))) is allowed


def test_a_late_request_is_given_to_another_referent_and_everyone_is_told(claire, structure, karim, request_):
    manager = ReferentFactory(structure=structure, role="MANAGER").user
    later = after(request_, days=4)

    moved = actions.reassign(request_, to=karim, by=claire, now=later)

    assert (moved.owner, moved.status) == (karim, "TAKEN_UP")
    assert moved.due_at == request_.due_at
    assert [(a.from_user, a.to_user, a.why, a.by) for a in Assignment.objects.all()] == [
        (None, karim, "BY_ANIMATOR", claire)
    ]
    assert messages_to(karim.email) == ["entrusted"]
    assert messages_to(manager.email) == ["unblocked"]
    assert messages_to("lina@example.org") == ["acknowledgement", "taken_up"]


def test_it_is_not_given_to_somebody_of_another_structure(claire, request_):
    stranger = ReferentFactory().user

    with pytest.raises(NotAllowed):
        actions.reassign(request_, to=stranger, by=claire, now=after(request_, days=4))


def test_an_animator_who_answers_personally_opens_the_request_like_its_owner(claire, request_):
    later = after(request_, days=4)
    assert list(ContactRequest.objects.visible_to(claire, later)) == []

    moved = actions.answer_personally(request_, by=claire, now=later)

    assert moved.owner == claire
    assert list(ContactRequest.objects.visible_to(claire, later)) == [request_]
    answered = actions.log_attempt(moved, kind="CALL", result="REACHED", by=claire, now=later)
    assert (answered.status, answered.promise_state(later)) == ("CONTACTED", "BROKEN")


def test_answering_personally_happens_once(claire, request_):
    later = after(request_, days=4)
    actions.answer_personally(request_, by=claire, now=later)

    with pytest.raises(NotAllowed, match="déjà"):
        actions.answer_personally(request_, by=claire, now=later)


def test_one_who_answers_personally_sees_nothing_else(claire, request_, structure):
    other = ContactRequestFactory(offer=OfferFactory(structure=structure), email="autre@example.org")
    later = after(request_, days=4)
    actions.answer_personally(request_, by=claire, now=later)

    assert other not in ContactRequest.objects.visible_to(claire, later)


def test_coordinates_open_for_a_late_request_with_a_reason_and_leave_a_trace(claire, request_):
    later = after(request_, hours=1)

    look = actions.open_coordinates(request_, reason=REASON, by=claire, now=later)

    assert list(CoordinatesLook.objects.values_list("contact_request", "by", "reason", "at")) == [
        (request_.pk, claire.pk, REASON, later)
    ]
    assert look.reason == REASON
    traced = Entry.objects.get(code="contact_request.coordinates_opened")
    assert REASON not in str(traced.facts)


@pytest.mark.parametrize("reason", ["", "   ", "ok", "         x"])
def test_coordinates_do_not_open_without_a_reason(claire, request_, reason):
    with pytest.raises(NotAllowed):
        actions.open_coordinates(request_, reason=reason, by=claire, now=after(request_, hours=1))

    assert not CoordinatesLook.objects.exists()


def test_coordinates_do_not_open_while_the_promise_runs_nor_once_tried(claire, karim, request_):
    with pytest.raises(NotAllowed):
        actions.open_coordinates(request_, reason=REASON, by=claire, now=after(request_, hours=-1))

    actions.log_attempt(request_, kind="CALL", result="NOT_REACHED", by=karim, now=after(request_, hours=1))
    with pytest.raises(NotAllowed):
        actions.open_coordinates(request_, reason=REASON, by=claire, now=after(request_, hours=2))


def test_outside_every_territory_it_falls_to_the_animation_that_the_structure_serves(claire, request_):
    Filing.objects.update(territory=None)
    later = after(request_, days=4)

    assert list(to_unblock(claire, later)) == [request_]
    moved = actions.answer_personally(ContactRequest.objects.get(), by=claire, now=later)
    assert list(ContactRequest.objects.visible_to(claire, later)) == [moved]
