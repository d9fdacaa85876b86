"""What is forgotten of professionals, and when."""

from datetime import timedelta

import pytest

from boussole.accounts import actions, privacy, throttling
from boussole.accounts.models import Invitation, Throttle, User
from boussole.core import clock
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


def test_sessions_are_forgotten_in_real_time_whatever_the_clock_of_the_demo_says(nadia):
    today = clock.real_now()
    for key, seen in (("a", today), ("b", today - 91 * DAY)):
        nadia.work_sessions.create(key_hash=key * 64, opened_at=seen, last_seen_at=seen)

    assert privacy.delete_old_sessions(today + 400 * DAY, True) == 1
    assert privacy.delete_old_sessions(today + 400 * DAY, False) == 1
    assert [each.key_hash[0] for each in nadia.work_sessions.all()] == ["a"]


def test_a_professional_reads_what_we_hold_about_them(nadia):
    MandateFactory(user=nadia, territory__name="Haute-Loire")
    claire = UserFactory(first_name="Claire", last_name="Faure")
    nadia.invitations.create(invited_by=claire, sent_at=NOW, expires_at=NOW + 7 * DAY)
    nadia.work_sessions.create(
        key_hash="a" * 64, device="Firefox sur Windows", factor="PASSKEY", opened_at=NOW, last_seen_at=NOW
    )
    nadia.identities.create(issuer="https://fournisseur.example", sub="abc", linked_at=NOW)

    (held,) = export_about("Nadia@example.org")["compte professionnel"]

    assert (held["nom"], held["téléphone"], held["application de codes"], held["clés d’accès"]) == (
        "Belkacem",
        "+33639981234",
        True,
        [],
    )
    assert [each["mandat"] for each in held["mandats"]] == ["Animation territoriale\u00a0: Haute-Loire"]
    assert [(each["appareil"], each["preuve"]) for each in held["connexions"]] == [
        ("Firefox sur Windows", "Clé d’accès")
    ]
    assert [each["identifiant"] for each in held["ProConnect"]] == ["abc"]
    assert [(each["par"], each["le"]) for each in held["invitations reçues"]] == [("Claire Faure", NOW)]
