"""Two gestures on one team at the same instant: a structure keeps somebody who answers for it."""

import pytest

from boussole.partners import actions
from boussole.partners.models import Referent
from tests.at_once import at_once
from tests.factories import NOW
from tests.factories.partners import ReferentFactory, StructureFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_managers_who_take_the_role_from_each_other_leave_one():
    structure = StructureFactory()
    nadia = ReferentFactory(structure=structure, role="MANAGER")
    samir = ReferentFactory(structure=structure, role="MANAGER")

    def take_from(referent: Referent, by: Referent) -> None:
        said = {"role": "REFERENT", "themes": [], "communes": []}
        actions.change_referent(referent, **said, by=by.user, day=NOW.date(), now=NOW)

    done = at_once(lambda: take_from(samir, nadia), lambda: take_from(nadia, samir), in_transactions=True)
    assert sorted(done) == [False, True]
    assert Referent.objects.filter(role="MANAGER").count() == 1
