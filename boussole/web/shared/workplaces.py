"""Where somebody works who has several roles: the switch of the header, and what the desks then show.

What is chosen narrows lists, never rights: the link of a mail opens whatever the workplace.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from boussole.accounts.joining import scope_in_words
from boussole.accounts.models import Mandate, User
from boussole.accounts.policies import mandates_of, through
from boussole.core.typography import alphabetical
from boussole.partners.models import Structure
from boussole.partners.policies import referents_of

ALL_STRUCTURES, ALL_MANDATES = "structures", "animation"
COUNTRY = "country"
Role = Mandate.Role


@dataclass(frozen=True, slots=True)
class Workplace:
    """One line of the switch."""

    code: str  # what `User.workplace` keeps
    label: str
    hint: str
    is_current: bool = False

    @property
    def is_of_a_structure(self) -> bool:
        """On the site of the professionals; else on that of the animation."""
        return self.code.startswith("structure")


def workplaces_of(user: User, day: date) -> list[Workplace]:
    """Structures first, then what the mandates open; all of each kind when there are several."""
    structures = sorted(
        {each.structure for each in referents_of(user, day)}, key=lambda each: alphabetical(each.name)
    )
    found = [Workplace(f"structure:{each.code}", each.name, "Structure") for each in structures]
    if len(structures) > 1:
        found.append(Workplace(ALL_STRUCTURES, "Toutes mes structures", ""))
    scopes = {code_of(mandate): mandate for mandate in mandates_of(user, day)}
    found += [
        Workplace(code, scope_in_words(mandate) or "France", mandate.get_role_display())
        for code, mandate in sorted(scopes.items())
    ]
    if len(scopes) > 1:
        found.append(Workplace(ALL_MANDATES, "Tous mes mandats", ""))
    return found


def code_of(mandate: Mandate) -> str:
    """« territory:loire », « region:84 », « country »."""
    if mandate.territory is not None:
        return f"territory:{mandate.territory.code}"
    return f"region:{mandate.region}" if mandate.region else COUNTRY


def switch_of(user: User, day: date, *, animates: bool) -> list[Workplace]:
    """The lines of the header, the current one marked; empty for whoever has one workplace only."""
    places = workplaces_of(user, day)
    if len(places) < 2:
        return []
    current = _current(user, places, animates=animates)
    return [Workplace(each.code, each.label, each.hint, is_current=each.code == current) for each in places]


def desk_of_workplace(user: User, day: date) -> str:
    """The route of the first page after signing in: that of the place chosen, while it is still theirs."""
    chosen = next((each for each in workplaces_of(user, day) if each.code == user.workplace), None)
    return "animators:home" if chosen and not chosen.is_of_a_structure else "extranet:home"


def structures_shown(user: User, structures: tuple[Structure, ...]) -> tuple[Structure, ...]:
    """The structure chosen, when it is one of theirs; else all of them."""
    chosen = tuple(each for each in structures if user.workplace == f"structure:{each.code}")
    return chosen or structures


def seen_from_workplace(user: User, day: date) -> User:
    """The person with the chosen mandate alone, for lists; the person themselves when none is chosen."""
    mandates = mandates_of(user, day)
    chosen = [mandate for mandate in mandates if code_of(mandate) == user.workplace]
    return through(user, day, chosen) if chosen and len(chosen) < len(mandates) else user


def _current(user: User, places: list[Workplace], *, animates: bool) -> str:
    """What this site shows: what was chosen, or else everything there is on it."""
    here = [each.code for each in places if each.is_of_a_structure != animates]
    if user.workplace in here:
        return user.workplace
    return here[-1] if here else ""  # « all » comes last; alone, the only one
