"""Lina's own story: two requests sent yesterday evening, and a page to follow them."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from random import Random
from uuid import uuid5

from boussole.contact_requests.draft import Reachable
from boussole.contact_requests.models import ContactRequest, Filing, FollowUp
from boussole.demo.hours import moment_at_work
from boussole.demo.lives import Gesture, Step
from boussole.demo.people import YoungPerson
from boussole.demo.personas import NADIAS
from boussole.demo.stories import stories
from boussole.demo.year import KEYS, Year
from boussole.questionnaires.definition import NO, YES
from boussole.territories.geography import geography

KEY = uuid5(KEYS, "lina")
THEME, HOME = "emploi", "42218"
ASKS = ("preparer-entretien", "tenue-entretien")  # of Nadia's structure, and of another one
ANSWERS = {
    "statut": frozenset(["recherche"]),
    "cherche": frozenset(["emploi"]),
    "diplome": frozenset(["bac"]),
    "suivi": frozenset([NO]),
    "deplacement": frozenset([YES]),
    "handicap": frozenset([NO]),
}
REACHABLE = Reachable(
    first_name="Lina",
    phone="+33639980019",
    email="lina.19@example.org",
    moments=("MORNING", "EVENING"),
    voicemail_ok=True,
    message="J’ai bientôt un entretien pour un poste en boulangerie. C’est mon premier.",
)
A_WHILE = timedelta(minutes=10)


def filing() -> Filing | None:
    """What Lina sent: the page `/demo/` leads to her follow-up page."""
    return Filing.objects.filter(key=KEY, anonymised_at__isnull=True).first()


def add_lina(year: Year) -> None:
    """Add her evening to the agenda."""
    year.add(year.days_ago(1, hour=18, minute=42), partial(_ask, year))


def _ask(year: Year, at: datetime) -> None:
    rng = Random(f"{year.seed}/lina")  # noqa: S311
    theme = year.window.theme(THEME, at)
    if theme is None:
        return
    herself = YoungPerson(
        age=19,
        occupation="recherche",
        diploma="bac",
        has_licence=False,
        has_child=False,
        commune=geography().commune(HOME),
    )
    look = year.remember(year.window.look(rng, herself, theme, at, ANSWERS), at)
    chosen = [offer for offer in look.offers if offer.code in ASKS] or list(look.offers[:2])
    if chosen:
        year.send(rng, [look], chosen, REACHABLE, at, plan=partial(_what_follows, year), key=KEY)


def _what_follows(year: Year, contact_request: ContactRequest, rng: Random) -> list[Step]:
    """One structure has not answered yet; the other has tried to call, if it has opened since."""
    if contact_request.structure.code == NADIAS:
        return []
    missed = {
        "kind": FollowUp.Kind.CALL,
        "result": FollowUp.Result.LEFT_MESSAGE,
        "text": stories().follow_up(rng, "left_message"),
    }
    since, until = contact_request.filed_at + A_WHILE, year.now - A_WHILE
    called_at = moment_at_work(rng, since, until, year.window.zone)
    return [Step(called_at, Gesture.LOG_ATTEMPT, missed)] if called_at else []
