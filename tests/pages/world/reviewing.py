"""Offers that wait for the animation, and offers that wait for a word of their structure."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

from django.db import transaction

from boussole.offers import confirm_links, reach
from boussole.offers.actions.reviewing import submit
from boussole.offers.actions.writing import create_draft, save_version, start_version
from boussole.offers.content import OfferContent
from boussole.offers.criteria import Criterion, CriterionKind
from boussole.offers.models import Offer, OfferVersion
from boussole.partners.models import Structure
from boussole.questionnaires.models import Category
from tests.factories import NOW
from tests.factories.partners import StructureFactory
from tests.pages.world.loire import BUSY, INTERVIEW, World, ago

ADVANCE = "avancer-chaque-semaine"
# Days from today to the date to confirm by.
DATES = (12, -4, -35, -70)


def add_reviewing(world: World) -> None:
    _propose_a_change(world)
    _load_drafts()
    _let_time_pass()
    path = urlsplit(confirm_links.address_for(world.users["referent"], NOW)).path
    world.paths["confirm link"] = path


def _propose_a_change(world: World) -> None:
    """Everything that a difference can be: words, a list, criteria, a zone."""
    offer, nadia = Offer.objects.get(code=ADVANCE), world.users["referent"]
    version = start_version(offer, by=nadia, day=NOW.date(), now=ago(days=5))
    before = version.content
    content = replace(
        before,
        title=f"{before.title}, en petit groupe",
        summary="Chaque semaine, on avance ensemble. Les PMSMP et la GPEC n’auront plus de secret pour toi.",
        description=f"{before.description}\n\nTu peux venir avec un ami.",
        criteria=_older(before.criteria),
        areas=("commune:42218", "commune:42095"),
        promised_days=5,
        is_free=True,
    )
    version = save_version(version, content, seen=version.saves, by=nadia, day=NOW.date(), now=ago(days=5))
    submit(version, by=nadia, day=NOW.date(), now=ago(days=5))
    world.paths["review change"] = f"/animation/offres/{offer.code}/relecture/"
    waiting = OfferVersion.objects.to_review().exclude(offer=offer).first()
    if waiting is not None:
        world.paths["review new"] = f"/animation/offres/{waiting.offer.code}/relecture/"


def _older(criteria: tuple[Criterion, ...]) -> tuple[Criterion, ...]:
    """From 18 to 25, and one situation less."""
    age = Criterion("age", CriterionKind.RANGE, minimum=18, maximum=25)
    others = [each for each in criteria if each.question != "age"]
    shorter = [
        replace(each, accepted=frozenset(sorted(each.accepted)[1:])) if len(each.accepted) > 1 else each
        for each in others
    ]
    return (age, *shorter)


@transaction.atomic
def _load_drafts() -> None:
    """What a file brought for a structure that nobody has joined."""
    prospect = StructureFactory(
        code="velo-partage",
        name="L’Atelier du vélo partagé",
        status=Structure.Status.PROSPECT,
        email="contact.velo@example.org",
        charter=None,
    )
    category = Category.objects.filter(theme__code="mobilite").order_by("position").first()
    assert category is not None
    for title, summary in (
        ("Réparer ton vélo toi-même", "Des outils, des pièces d’occasion, quelqu’un qui sait."),
        ("Apprendre à rouler en ville", ""),
    ):
        content = OfferContent(
            "mobilite", category.code, title=title, summary=summary, promised_days=3, is_free=True
        )
        create_draft(prospect, content, by=None, now=ago(days=2), origin=OfferVersion.Origin.LOADED, code="")


@transaction.atomic
def _let_time_pass() -> None:
    """One offer in each state: two of a team that reads its mails, two of others; and one that contradicts itself."""
    interview = Offer.objects.get(code=INTERVIEW)
    hers = Offer.objects.on_line().filter(structure__code=BUSY).exclude(pk=interview.pk).exclude(code=ADVANCE)
    others = Offer.objects.on_line().exclude(structure__code=BUSY).order_by("code")
    chosen = [interview, hers.order_by("code").first() or others[2], *others[:2]]
    for offer, days in zip(chosen, DATES, strict=True):
        offer.confirm_by = NOW.date() + timedelta(days=days)
        offer.save()
    chosen[1].areas = ["commune:42218", "commune:69383"]
    chosen[1].save()
    reach.refresh(chosen)
