"""An account that nobody opens: asleep, told, then closed and forgotten; signing in undoes it all."""

from datetime import timedelta

import pytest

from boussole.accounts import actions, privacy
from boussole.accounts.inactivity import asleep, is_asleep
from boussole.accounts.models import User
from boussole.core import clock
from boussole.mail.models import OutgoingMessage
from boussole.partners.models import DirectoryCoordinate
from tests.factories import NOW
from tests.factories.accounts import UserFactory
from tests.factories.partners import ReferentFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def seen(days_ago: int, **fields: object) -> User:
    """Somebody who last signed in so long ago; their account is older still."""
    user = UserFactory(**fields)
    last = NOW - days_ago * DAY
    User.objects.filter(pk=user.pk).update(last_login=last, created_at=last - 400 * DAY)
    user.refresh_from_db()
    return user


def test_after_six_months_an_account_is_asleep():
    awake, sleeping = seen(181), seen(182)
    never = UserFactory()
    User.objects.filter(pk=never.pk).update(created_at=NOW - 200 * DAY)
    never.refresh_from_db()

    assert [is_asleep(user, NOW) for user in (awake, sleeping, never)] == [False, True, True]
    assert set(asleep(NOW)) == {sleeping, never}


def test_in_a_demo_that_leapt_ahead_nobody_who_has_just_come_is_asleep(client, monkeypatch):
    """Django would write the real moment of a sign-in, and of a birth."""
    ahead = clock.real_now() + 300 * DAY
    monkeypatch.setattr(clock, "now", lambda: ahead)
    names = {"first_name": "Inès", "last_name": "Faure", "by": None}
    ines = actions.prepare_account("ines.faure@example.org", now=ahead, **names)
    client.force_login(nadia := seen(400))

    assert (ines.created_at, nadia.last_login) == (ahead, ahead)
    assert asleep(ahead).count() == 0


def test_it_is_told_thirty_days_before_and_once():
    seen(699)
    nadia = seen(700, email="nadia@example.org")

    assert [actions.warn_of_closing(now=NOW), actions.warn_of_closing(now=NOW + DAY / 2)] == [1, 0]

    message = OutgoingMessage.objects.get()
    assert message.to_address == nadia.email
    assert "mercredi 23\u00a0décembre 2026" in message.subject
    assert "il suffit de vous connecter" in message.body


def test_then_it_is_closed_and_names_nobody_but_what_was_signed_stays():
    nadia = seen(700, first_name="Nadia", last_name="Belkacem", phone="+33639981234")
    referent = ReferentFactory(user=nadia)
    DirectoryCoordinate.objects.create(
        referent=referent, kind="PHONE", value=nadia.phone, visibility="NOBODY", changed_at=NOW
    )
    actions.warn_of_closing(now=NOW)

    forgotten = [
        privacy.forget_unused_accounts(NOW + days * DAY, dry)
        for days, dry in ((29, False), (30, True), (30, False), (31, False))
    ]

    assert forgotten == [0, 1, 1, 0]
    said = str(User.objects.values().get(pk=nadia.pk))
    assert [word for word in ("Nadia", "Belkacem", "3998") if word in said] == []
    assert User.objects.get(pk=nadia.pk).is_active is False
    assert DirectoryCoordinate.objects.count() == 0
    assert referent.structure.referents.filter(user=nadia).exists()


def test_signing_in_undoes_it():
    nadia = seen(700)
    actions.warn_of_closing(now=NOW)
    User.objects.filter(pk=nadia.pk).update(last_login=NOW + 29 * DAY)

    assert privacy.forget_unused_accounts(NOW + 40 * DAY, False) == 0
    # Two years later, they are told anew before anything happens.
    assert privacy.forget_unused_accounts(NOW + 800 * DAY, False) == 0
    assert actions.warn_of_closing(now=NOW + 800 * DAY) == 1


def test_nobody_is_closed_who_was_not_told():
    seen(3000)

    assert privacy.forget_unused_accounts(NOW, False) == 0
