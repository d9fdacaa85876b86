"""The rights matrix is what the policies answer: each line, each role, on an object of theirs and on one far away."""

from __future__ import annotations

import inspect
from datetime import date, timedelta
from typing import Any

import pytest

from boussole.accounts.models import User
from boussole.contact_requests.models import ContactRequest
from boussole.reporting.rights import MATRIX, Right, Role, Where
from tests.consistency.everything import Place, in_paris, in_the_loire
from tests.factories import NOW
from tests.factories.accounts import MandateFactory, UserFactory
from tests.factories.contact_requests import FilingFactory
from tests.factories.partners import ReferentFactory

pytestmark = pytest.mark.django_db
DAY = NOW.date()
RIGHTS = [right for chapter in MATRIX for right in chapter.rights]


def somebody(role: Role, place: Place) -> User:
    """A person with this role there, and no other."""
    match role:
        case Role.REFERENT:
            return ReferentFactory(structure=place.structure).user
        case Role.MANAGER:
            return ReferentFactory(structure=place.structure, role="MANAGER").user
        case Role.ANIMATOR:
            return MandateFactory(territory=place.territory).user
        case Role.REGIONAL:
            return MandateFactory(role="REGIONAL", territory=None, region="84").user
        case Role.NATIONAL:
            return MandateFactory(role="NATIONAL", territory=None).user
    return MandateFactory(role="OBSERVER", territory=place.territory).user


def objects_of(place: Place) -> dict[str, Any]:
    """What policies ask about, by the names of their parameters."""
    request = FilingFactory(offers=[place.offer], commune=place.commune).contact_requests.get()
    # Four days after its date without a try: late enough for everything that the animation may do.
    ContactRequest.objects.filter(pk=request.pk).update(
        filing_id=request.filing_id, due_at=NOW - timedelta(days=4)
    )
    request.refresh_from_db()
    request.filing.territory = place.territory
    request.filing.save(update_fields=["territory"])
    return {
        "contact_request": request,
        "structure": place.structure,
        "territory": place.territory,
        "offer": place.offer,
        "for_user": None,
        "referent": place.responsible,
        "day": DAY,
        "now": NOW,
    }


@pytest.fixture
def worlds(db: None) -> tuple[dict[str, Any], dict[str, Any], dict[Role, User]]:
    loire, paris = in_the_loire(), in_paris()
    people = {role: somebody(role, loire) for role in Role}
    return objects_of(loire), objects_of(paris), people


def answer(right: Right, user: User, objects: dict[str, Any]) -> bool:
    asked = list(inspect.signature(right.policy).parameters)
    return bool(right.policy(user, *(objects[name] for name in asked[1:])))


def test_each_line_of_the_matrix_is_what_its_policy_answers(worlds):
    own, other, people = worlds
    wrong = []
    for right in RIGHTS:
        for role, user in people.items():
            said = (answer(right, user, own), answer(right, user, other))
            written = (right.where(role) != Where.NOWHERE, right.where(role) == Where.EVERYWHERE)
            if said != written:
                wrong.append((right.words, role.value, said, written))
    assert wrong == []


def test_who_has_no_role_any_more_or_not_yet_may_do_nothing(worlds):
    own, _, _ = worlds
    ended = MandateFactory(territory=own["territory"], ends_on=DAY - timedelta(days=1)).user
    waiting = MandateFactory(territory=own["territory"], is_pending=True, starts_on=date(2026, 1, 1)).user
    invited = ReferentFactory(structure=own["structure"], role="MANAGER", is_pending=True).user
    gone = ReferentFactory(structure=own["structure"], role="MANAGER", ends_on=DAY - timedelta(days=1)).user
    nobody = UserFactory()
    allowed = [
        (right.words, str(user))
        for right in RIGHTS
        for user in (ended, waiting, invited, gone, nobody)
        if answer(right, user, own)
    ]
    assert allowed == []


def test_no_line_is_written_twice_and_each_opens_to_somebody():
    words = [right.words for right in RIGHTS]
    assert len(words) == len(set(words))
    assert [right.words for right in RIGHTS if set(right.who.values()) <= {Where.NOWHERE}] == []
