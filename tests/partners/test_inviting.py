"""A colleague is asked to answer for a structure: they see nothing of it before they accept."""

from __future__ import annotations

from datetime import timedelta

import pytest

from boussole.accounts import actions as account_actions
from boussole.accounts.models import Invitation
from boussole.core.verdicts import NotAllowed
from boussole.mail.models import OutgoingMessage
from boussole.partners import actions
from boussole.partners.actions import JoiningRefused, NewPerson
from boussole.partners.models import DirectoryCoordinate, Referent, Structure
from boussole.partners.proposals import invitations_followed_by, referent_in_words
from tests.factories import NOW
from tests.factories.accounts import MandateFactory, UserFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.factories.questionnaires import ThemeFactory
from tests.factories.territories import SAINT_ETIENNE, TerritoryFactory

pytestmark = pytest.mark.django_db
TODAY, DAY = NOW.date(), timedelta(days=1)
INES = NewPerson("ines.faure@example.org", "Inès", "Faure", "Éducatrice")
NAMES = {"first_name": "Inès", "last_name": "Faure", "password": "mandarine tracteur zébu"}


@pytest.fixture
def structure():
    return StructureFactory(name="Le Phare")


@pytest.fixture
def manager(structure):
    return ReferentFactory(structure=structure, role="MANAGER").user


def invite(structure, manager, person=INES, **said):
    said = {"role": Referent.Role.REFERENT} | said
    return actions.invite_referent(structure, person, **said, by=manager, day=TODAY, now=NOW)


def test_the_colleague_answers_for_their_part_once_they_have_accepted(structure, manager):
    emploi = ThemeFactory(code="emploi", name="Emploi")
    referent = invite(structure, manager, themes=[emploi], communes=[SAINT_ETIENNE])
    assert (
        referent_in_words(referent) == "Référent ou référente\u00a0: Le Phare (Emploi\u00a0; Saint-Étienne)"
    )
    assert list(Referent.objects.in_force(TODAY).filter(user=referent.user)) == []
    assert Structure.objects.visible_to(referent.user, TODAY).count() == 0

    ines = account_actions.accept_invitation(Invitation.objects.get(), **NAMES, now=NOW + DAY)

    referent.refresh_from_db()
    assert (referent.is_pending, referent.starts_on, referent.confirmed_on) == (
        False,
        TODAY + DAY,
        TODAY + DAY,
    )
    assert list(Structure.objects.visible_to(ines, TODAY + DAY)) == [structure]
    assert [theme.code for theme in referent.themes.all()] == ["emploi"]


def test_a_manager_answers_for_everything_whatever_was_ticked(structure, manager):
    theme = ThemeFactory()
    referent = invite(
        structure, manager, role=Referent.Role.MANAGER, themes=[theme], communes=[SAINT_ETIENNE]
    )
    assert (referent.communes, referent.themes.count()) == ([], 0)


def test_who_left_comes_back_on_the_same_row_and_keeps_their_past_until_then(structure, manager):
    gone = ReferentFactory(structure=structure, ends_on=TODAY - 30 * DAY)
    referent = invite(structure, manager, NewPerson(gone.user.email, "x", "y"))
    assert (referent.pk, referent.is_pending, referent.ends_on) == (gone.pk, True, TODAY - 30 * DAY)
    account_actions.cancel_invitation(Invitation.objects.get(), by=manager, now=NOW)
    referent.refresh_from_db()
    assert (referent.is_pending, referent.ends_on) == (False, TODAY - 30 * DAY)

    invite(structure, manager, NewPerson(gone.user.email, "x", "y"))
    account_actions.join(Invitation.objects.latest("pk"), by=gone.user, now=NOW)
    referent.refresh_from_db()
    assert (referent.starts_on, referent.ends_on) == (TODAY, None)


@pytest.mark.parametrize("who", ["there", "asked", "closed"])
def test_nobody_is_asked_twice_nor_a_closed_account(structure, manager, who):
    match who:
        case "there":
            user, words = ReferentFactory(structure=structure).user, "fait déjà partie de cette structure"
        case "asked":
            invite(structure, manager)
            user, words = Invitation.objects.get().user, "a déjà une invitation pour cette structure"
        case _:
            user, words = UserFactory(is_active=False), "Ce compte est fermé"
    with pytest.raises(JoiningRefused) as refusal:
        invite(structure, manager, NewPerson(user.email, "x", "y"))
    assert (refusal.value.field, words in refusal.value.message) == ("email", True)


