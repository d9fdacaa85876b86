"""The link of a reminder: opens the list of somebody's offers to confirm, without signing in (decision 0019).

Nothing is stored. It is bound to one person and signed; it dies with their account or with every session they
close, and shows nothing of a structure that they left. It opens no request, and no way to reach anybody.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.core import signing

from boussole.accounts.models import User
from boussole.core.links import absolute

LIFE = timedelta(days=8)  # as any link that acts (guarantees.md G15); beyond, the same page after signing in
SALT = "boussole.offers.confirm"


def address_for(person: User, now: datetime) -> str:
    """The full address to write in a mail to this person alone."""
    return absolute("extranet:confirm_door", signing.dumps(_signed(person, now.date()), salt=SALT))


def person_behind(token: str, now: datetime) -> User | None:
    """Whose link this is; None when it is unknown, over, or was written before their sessions were closed."""
    try:
        number, generation, issued = signing.loads(token, salt=SALT)
        since = now.date() - date.fromisoformat(issued)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    if not timedelta() <= since <= LIFE:
        return None
    return person_of(number, generation)


def person_of(number: int, generation: int) -> User | None:
    """The person, if their account is open and has not closed its sessions since."""
    return User.objects.active().filter(pk=number, session_generation=generation).first()


def _signed(person: User, day: date) -> list[object]:
    return [person.pk, person.session_generation, day.isoformat()]
