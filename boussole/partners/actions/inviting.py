"""Bring somebody into a structure: they answer for it once they have accepted, and see nothing before."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from boussole.accounts import actions as account_actions
from boussole.accounts.actions import InvitationRefused, NewPerson
from boussole.accounts.models import User
from boussole.audit import trail
from boussole.core.db import locked, require_transaction
from boussole.core.mailboxes import mailbox_of
from boussole.partners import emails, policies
from boussole.partners.models import Referent, Structure
from boussole.questionnaires.models import Theme
from boussole.territories.geography import UnknownCommune, geography

Role = Referent.Role
# What was asked cannot be; `field` says which answer to change, when one does.
JoiningRefused = InvitationRefused


@transaction.atomic
def invite_manager(
    structure: Structure, person: NewPerson, *, by: User, day: date, now: datetime
) -> Referent:
    """The animation asks somebody to be responsible for a structure.

    Whoever answers for it already becomes responsible at once, and is told: they have accepted the structure before.

    :raises NotAllowed: for somebody who does not animate a territory that it serves
    :raises JoiningRefused: when they are responsible already, were invited already, or their account is closed
    """
    structure = locked(structure)
    policies.can_invite_manager(by, structure, day).require()
    present = Referent.objects.in_force(day).filter(
        structure=structure, user__email__iexact=person.email, user__is_active=True
    )
    _refuse_oneself(person, by)
    referent = present.exclude(role=Role.MANAGER).first()
    if referent is None:
        referent = _propose(structure, person, Role.MANAGER, (), (), by=by, day=day, now=now)
    else:
        referent.role = Role.MANAGER
        referent.save(update_fields=["role"])
        emails.tell_responsible(referent, by=by, now=now)
    trail.record("referent.named", by=by, on=referent, at=now, structure=structure.pk)
    if structure.status == Structure.Status.PROSPECT:
        structure.move_to(Structure.Status.INVITED, by=by, at=now)
    return referent


@transaction.atomic
def invite_referent(
    structure: Structure,
    person: NewPerson,
    *,
    role: Referent.Role,
    themes: Iterable[Theme] = (),
    communes: Iterable[str] = (),
    by: User,
    day: date,
    now: datetime,
) -> Referent:
    """A manager brings a colleague in, as referent of some themes and communes (all of them when none is said).

    :raises NotAllowed: for somebody who is neither responsible for the structure nor animates where it acts
    :raises JoiningRefused: when they are there already, were invited already, or a commune does not exist
    """
    structure = locked(structure)
    policies.can_invite_colleague(by, structure, day).require()
    _refuse_oneself(person, by)
    referent = _propose(structure, person, role, themes, communes, by=by, day=day, now=now)
    trail.record("referent.invited", by=by, on=referent, at=now, structure=structure.pk, role=str(role))
    return referent


def _refuse_oneself(person: NewPerson, by: User) -> None:
    """The animation does not read a structure's requests by naming itself there: somebody else asks them in."""
    if mailbox_of(person.email) == mailbox_of(by.email):
        raise JoiningRefused(
            "Vous ne pouvez pas vous inviter vous-même : demandez-le à une personne responsable de la structure.",
            "email",
        )


def _propose(
    structure: Structure,
    person: NewPerson,
    role: Referent.Role,
    themes: Iterable[Theme],
    communes: Iterable[str],
    *,
    by: User,
    day: date,
    now: datetime,
) -> Referent:
    """The row that waits, and the invitation that leaves with it. The structure is locked."""
    require_transaction()
    user = account_actions.account_of(person, by=by, now=now)
    referent = _row_for(structure, user, day)
    referent.role, referent.is_pending = role, True
    answers_for_all = role == Role.MANAGER
    referent.communes = [] if answers_for_all else _known(communes)
    referent.save()
    referent.themes.set([] if answers_for_all else themes)
    account_actions.invite(user, by=by, now=now, pending=[referent])
    return referent


def _row_for(structure: Structure, user: User, day: date) -> Referent:
    """A new row; or that of somebody who left, whose last day stays written until they accept."""
    referent = Referent.objects.filter(structure=structure, user=user).first()
    if referent is None:
        return Referent(structure=structure, user=user, starts_on=day)
    if referent.is_pending:
        raise JoiningRefused(
            f"{user.full_name} a déjà une invitation pour cette structure : "
            "envoyez-la de nouveau depuis « Invitations ».",
            "email",
        )
    if referent.ends_on is None or referent.ends_on >= day:
        what = "est déjà responsable de" if referent.is_manager else "fait déjà partie de"
        raise JoiningRefused(f"{user.full_name} {what} cette structure.", "email")
    return referent


def _known(communes: Iterable[str]) -> list[str]:
    try:
        return sorted({geography().commune(code).code for code in communes})
    except UnknownCommune as unknown:
        raise JoiningRefused("Une de ces communes n’existe pas.", "communes") from unknown
