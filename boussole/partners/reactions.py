"""What structures do when an account is closed, and when somebody accepts to answer for one."""

from datetime import datetime, timedelta

from django.db.models import Q

from boussole.accounts.joining import on_accept
from boussole.accounts.leaving import on_disable
from boussole.accounts.models import User
from boussole.partners import actions, emails, merging_people
from boussole.partners.models import Absence, DirectoryCoordinate, SignatureCode, SignatureLink
from boussole.partners.proposals import REFERENTS

on_accept(REFERENTS)

# Reading it is enough: it registers what becomes of our rows when two structures are one.
__all__ = ["call_off_absences", "merging_people"]


@on_disable
def call_off_absences(user: User, now: datetime) -> None:
    """Their own absences, and those in which they stood in: the manager is told that nobody does any more."""
    yesterday = now.date() - timedelta(days=1)  # where the day has begun later than here
    theirs = Absence.objects.standing().filter(Q(user=user) | Q(deputy=user), ends_on__gte=yesterday)
    for absence in theirs.select_for_update(of=("self",)).order_by("pk"):
        actions.call_off(absence, by=None, now=now)
        if absence.deputy_id == user.pk:
            emails.tell_deputy_gone(absence, now=now)


@on_disable
def close_doors(user: User, now: datetime) -> None:
    """Their links to sign charters open nothing any more, and the directory no longer says how to reach them."""
    theirs = Q(signatory__user=user) | Q(signatory__email__iexact=user.email)
    SignatureLink.objects.filter(theirs, expires_at__gt=now).update(expires_at=now)
    SignatureCode.objects.filter(theirs).delete()
    DirectoryCoordinate.objects.filter(Q(referent__user=user) | Q(mandate__user=user)).delete()
