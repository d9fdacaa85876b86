"""Being asked to answer for a structure: the rows of `Referent` that wait for their invitation."""

from __future__ import annotations

from datetime import date

from boussole.accounts.joining import Kind
from boussole.accounts.models import User
from boussole.core.typography import enumeration
from boussole.partners import policies
from boussole.partners.models import Referent
from boussole.territories.geography import commune_name


def referent_in_words(referent: Referent) -> str:
    """« Référent ou référente : Mission locale du Forez (Emploi ; Feurs) »."""
    whole = f"{referent.get_role_display()}\u00a0: {referent.structure.name}"
    themes = enumeration([theme.name for theme in referent.themes.all()])
    communes = enumeration([commune_name(code) for code in referent.communes])
    part = "\u00a0; ".join(each for each in (themes, communes) if each)
    return f"{whole} ({part})" if part else whole


def accept(referent: Referent, day: date) -> None:
    """They answer from this day, and are of the team as of today. Somebody who had left has come back."""
    was_there = referent.ends_on is not None
    referent.starts_on = day if was_there else max(referent.starts_on, day)
    referent.ends_on, referent.is_pending = None, False
    referent.confirmed_on, referent.confirmed_by = day, None
    referent.save(update_fields=["starts_on", "ends_on", "is_pending", "confirmed_on", "confirmed_by"])


def withdraw(referent: Referent) -> None:
    """Nothing was proposed; the row of somebody who had left before stays with its last day."""
    if referent.ends_on is None:
        referent.delete()
        return
    referent.is_pending, referent.invitation = False, None
    referent.save(update_fields=["is_pending", "invitation"])


def is_followed_by(referent: Referent, user: User, day: date) -> bool:
    """Whoever may invite into this structure may also send again, and cancel."""
    return bool(policies.can_invite_colleague(user, referent.structure, day))


REFERENTS = Kind(
    model=Referent,
    related=("structure",),
    in_words=referent_in_words,
    is_followed_by=is_followed_by,
    accept=accept,
    withdraw=withdraw,
    prefetched=("themes",),
)
