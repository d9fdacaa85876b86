"""What was looked for and not found, and what the animation does about it."""

from __future__ import annotations

from boussole.animation import actions
from boussole.animation.actions import ProspectPlan
from boussole.animation.models import Prospect
from boussole.orientation.models import Search
from boussole.partners.models import Structure
from boussole.questionnaires.models import Theme
from boussole.territories.models import Territory
from tests.factories import NOW
from tests.pages.world.loire import BUSY, World, ago

DAY = NOW.date()
# Where, which age, how many searches, what was answered.
SEARCHES = (
    ("epci:244200770", "18-20", 14, {"besoin": ["trouver"]}),
    ("epci:244200770", "15-17", 6, {"besoin": ["urgence"]}),
    ("epci:200065886", "21-25", 9, {"besoin": ["trouver"]}),
    ("epci:200065894", "autre", 3, {}),
    ("epci:200035731", "26-30", 5, {"besoin": ["payer"]}),
)


def add_needs(world: World) -> None:
    """Searches that found nothing in four places, a prospect of each kind, a question each way."""
    housing = Theme.objects.get(code="logement")
    Search.objects.bulk_create(
        Search(day=DAY, theme=housing, area=area, age_group=age, answers=answers, offers_found=found)
        for area, age, times, answers in SEARCHES
        for found in [0] * times + [3] * 8
    )
    loire = Territory.objects.get(code="loire")
    claire, manager = world.users["animator"], world.users["several"]
    act = {"by": claire, "day": DAY, "now": ago(days=9)}
    plan = ProspectPlan(
        housing, "18-20 ans, sans logement, avec un chien", area="epci:244200770", searches=14
    )
    actions.open_prospect(loire, plan, **act)
    named = ProspectPlan(
        housing, "Une chambre le temps d’un stage", name="Foyer du Pilat", due_on=ago(days=1).date()
    )
    prospect = actions.open_prospect(loire, named, **act)
    actions.take_step(prospect, to=Prospect.Status.IN_TALKS, note="Rencontre avec la direction.", **act)
    busy = Structure.objects.get(code=BUSY)
    about = {"territory": loire, "theme": housing, "area": "", "text": "Pourriez-vous leur répondre ?"}
    waiting = actions.ask_structure(busy, need="Dormir au chaud cette semaine", **about, **act)
    answered = actions.ask_structure(busy, need="Une caution pour un premier logement", **about, **act)
    actions.answer_question(answered, "WIDEN", words="Dès le mois de janvier.", by=manager, day=DAY, now=NOW)
    world.paths |= {
        "prospect": f"/animation/prospects/{prospect.public_id}/",
        "question": f"/animation/questions/{answered.public_id}/",
        "question waiting": f"/animation/questions/{waiting.public_id}/",
        "asked question": f"/extranet/questions/{waiting.public_id}/",
        "answered question": f"/extranet/questions/{answered.public_id}/",
    }
