"""A team to keep up to date: somebody to confirm, somebody asleep, somebody whose account was closed."""

from __future__ import annotations

from datetime import timedelta

from boussole.accounts.models import User
from boussole.contact_requests import actions
from boussole.contact_requests.actions import HandOver
from boussole.partners.models import Referent, Structure
from tests.factories import NOW
from tests.factories.partners import ReferentFactory
from tests.pages.world.loire import BUSY, QUIET, World


def add_team(world: World) -> None:
    busy = Structure.objects.get(code=BUSY)
    manager, nadia = world.users["several"], world.users["referent"]
    Referent.objects.filter(structure=busy).update(confirmed_on=NOW.date() - timedelta(days=20))
    theirs = busy.referents.get(user=nadia)
    Referent.objects.filter(pk__in=[theirs.pk, busy.referents.get(user=manager).pk]).update(confirmed_on=None)
    sleeping = ReferentFactory(structure=busy, user__first_name="Salomé", user__last_name="Endormie").user
    User.objects.filter(pk=sleeping.pk).update(last_login=NOW - timedelta(days=200))
    gone = ReferentFactory(structure=busy, user__first_name="Baptiste", user__last_name="Parti")
    actions.let_go(gone, hand_over=HandOver({}), by=manager, now=NOW)
    alone = Structure.objects.get(code=QUIET).referents.get(user=world.users["quiet"])
    world.paths |= {
        "change colleague": f"/extranet/collegues/{theirs.public_id}/",
        "let colleague go": f"/extranet/collegues/{theirs.public_id}/depart/",
        "let oneself go": f"/extranet/collegues/{alone.public_id}/depart/",
        "person": f"/animation/equipes/{theirs.public_id}/",
        "let person go": f"/animation/equipes/{theirs.public_id}/depart/",
        "person gone": f"/animation/equipes/{gone.public_id}/",
        "let go again": f"/animation/equipes/{gone.public_id}/depart/",
    }
