"""Who says that a person is who they are, beside us: recognised, linked, unlinked (guarantees.md R12)."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from boussole.accounts import emails
from boussole.accounts.audit_codes import Account
from boussole.accounts.models import ExternalIdentity, User
from boussole.accounts.proconnect import Doubt, Said
from boussole.audit import trail
from boussole.core.db import locked
from boussole.core.moves import MoveRefused


class IdentityTaken(MoveRefused):
    """Another account is linked to this identity."""


def recognise(said: Said, *, now: datetime) -> User | None:
    """The account linked to this identity, whatever its address; None when none is."""
    found = ExternalIdentity.objects.select_related("user").filter(issuer=said.issuer, sub=said.sub).first()
    if found is None:
        return None
    found.last_used_at = now
    found.save(update_fields=["last_used_at"])
    return found.user


@transaction.atomic
def link_identity(user: User, said: Said, *, now: datetime) -> ExternalIdentity:
    """From now on this identity opens this account. It replaces one of the same provider, if there was one.

    The caller has made sure that the account is theirs: password and factor, a moment ago.

    :raises IdentityTaken: when it opens another account already
    """
    user = locked(user)
    former = ExternalIdentity.objects.filter(user=user, issuer=said.issuer).first()
    if former is not None and former.sub == said.sub:
        return former
    if former is not None:
        former.delete()
    try:
        with transaction.atomic():
            linked = ExternalIdentity.objects.create(
                user=user, issuer=said.issuer, sub=said.sub, linked_at=now, last_used_at=now
            )
    except IntegrityError as taken:
        raise IdentityTaken(
            "Ce compte ProConnect est déjà relié à un autre compte de la Boussole."
        ) from taken
    trail.record(Account.IDENTITY_LINKED, by=user, on=user, at=now, replaces=former is not None)
    emails.tell_what_changed(user, "Un compte ProConnect a été relié à votre compte", now=now)
    return linked


@transaction.atomic
def unlink_identity(user: User, *, now: datetime) -> bool:
    """ProConnect opens this account no more; the password and the factor still do. False if it did not."""
    user = locked(user)
    if not ExternalIdentity.objects.filter(user=user).delete()[0]:
        return False
    trail.record(Account.IDENTITY_UNLINKED, by=user, on=user, at=now)
    emails.tell_what_changed(user, "Votre compte ProConnect n’est plus relié à votre compte", now=now)
    return True


def record_doubt(doubt: Doubt, *, now: datetime) -> None:
    """Trace that what came back from the provider was refused, and why; about nobody, since nobody was proved."""
    trail.record(Account.IDENTITY_REFUSED, by=None, on=None, at=now, reason=doubt.value)
