"""A code works once; secrets cannot be read in the database; recovery codes replace a phone, not a factor."""

import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator

from boussole.accounts import actions, sealing, second_factor, throttling
from boussole.audit.models import Entry
from boussole.mail.models import OutgoingMessage
from tests.factories import NOW
from tests.factories.accounts import SECRET, UserFactory, code

pytestmark = pytest.mark.django_db


@pytest.fixture
def nadia():
    return UserFactory.with_second_factor()


def test_the_code_of_the_application_proves_the_factor(nadia):
    factor = actions.prove_second_factor(nadia, code(), now=NOW)

    assert factor.type == Authenticator.Type.TOTP


def test_a_code_works_once_even_while_it_is_still_on_the_screen(nadia):
    shown = code()

    assert actions.prove_second_factor(nadia, shown, now=NOW) is not None
    assert actions.prove_second_factor(nadia, shown, now=NOW) is None


def test_after_a_code_the_ones_before_it_no_longer_work(nadia):
    before, after = code(periods_ahead=-1), code(periods_ahead=1)

    assert actions.prove_second_factor(nadia, after, now=NOW) is not None
    assert actions.prove_second_factor(nadia, before, now=NOW) is None
    assert actions.prove_second_factor(nadia, code(), now=NOW) is None


@pytest.mark.parametrize("periods_ahead", [-3, 3])
def test_a_phone_may_be_late_by_half_a_minute_not_more(nadia, periods_ahead):
    assert actions.prove_second_factor(nadia, code(periods_ahead=periods_ahead), now=NOW) is None


def test_spaces_in_a_code_do_not_matter(nadia):
    shown = code()

    assert actions.prove_second_factor(nadia, f" {shown[:3]} {shown[3:]}", now=NOW) is not None


def test_a_recovery_code_works_once_and_its_owner_is_told(nadia):
    spare = second_factor.recovery_codes_left(nadia)[3]
    OutgoingMessage.objects.all().delete()

    assert actions.prove_second_factor(nadia, spare, now=NOW).type == Authenticator.Type.RECOVERY_CODES
    assert actions.prove_second_factor(nadia, spare, now=NOW) is None
    assert len(second_factor.recovery_codes_left(nadia)) == 9
    assert [message.template for message in OutgoingMessage.objects.all()] == ["accounts/emails/lock_changed"]


def test_recovery_codes_alone_are_not_a_second_factor():
    user = UserFactory()
    second_factor.renew_recovery_codes(user)

    assert second_factor.has_factor(user) is False
    assert actions.prove_second_factor(user, second_factor.recovery_codes_left(user)[0], now=NOW) is None


def test_new_recovery_codes_make_the_old_ones_useless(nadia):
    old = second_factor.recovery_codes_left(nadia)

    actions.renew_recovery_codes(nadia, now=NOW)

    new = second_factor.recovery_codes_left(nadia)
    assert (len(old), len(new), set(old) & set(new)) == (10, 10, set())


def test_after_five_wrong_codes_even_the_right_one_waits(nadia):
    for _ in range(5):
        assert actions.prove_second_factor(nadia, "000000", now=NOW) is None

    with pytest.raises(throttling.Refused):
        actions.prove_second_factor(nadia, code(), now=NOW)
    assert actions.prove_second_factor(nadia, code(), now=NOW + timedelta(minutes=1)) is not None


def test_nothing_in_the_database_opens_the_account(nadia):
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))

    assert SECRET not in stored
    assert not any(spare.replace(" ", "") in stored for spare in second_factor.recovery_codes_left(nadia))


def test_changing_the_secret_key_keeps_the_factors(nadia, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key, of fifty random characters or so, for tests"

    assert actions.prove_second_factor(nadia, code(), now=NOW) is not None
    assert len(second_factor.recovery_codes_left(nadia)) == 10


def test_without_its_fallback_an_old_key_opens_nothing(settings):
    sealed = sealing.seal("secret")
    settings.SECRET_KEY = "another key, of fifty random characters or so, for tests"

    with pytest.raises(sealing.NotOurs):
        sealing.unseal(sealed)


def test_a_new_phone_replaces_the_old_one_and_closes_the_sessions(nadia):
    generation, other = nadia.session_generation, second_factor.new_secret()

    nadia = actions.enrol_second_factor(nadia, other, period=0, now=NOW)

    assert actions.prove_second_factor(nadia, code(), now=NOW) is None
    assert actions.prove_second_factor(nadia, second_factor.code_at(other, time.time()), now=NOW) is not None
    assert nadia.session_generation == generation + 1
    assert [entry.facts for entry in Entry.objects.filter(code="account.second_factor_enrolled")] == [
        {"replaces": False},
        {"replaces": True},
    ]


def test_the_code_that_set_the_phone_up_cannot_be_used_again_to_sign_in():
    user, shown = UserFactory(), code()
    period = second_factor.period_of(SECRET, shown)

    actions.enrol_second_factor(user, SECRET, period=period, now=NOW)

    assert actions.prove_second_factor(user, shown, now=NOW) is None


def test_removing_the_factor_is_traced_told_and_closes_the_sessions(nadia):
    generation = nadia.session_generation
    OutgoingMessage.objects.all().delete()

    nadia = actions.remove_second_factor(nadia, by=None, now=NOW)

    assert second_factor.has_factor(nadia) is False
    assert second_factor.recovery_codes_left(nadia) == []
    assert nadia.session_generation == generation + 1
    assert Entry.objects.filter(code="account.second_factor_removed", object_id=str(nadia.pk)).count() == 1
    assert [message.to_address for message in OutgoingMessage.objects.all()] == [nadia.email]
