"""Two of the national team who end each other's mandate, at the same instant: somebody always remains (0036)."""

from datetime import timedelta

import pytest

from boussole.accounts import actions
from boussole.accounts.models import Mandate
from tests.at_once import at_once
from tests.factories import NOW
from tests.factories.accounts import MandateFactory


@pytest.mark.django_db(transaction=True)
def test_two_who_end_each_other_s_mandate_do_not_leave_nobody():
    one, other = (MandateFactory(role="NATIONAL", territory=None) for _ in range(2))
    last_day = NOW.date() + timedelta(days=3)

    done = at_once(
        lambda: actions.end_mandate(one, last_day=last_day, by=other.user, now=NOW),
        lambda: actions.end_mandate(other, last_day=last_day, by=one.user, now=NOW),
        in_transactions=True,
    )

    assert sorted(done) == [False, True]
    assert Mandate.objects.filter(ends_on=None).count() == 1
