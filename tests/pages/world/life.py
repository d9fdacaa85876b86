"""An offer that has a history, one that is paused, one that follows a template."""

from __future__ import annotations

from dataclasses import replace

from boussole.offers.actions import life
from boussole.offers.actions.reviewing import Passage, approve, send_back, submit
from boussole.offers.actions.templates import Scope, use_template, write_template
from boussole.offers.actions.writing import save_version, start_version
from boussole.offers.content import OfferContent
from boussole.offers.criteria import Criterion, CriterionKind
from boussole.offers.models import Offer
from boussole.partners.models import Structure
from boussole.territories.models import Territory
from tests.factories import NOW
from tests.pages.world.loire import BUSY, World, ago

TOLD, PAUSED = "point-recherche-emploi", "loyer-en-retard"
TODAY = NOW.date()


def add_life(world: World) -> None:
    _tell_a_history(world)
    _pause(world)
    _follow_a_template(world)


def _tell_a_history(world: World) -> None:
    """Sent back once, then published; the version before can be taken up again."""
    offer, nadia, claire = Offer.objects.get(code=TOLD), world.users["referent"], world.users["animator"]
    version = start_version(offer, by=nadia, day=TODAY, now=ago(days=9))
    before = version.content
    content = replace(
        before,
        title="Faire le point sur ta recherche d’emploi, en une heure",
        summary=before.summary.replace(".", ", à deux.", 1),
        criteria=(Criterion("age", CriterionKind.RANGE, minimum=18, maximum=25),),
        is_free=True,
    )
    version = save_version(version, content, seen=version.saves, by=nadia, day=TODAY, now=ago(days=9))
    submit(version, by=nadia, day=TODAY, now=ago(days=8))
    send_back(
        version,
        note="Presque prêt : une phrase à reprendre.",
        comments=[Passage("title", "Une heure, vraiment ?", quote="en une heure")],
        by=claire,
        day=TODAY,
        now=ago(days=7),
    )
    submit(version, by=nadia, day=TODAY, now=ago(days=6))
    approve(version, by=claire, day=TODAY, now=ago(days=5))


def _pause(world: World) -> None:
    offer, nadia = Offer.objects.get(code=PAUSED), world.users["referent"]
    note = "Les locaux sont en travaux jusqu’en janvier"
    life.pause(offer, note=note, by=nadia, day=TODAY, now=ago(days=2))


def _follow_a_template(world: World) -> None:
    category = Offer.objects.get(code=TOLD).category
    text = OfferContent(
        category.theme.code,
        category.code,
        title="Rencontrer quelqu’un qui fait le métier qui t’attire",
        summary="Tu passes une heure avec une personne du métier, et tu poses toutes tes questions.",
        description="On choisit le métier ensemble.\n\n- Tu viens comme tu es.\n- On prépare tes questions.",
        criteria=(Criterion("age", CriterionKind.RANGE, minimum=16, maximum=25),),
    )
    claire, nadia = world.users["animator"], world.users["referent"]
    loire = Territory.objects.get(code="loire")
    template = write_template(text, Scope(loire), by=claire, day=TODAY, now=ago(days=20))
    busy = Structure.objects.get(code=BUSY)
    [version] = use_template(template, [busy], by=nadia, day=TODAY, now=ago(days=3))
    copy = f"/extranet/offres/{version.offer.code}/"
    world.paths |= {
        "follows a template": copy,
        "drop draft": f"{copy}abandon/",
        "detach": f"{copy}modele/detachement/",
        "withdraw version": f"{world.paths['offer waiting']}relecture/retrait/",
        "cancel schedule": f"{world.paths['offer waiting']}programmation/annulation/",
    }
    world.paths["use template"] = f"/extranet/offres/modeles/{template.code}/"
    world.paths["change template"] = f"/animation/offres/modeles/{template.code}/"
    world.paths["withdraw template"] = f"/animation/offres/modeles/{template.code}/retrait/"
    begun = f"?category={category.theme.code}/{category.code}&scope=territoire:loire"
    world.paths["write template"] = f"/animation/offres/modeles/nouveau/{begun}"
