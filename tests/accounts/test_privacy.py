"""What is forgotten of professionals, and when."""

from datetime import timedelta

import pytest

from boussole.accounts import actions, privacy, throttling
from boussole.accounts.models import Invitation, Throttle, User
from boussole.privacy.actions import export_about
from tests.factories import NOW
from tests.factories.accounts import MandateFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def nadia():
    return UserFactory.with_second_factor(
        email="nadia@example.org", last_name="Belkacem", phone="+33639981234"
    )


def test_a_year_after_it_is_closed_an_account_names_nobody(nadia):
    actions.disable(nadia, by=None, now=NOW)

    assert privacy.anonymise_closed_accounts(NOW + 365 * DAY, False) == 0
    assert privacy.anonymise_closed_accounts(NOW + 366 * DAY, True) == 1
    assert privacy.anonymise_closed_accounts(NOW + 366 * DAY, False) == 1
    assert privacy.anonymise_closed_accounts(NOW + 366 * DAY, False) == 0  # once is enough

    said = str(User.objects.values().get())
    assert [word for word in ("nadia", "Nadia", "Belkacem", "3998", "Conseill") if word in said] == []
    assert User.objects.get().pk == nadia.pk


def test_an_account_that_is_open_is_kept(nadia):
    assert privacy.anonymise_closed_accounts(NOW + 4000 * DAY, False) == 0


def test_invitations_and_brakes_do_not_stay():
    actions.invite(UserFactory(password=None), by=None, now=NOW)
    throttling.count_try(throttling.PASSWORD, "nadia@example.org", now=NOW)

    privacy.delete_old_invitations(NOW + 37 * DAY, False)
    privacy.delete_old_throttles(NOW + 2 * DAY, False)
    assert (Invitation.objects.count(), Throttle.objects.count()) == (1, 1)

    privacy.delete_old_invitations(NOW + 38 * DAY, False)
    privacy.delete_old_throttles(NOW + 3 * DAY, False)
    assert (Invitation.objects.count(), Throttle.objects.count()) == (0, 0)


def test_a_professional_reads_what_we_hold_about_them(nadia):
    MandateFactory(user=nadia)

    (held,) = export_about("Nadia@example.org")["compte professionnel"]

    assert (held["nom"], held["téléphone"], held["mandats"]) == (
        "Belkacem",
        "+33639981234",
        ["Animation territoriale"],
    )
