"""The Loire on a Monday morning, with everything that a page may have to show: none, one and many, long and late."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction
from django.db.models import Q

from boussole.interop.bundles import open_bundle
from boussole.interop.loading import load
from boussole.offers import reach
from boussole.offers.models import Offer
from tests.factories.questionnaires import ThemeFactory
from tests.pages.world.answers import add_answer_reviews
from tests.pages.world.charters import add_charters
from tests.pages.world.directory import add_directory
from tests.pages.world.doors import add_doors, add_visits
from tests.pages.world.joining import add_joining
from tests.pages.world.life import add_life
from tests.pages.world.loire import BED, World, ago
from tests.pages.world.needs import add_needs
from tests.pages.world.opening import add_opening
from tests.pages.world.people import MOBILE, add_absences, add_people, add_workshop
from tests.pages.world.proconnect import add_proconnect
from tests.pages.world.questionnaires import add_questionnaires
from tests.pages.world.redirections import add_redirections
from tests.pages.world.requests import add_requests
from tests.pages.world.reviewing import add_reviewing
from tests.pages.world.sign_in import add_sign_in
from tests.pages.world.spreadsheets import add_spreadsheets
from tests.pages.world.team import add_team
from tests.pages.world.writing import add_writing

__all__ = ["MOBILE", "World", "build_world"]

CONTENT = Path(__file__).resolve().parents[3] / "content"


def build_world() -> World:
    """Fill an empty database. Two seconds."""
    national = CONTENT / "national"
    for bundle in (open_bundle(national), open_bundle(CONTENT / "demo-loire", national)):
        load(bundle, now=ago(days=90))
    ThemeFactory(code="loisirs", name="Loisirs", invitation="Trouver une activité")  # open nowhere
    with transaction.atomic():
        paused = Offer.objects.filter(Q(code=BED) | Q(theme__code="mobilite"))
        paused.update(status="PAUSED")
        reach.refresh(list(paused))
    world = World()
    add_people(world)
    add_requests(world)
    redirections = add_redirections(world)
    add_doors(world)
    add_needs(world)
    world.paths |= redirections
    add_workshop(world)
    add_absences(world)
    add_visits(world)
    add_questionnaires(world)
    add_writing(world)
    add_life(world)
    add_reviewing(world)
    add_answer_reviews()
    add_opening(world)
    add_sign_in(world)
    add_proconnect(world)
    add_spreadsheets(world)
    add_team(world)
    add_joining(world)
    add_directory(world)
    add_charters(world)
    return world
