"""The link at the foot of news: it says who and of which territory, signed, and opens nothing else."""

from __future__ import annotations

from django.core import signing

from boussole.accounts.models import User
from boussole.core.links import absolute
from boussole.territories.models import Territory

SALT = "boussole.animation.unsubscribing"


def token_for(user: User, territory: Territory) -> str:
    """What the address holds; it never ends: one may stop news years later."""
    return signing.dumps([str(user.public_id), territory.code], salt=SALT)


def link_for(user: User, territory: Territory) -> str:
    """The address written in the mail."""
    return absolute("extranet:unsubscribe", token_for(user, territory))


def behind(token: str) -> tuple[User, Territory] | None:
    """Who and where; None for a token that is not ours, or of an account that is no more."""
    try:
        user, territory = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    person = User.objects.active().filter(public_id=user).first()
    place = Territory.objects.filter(code=territory).first()
    return (person, place) if person is not None and place is not None else None
