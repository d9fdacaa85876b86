"""The links of professionals' mails: made, opened, ended (guarantees.md T4, T11, T12, G15).

To put one in a message, add `"act_link": action_links.issue(contact_request, address, now)` to the context of
that one recipient, inside the loop over addresses (a link is never shared by two mails), and write
`{{ act_link }}` on a line of its own in `body.txt`, after « Répondre sans se connecter : ». Only in messages to
those who may answer the request; never in one to the animation or to the young person.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db.models import Q

from boussole.accounts.models import User
from boussole.contact_requests import policies, recipients
from boussole.contact_requests.models import ActionLink, ContactRequest
from boussole.core.clock import local_day
from boussole.core.links import absolute
from boussole.partners.models import Absence, Referent

TOKEN_BYTES = 24  # 192 bits
PURPOSE = "action"  # part of the hash: a token made for something else opens nothing here


@dataclass(frozen=True, slots=True)
class Opened:
    """A link that works at this moment, and who may act through it.

    `person` is the recipient, when the address is somebody's own; a shared mailbox has none, and whoever
    reads it says who they are among `people`.
    """

    link: ActionLink
    people: tuple[User, ...]
    person: User | None = None

    @property
    def contact_request(self) -> ContactRequest:
        return self.link.contact_request

    def named(self, pk: int | str) -> User | None:
        """The one of `people` that has this number."""
        return next((user for user in self.people if str(user.pk) == str(pk)), None)


def issue(contact_request: ContactRequest, to_address: str, now: datetime) -> str:
    """Make a link for one message to one recipient, and return its full address. It is stored hashed only."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    ActionLink.objects.create(
        contact_request=contact_request,
        to_address=to_address,
        token_hash=hash_of(token),
        created_at=now,
        expires_at=now + ActionLink.LIFE,
    )
    return absolute("extranet:mail_door", token)


def hash_of(token: str) -> str:
    return sha256(f"{PURPOSE}/{token}".encode()).hexdigest()


def behind(token: str, now: datetime) -> Opened | None:
    """What this link opens, or None when it is unknown, over or revoked. Reads only, however often."""
    return _opened(token_hash=hash_of(token), now=now)


def opened(link_id: int, now: datetime) -> Opened | None:
    """The same, for whoever has come through the door."""
    return _opened(pk=link_id, now=now)


def revoke(contact_request: ContactRequest, *, now: datetime) -> int:
    """End every link about this request: it has ended, or somebody else takes care of it."""
    return contact_request.action_links.alive(now).update(revoked_at=now)


def revoke_to(user: User, *, now: datetime) -> int:
    """End every link sent to this person (T4: each credential dies with the account)."""
    return ActionLink.objects.alive(now).filter(to_address__iexact=user.email).update(revoked_at=now)


def _opened(*, now: datetime, **which: object) -> Opened | None:
    rows = ActionLink.objects.alive(now).select_related(
        "contact_request__filing",
        "contact_request__offer__theme",
        "contact_request__structure",
        "contact_request__owner",
    )
    link = rows.filter(**which).first()
    if link is None or not link.contact_request.is_open:
        return None
    person = User.objects.filter(email=link.to_address.lower()).first()
    if person is not None:
        # Their own mailbox: nobody else's name, and nothing once they no longer answer for the structure.
        may = person.is_active and policies.can_read(person, link.contact_request, now)
        return Opened(link, (person,), person) if may else None
    if not _is_still_written_to(link, now):
        return None
    day = local_day(now, link.contact_request.filing.timezone)
    return Opened(link, tuple(recipients.team_of(link.contact_request, day)))


def _is_still_written_to(link: ActionLink, now: datetime) -> bool:
    """A shared mailbox that is no longer a contact of the offer, nor stands in for anybody, opens nothing."""
    contact_request = link.contact_request
    day = local_day(now, contact_request.filing.timezone)
    absences = Absence.objects.in_force(day).filter(structure=contact_request.structure_id)
    present = Referent.objects.in_force(day).filter(structure=contact_request.structure_id)
    # Whoever named it must still answer for the structure: the mailbox leaves with them.
    boxes = absences.exclude(mailbox="").filter(Q(user__isnull=True) | Q(user__in=present.values("user")))
    addresses = [*contact_request.offer.contact_emails, *boxes.values_list("mailbox", flat=True)]
    return link.to_address.lower() in {address.lower() for address in addresses}
