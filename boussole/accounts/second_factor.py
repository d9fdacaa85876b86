"""The second factor: codes of an application (TOTP) or a passkey, and recovery codes for the day they are lost.

The rows are django-allauth's (`Authenticator`); what is ours is that a code works once, whatever happens:
the number of its half-minute is kept, under a lock, and only a later one is accepted (RFC 6238, 5.2).

Time here is the real one: the application on the phone does not follow the demo's clock.
"""

from __future__ import annotations

import time

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from django.db import transaction

from boussole.accounts.models import User
from boussole.accounts.sealing import seal, unseal

PERIOD = 30  # seconds that a code lasts
TOLERANCE = 1  # periods before and after: phones are late, people type slowly
GROUP = 5  # digits of a recovery code that are read at once

new_secret = generate_totp_secret
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_factor(user: User) -> bool:
    """Whether the account has something to show besides a password; recovery codes alone are not that."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists()


def has_application(user: User) -> bool:
    """Whether one of these factors is an application that gives codes."""
    return Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists()


def code_at(secret: str, moment: float) -> str:
    """What the application shows at that moment."""
    return format_hotp_value(hotp_value(secret, int(moment) // PERIOD))


def period_of(secret: str, code: str, *, after: int = 0) -> int | None:
    """The number of the half-minute to which this code belongs, now or nearly; None for a wrong code.

    Codes of the half-minute `after`, and before it, have been used or are too old.
    """
    current = int(time.time()) // PERIOD
    for period in range(current - TOLERANCE, current + TOLERANCE + 1):
        expected = format_hotp_value(hotp_value(secret, period))
        if period > after and compare_user_code(actual=code, expected=expected):
            return period
    return None


@transaction.atomic
def use_code(user: User, code: str) -> Authenticator | None:
    """The factor that this code proves, the code being spent; None when it proves nothing."""
    rows = Authenticator.objects.select_for_update().filter(user_id=user.pk).order_by("pk")
    factors = {row.type: row for row in rows}
    if not factors.keys() & set(FACTORS):
        return None  # recovery codes replace a factor, they are not one
    application = factors.get(Authenticator.Type.TOTP)
    if application and _is_its_code(application, code):
        return application
    spare = factors.get(Authenticator.Type.RECOVERY_CODES)
    return spare if spare and RecoveryCodes(spare).validate_code(code) else None


def _is_its_code(application: Authenticator, code: str) -> bool:
    """Whether this code is one of the application's, now or nearly; it is then spent."""
    period = period_of(unseal(application.data["secret"]), code, after=application.data.get("last_period", 0))
    if period is None:
        return False
    application.data["last_period"] = period
    application.save(update_fields=["data"])
    return True


def keep_application(user: User, secret: str, *, period: int) -> Authenticator:
    """Store the application whose code of that half-minute was just seen, in place of any former one."""
    Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).delete()
    return Authenticator.objects.create(
        user=user,
        type=Authenticator.Type.TOTP,
        data={"secret": seal(secret), "last_period": period},
    )


def renew_recovery_codes(user: User) -> None:
    """New recovery codes; the former ones open nothing any more."""
    Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.RECOVERY_CODES).delete()
    RecoveryCodes.activate(user)


def recovery_codes_left(user: User) -> list[str]:
    """The recovery codes that still work, in groups of digits that can be read aloud."""
    spare = Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.RECOVERY_CODES).first()
    codes = RecoveryCodes(spare).get_unused_codes() if spare else []
    return [" ".join(code[at : at + GROUP] for at in range(0, len(code), GROUP)) for code in codes]


def remove(user: User) -> None:
    """The account has no second factor any more; the next sign-in asks to set one up."""
    Authenticator.objects.filter(user_id=user.pk).delete()
