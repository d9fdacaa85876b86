"""Who was asked to come, and what they answered."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from boussole.accounts import actions as accounts
from boussole.accounts.actions import MandateTerms, NewPerson
from boussole.accounts.models import Mandate, User
from boussole.partners import actions as partners
from boussole.partners.models import Referent, Structure
from boussole.questionnaires.models import Theme
from boussole.territories.models import Territory
from tests.factories import NOW
from tests.factories.accounts import MandateFactory, UserFactory
from tests.factories.territories import SAINT_ETIENNE
from tests.pages.world.loire import BUSY, LONG_NAME, QUIET, World, ago

PASSWORD = "mandarine tracteur zébu"


def add_joining(world: World) -> None:
    """A manager who invites, an animator who follows, a national team that gives mandates."""
    busy, quiet = Structure.objects.get(code=BUSY), Structure.objects.get(code=QUIET)
    manager = world.users["several"]
    emploi = Theme.objects.get(code="emploi")

    def ask(
        email: str, first: str, last: str, *, days: int, structure: Structure = busy, by: User = manager
    ) -> Referent:
        person = NewPerson(email, first, last, "Conseillère")
        said = {"role": Referent.Role.REFERENT, "themes": [emploi], "communes": [SAINT_ETIENNE]}
        at = ago(days=days)
        return partners.invite_referent(structure, person, **said, by=by, day=at.date(), now=at)

    ask("ines.faure@example.org", "Inès", "Faure", days=0)
    ask("bastien.moulin@example.org", LONG_NAME, "Moulin-Vandenbroucke", days=4)
    accounts.recall_invitations(now=ago(days=1))
    ask("lise.garnier@example.org", "Lise", "Garnier", days=9)
    joined = ask("yann.morel@example.org", "Yann", "Morel", days=3, structure=quiet, by=world.users["quiet"])
    accounts.accept_invitation(
        joined.invitation, first_name="Yann", last_name="Morel", password=PASSWORD, now=ago(days=2)
    )
    mistaken = ask("paul.renard@example.org", "Paul", "Renard", days=3)
    accounts.cancel_invitation(mistaken.invitation, by=manager, now=ago(days=2))

    invited = UserFactory(email="samir.haddad@example.org", first_name="Samir", last_name="Haddad")
    proposed = ask(invited.email, "Samir", "Haddad", days=1)
    again = accounts.resend(proposed.invitation, by=manager, now=NOW - timedelta(hours=2))
    world.users["invited"] = invited
    world.paths["proposal"] = urlsplit(again.link).path
    _add_mandates(world)
    world.users["everywhere"] = _everywhere(busy)


def _add_mandates(world: World) -> None:
    national, today = world.users["national"], NOW.date()
    loire = Territory.objects.get(code="loire")
    person = NewPerson("mona.lefevre@example.org", "Mona", "Lefèvre", "Chargée de mission")
    terms = MandateTerms(Mandate.Role.ANIMATOR, today, today + timedelta(days=365), territory=loire)
    accounts.propose_mandate(person, terms, by=national, now=NOW)
    colleagues = {"role": "NATIONAL", "territory": None}
    asking = MandateFactory(**colleagues, user__first_name="Rose", user__last_name="Delmas").user
    ending = MandateFactory(
        **colleagues,
        user__first_name="Omar",
        user__last_name="Benali",
        ends_on=today + timedelta(days=3),
        end_asked_by=asking,
    )
    world.paths["end mandate"] = f"/animation/mandats/{ending.public_id}/fin/"


def _everywhere(busy: Structure) -> User:
    """Somebody who answers for a structure and animates the territory: the switch has both."""
    user = UserFactory(first_name="Lucie", last_name="Arnaud")
    Referent.objects.create(structure=busy, user=user, role="MANAGER", starts_on=ago(days=60).date())
    MandateFactory(user=user, territory=Territory.objects.get(code="loire"))
    return user
