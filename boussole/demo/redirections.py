"""Redirections at every stage, around Nadia's structure: what waits for a young person, for her, for another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from random import Random
from uuid import uuid5

from boussole.accounts.models import User
from boussole.contact_requests import actions
from boussole.contact_requests.draft import Reachable
from boussole.contact_requests.models import ContactRequest, Filing, FollowUp, Redirection
from boussole.demo import handovers
from boussole.demo.desks import ask
from boussole.demo.hours import working_moment
from boussole.demo.lives import Gesture, Step
from boussole.demo.personas import NADIA, NADIAS
from boussole.demo.stories import stories
from boussole.demo.year import KEYS, Year

AGREEMENT_KEY = uuid5(KEYS, "agreement")
MAYA = Reachable(
    first_name="Maya",
    phone="+33639980022",
    email="maya.22@example.org",
    moments=("AFTERNOON",),
    voicemail_ok=True,
    message="Je cherche un premier contrat depuis deux mois, et je ne sais plus par où commencer.",
)
INFORMS = "info-jeunes-saint-etienne"
RECEIVES, ASKED_FIRST = "france-travail-aiguillages", "rencontrer-entreprises"
HAS_NO_ROOM = "auto-ecole-bonne-voie"
OUTSIDE = "Le Vestiaire du Furan"
OUTSIDE_CONTACT = "01 99 00 44 20, du lundi au vendredi de 14 h à 17 h"
OUTSIDE_DIAGNOSIS = (
    "A surtout besoin d’une tenue et d’un sac pour son premier jour. Cette association en donne."
)
SOON, A_DAY = timedelta(minutes=10), timedelta(hours=22)

# What happens once the sender has spoken with the person: the moment of that talk, and the rest.
Then = Callable[[Year, Random, ContactRequest, datetime], None]


def agreement_filing() -> Filing | None:
    """Maya's: another structure is proposed to her, and she has not answered yet."""
    return Filing.objects.filter(key=AGREEMENT_KEY, anonymised_at__isnull=True).first()


def add_redirections(year: Year) -> None:
    """Add to the agenda one redirection of each kind."""
    at_nadias = partial(ask, year, structure=NADIAS, offers=("point-recherche-emploi",), by=NADIA.email)
    asks, proposes, accepted = (
        _after_a_talk(year, then) for then in (_asks_agreement, _proposes, _is_accepted)
    )
    returned, outside = (_after_a_talk(year, then) for then in (_comes_back, _goes_outside))
    at_nadias(
        name="redirection/agreement", due_in=0, plan=asks, also_for=RECEIVES, key=AGREEMENT_KEY, who=MAYA
    )
    ask(year, "redirection/examine", INFORMS, 1, proposes, also_for=NADIAS)
    ask(year, "redirection/accepted", RECEIVES, -1, accepted, offers=(ASKED_FIRST,), also_for=NADIAS)
    at_nadias(name="redirection/declined", due_in=0, plan=returned, also_for=HAS_NO_ROOM)
    at_nadias(name="redirection/outside", due_in=0, plan=outside)


def _after_a_talk(year: Year, then: Then) -> Callable[[ContactRequest, Random], list[Step]]:
    return partial(_talk, year, then)


def _talk(year: Year, then: Then, contact_request: ContactRequest, rng: Random) -> list[Step]:
    """Somebody of the structure reaches the person within a day; what follows needs to know who."""
    since = contact_request.filed_at + SOON
    at = working_moment(rng, since, min(since + A_DAY, year.now - 2 * SOON), year.window.zone)
    has_phone = bool(contact_request.filing.phone)
    told = {
        "kind": str(FollowUp.Kind.CALL if has_phone else FollowUp.Kind.MESSAGE),
        "result": str(FollowUp.Result.REACHED),
        "text": stories().follow_up(rng, "reached_first" if has_phone else "written_back"),
    }
    note = {"text": stories().follow_up(rng, "shared_note"), "visibility": str(FollowUp.Visibility.SHARED)}
    then(year, rng, contact_request, at + SOON)
    return [
        Step(at, Gesture.LOG_ATTEMPT, told),
        Step(at + timedelta(minutes=4), Gesture.ADD_NOTE, note),
    ]


# --- Of each kind -------------------------------------------------------------------------------------
def _asks_agreement(year: Year, rng: Random, contact_request: ContactRequest, talk: datetime) -> None:
    """Asked by message: Maya reads it on her page, and says yes or no."""
    asked = partial(
        _propose, rng, contact_request, structures=(RECEIVES,), agreement=Redirection.Agreement.ASKED
    )
    year.add(_lately(year, rng, talk), asked)


def _proposes(year: Year, rng: Random, contact_request: ContactRequest, talk: datetime) -> None:
    """Agreed to on the phone: Nadia's structure has two days to answer."""
    year.add(_lately(year, rng, talk), partial(_propose, rng, contact_request, structures=(NADIAS,)))


def _is_accepted(year: Year, rng: Random, contact_request: ContactRequest, talk: datetime) -> None:
    """Proposed to Nadia's structure, and accepted by her: the chain is on the page of the new request."""

    def happen(at: datetime) -> None:
        redirection = _propose(rng, contact_request, at, structures=(NADIAS,))
        if redirection is not None:
            nadia = User.objects.get(email=NADIA.email)
            accepted = partial(handovers.accept, year, rng, redirection, by=nadia)
            year.add(_soon(year, rng, at), accepted)

    year.add(talk, happen)


def _comes_back(year: Year, rng: Random, contact_request: ContactRequest, talk: datetime) -> None:
    """Declined for want of room: Nadia has it again."""

    def happen(at: datetime) -> None:
        redirection = _propose(rng, contact_request, at, structures=(HAS_NO_ROOM,))
        if redirection is not None:
            year.add(_soon(year, rng, at), partial(handovers.decline, year, rng, redirection))

    year.add(talk, happen)


def _goes_outside(year: Year, rng: Random, contact_request: ContactRequest, talk: datetime) -> None:
    """Towards an association without account: the young person gets its number."""
    year.add(_lately(year, rng, talk), partial(_orient, contact_request))


def _orient(contact_request: ContactRequest, at: datetime) -> None:
    actions.orient_outside(
        contact_request,
        name=OUTSIDE,
        contact=OUTSIDE_CONTACT,
        reason=Redirection.Reason.OTHER_NEED,
        diagnosis=OUTSIDE_DIAGNOSIS,
        by=_owner_of(contact_request),
        now=at,
    )


def _propose(
    rng: Random,
    contact_request: ContactRequest,
    at: datetime,
    *,
    structures: tuple[str, ...] = (),
    agreement: Redirection.Agreement = Redirection.Agreement.TOLD,
) -> Redirection | None:
    return handovers.propose(
        rng,
        contact_request,
        by=_owner_of(contact_request),
        at=at,
        structures=structures,
        agreement=agreement,
    )


def _owner_of(contact_request: ContactRequest) -> User:
    """Whoever spoke with the person."""
    return User.objects.get(owned_requests=contact_request.pk)


def _lately(year: Year, rng: Random, since: datetime) -> datetime:
    """Since yesterday, after this moment: two days are not over."""
    earliest = max(since + SOON, year.now - A_DAY)
    return working_moment(rng, min(earliest, year.now), year.now - SOON / 2, year.window.zone)


def _soon(year: Year, rng: Random, since: datetime) -> datetime:
    """Within a day and a half of this moment: the receiver answers before it is reminded twice."""
    until = min(since + timedelta(hours=36), year.now - SOON / 2)
    return working_moment(rng, min(since + 2 * SOON, until), until, year.window.zone)