def test_only_the_manager_and_the_animation_bring_people_in(structure, manager):
    referent = ReferentFactory(structure=structure).user
    elsewhere = ReferentFactory(role="MANAGER").user
    for stranger in (referent, elsewhere, MandateFactory(role="NATIONAL", territory=None).user):
        with pytest.raises(NotAllowed):
            invite(structure, stranger)
    assert OutgoingMessage.objects.count() == 0
    assert invite(structure, MandateFactory(territory=TerritoryFactory()).user).is_pending is True


def test_each_follows_the_invitations_of_their_structures_and_territories(structure, manager):
    invite(structure, manager)
    animator = MandateFactory(territory=TerritoryFactory()).user
    national = MandateFactory(role="NATIONAL", territory=None).user
    elsewhere = MandateFactory(
        territory=TerritoryFactory(code="ailleurs", name="Paris", areas=["departement:75"])
    ).user
    followed = {
        name: invitations_followed_by(user, TODAY).count()
        for name, user in {
            "manager": manager,
            "animator": animator,
            "national": national,
            "elsewhere": elsewhere,
            "referent": ReferentFactory(structure=structure).user,
        }.items()
    }
    assert followed == {"manager": 1, "animator": 1, "national": 1, "elsewhere": 0, "referent": 0}


def test_nobody_invites_themselves_into_a_structure(structure):
    """The animation serves the territory; it does not read the requests of a structure by naming itself there."""
    claire = MandateFactory(territory=TerritoryFactory()).user
    local, _, domain = claire.email.partition("@")
    herself = NewPerson(f"{local}+elle@{domain}", claire.first_name, claire.last_name)
    with pytest.raises(JoiningRefused, match="vous-même"):
        invite(structure, claire, herself, role=Referent.Role.MANAGER)
    with pytest.raises(JoiningRefused, match="vous-même"):
        actions.invite_manager(structure, herself, by=claire, day=TODAY, now=NOW)
    ReferentFactory(structure=structure, user=claire)
    with pytest.raises(JoiningRefused, match="vous-même"):
        actions.invite_manager(structure, herself, by=claire, day=TODAY, now=NOW)
    assert not Invitation.objects.exists()


def test_whoever_comes_back_is_asked_again_what_the_directory_shows(structure, manager):
    """They agreed while they were there: years later, that agreement is not theirs to find still standing."""
    ines = UserFactory(email=INES.email)
    row = ReferentFactory(structure=structure, user=ines, ends_on=TODAY - 400 * DAY)
    DirectoryCoordinate.objects.create(
        referent=row,
        kind="MOBILE",
        value="06 39 98 11 22",
        visibility="DIRECTORY",
        consented_at=NOW - 900 * DAY,
        consented_by=ines,
        changed_at=NOW - 900 * DAY,
    )
    invite(structure, manager)
    account_actions.join(Invitation.objects.get(), by=ines, now=NOW + DAY)

    assert Referent.objects.in_force(TODAY + DAY).filter(user=ines).exists()
    assert not DirectoryCoordinate.objects.exclude(visibility="NOBODY").exists()


def test_whoever_is_no_longer_responsible_sends_nothing_again(structure, manager):
    """They asked somebody in, then left: what they had sent is followed by those who answer for the structure."""
    invite(structure, manager)
    invitation = Invitation.objects.get()
    Referent.objects.filter(user=manager).update(ends_on=TODAY)
    heir = ReferentFactory(structure=structure, role="MANAGER").user
    later = NOW + 8 * DAY
    former = type(manager).objects.get(pk=manager.pk)
    for act in (account_actions.resend, account_actions.cancel_invitation):
        with pytest.raises(NotAllowed, match="suivent cette invitation"):
            act(invitation, by=former, now=later)
    assert account_actions.resend(invitation, by=heir, now=later).is_open(later)
