"""What is proposed waits for an answer: sent, recalled, sent again, accepted, declined, taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boussole.accounts import actions, invitations, joining
from boussole.accounts.actions import InvitationClosed, InvitationRefused, MandateTerms, NewPerson
from boussole.accounts.invitations import INVITATION_LIFE, Kind, State, due_reminder, state_of
from boussole.accounts.models import Invitation, Mandate, User
from boussole.accounts.tokens import hashed
from boussole.core.verdicts import NotAllowed
from boussole.mail.models import OutgoingMessage
from tests.factories import NOW
from tests.factories.accounts import MandateFactory, UserFactory
from tests.factories.territories import TerritoryFactory

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
TODAY = NOW.date()
CLAIRE = NewPerson("claire.vidal@example.org", "Claire", "Vidal")
NAMES = {"first_name": "Claire", "last_name": "Vidal", "password": "mandarine tracteur zébu"}


def token_of(invitation):
    return invitation.link.rstrip("/").rpartition("/")[2]


def written(kind="") -> list[str]:
    """The templates written so far, in order."""
    rows = OutgoingMessage.objects.order_by("created_at", "pk")
    return [row.template.removeprefix("accounts/emails/") for row in rows if kind in row.template]


@pytest.fixture
def loire(db):
    return TerritoryFactory()


@pytest.fixture
def sylvie(db):
    """Of the national team."""
    return MandateFactory(
        role="NATIONAL", territory=None, user=UserFactory(first_name="Sylvie", last_name="Meunier")
    ).user


def propose(sylvie, loire, person=CLAIRE, **terms):
    terms = {"role": Mandate.Role.ANIMATOR, "territory": loire, "starts_on": TODAY} | terms
    return actions.propose_mandate(person, MandateTerms(**terms), by=sylvie, now=NOW)


# --- When it is recalled: pure ------------------------------------------------------------------------
def test_it_is_recalled_after_three_days_then_on_the_eve_and_never_after_the_end():
    ends = NOW + INVITATION_LIFE
    assert due_reminder(ends, {Kind.FIRST}, NOW + 3 * DAY - HOUR) is None
    assert due_reminder(ends, {Kind.FIRST}, NOW + 3 * DAY) == Kind.MIDWAY
    assert due_reminder(ends, {Kind.FIRST, Kind.MIDWAY}, NOW + 5 * DAY) is None
    assert due_reminder(ends, {Kind.FIRST, Kind.MIDWAY}, NOW + 6 * DAY) == Kind.LAST_DAY
    assert due_reminder(ends, {Kind.FIRST, Kind.MIDWAY, Kind.LAST_DAY}, NOW + 6 * DAY + HOUR) is None
    assert due_reminder(ends, {Kind.FIRST}, NOW + 7 * DAY) is None


@given(st.integers(0, 8 * 24), st.sets(st.sampled_from(list(Kind))))
def test_a_kind_is_never_due_twice_and_the_half_way_never_after_the_eve(hours, sent):
    kind = due_reminder(NOW + INVITATION_LIFE, sent, NOW + hours * HOUR)
    assert kind is None or kind not in sent
    assert kind != Kind.MIDWAY or Kind.LAST_DAY not in sent


# --- What is proposed opens nothing before the answer ----------------------------------------------------
def test_a_mandate_that_is_proposed_opens_nothing_before_it_is_accepted(sylvie, loire):
    mandate = propose(sylvie, loire)
    assert (mandate.is_pending, list(Mandate.objects.in_force(TODAY).filter(territory=loire))) == (True, [])
    message = OutgoingMessage.objects.get()
    assert "- Animation territoriale\u00a0: Loire" in message.body

    invitation = Invitation.objects.get()
    actions.accept_invitation(invitation, **NAMES, now=NOW + 2 * DAY)

    mandate.refresh_from_db()
    assert (mandate.is_pending, mandate.starts_on) == (False, TODAY + 2 * DAY)
    assert mandate.given_by == sylvie


def test_somebody_who_has_an_account_answers_with_it(sylvie, loire):
    samir = UserFactory(email="samir@example.org")
    mandate = propose(sylvie, loire, NewPerson("Samir@example.org", "S", "H"))
    invitation = Invitation.objects.get()
    assert written() == ["proposal"]
    with pytest.raises(InvitationClosed):  # the link gives nobody a new password
        actions.accept_invitation(invitation, **NAMES, now=NOW)
    with pytest.raises(NotAllowed):
        actions.join(invitation, by=sylvie, now=NOW)

    actions.join(invitation, by=samir, now=NOW)

    mandate.refresh_from_db()
    assert mandate.is_pending is False
    assert OutgoingMessage.objects.get().body == ""  # it held the link
    with pytest.raises(InvitationClosed):
        actions.join(invitation, by=samir, now=NOW)


def test_declining_takes_the_proposal_away_and_tells_who_sent_it(sylvie, loire):
    samir = UserFactory(email="samir@example.org")
    propose(sylvie, loire, NewPerson("samir@example.org", "S", "H"))
    invitation = actions.decline_invitation(Invitation.objects.get(), by=samir, now=NOW)

    assert (Mandate.objects.filter(user=samir).count(), state_of(invitation, NOW)) == (0, State.DECLINED)
    told = OutgoingMessage.objects.get(template="accounts/emails/invitation_declined")
    assert told.to_address == sylvie.email
    assert "Animation territoriale\u00a0: Loire" in told.body


def test_the_first_account_opened_leaves_the_other_proposals_to_answer(sylvie, loire):
    propose(sylvie, loire)
    other = TerritoryFactory(code="velay", name="Velay")
    propose(sylvie, other)
    first, second = Invitation.objects.order_by("pk")

    claire = actions.accept_invitation(second, **NAMES, now=NOW)

    assert [m.territory for m in Mandate.objects.in_force(TODAY).filter(user=claire)] == [other]
    assert invitations.waits_for(claire, NOW) is True
    actions.join(first, by=claire, now=NOW)
    assert Mandate.objects.in_force(TODAY).filter(user=claire).count() == 2


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        ({}, "a déjà reçu cette invitation"),
        ({"region": "84"}, "a déjà reçu cette invitation"),  # a region says nothing of an animator
        ({"ends_on": TODAY - DAY}, "Le dernier jour vient après le premier"),
    ],
)
def test_the_same_mandate_is_not_proposed_twice_nor_for_the_past(sylvie, loire, terms, words):
    propose(sylvie, loire)
    with pytest.raises(InvitationRefused) as refusal:
        propose(sylvie, loire, **terms)
    assert words in refusal.value.message


def test_a_stolen_account_invites_no_address_book(sylvie, loire):
    sent = {"user": sylvie, "invited_by": sylvie, "expires_at": NOW + 7 * DAY, "cancelled_at": NOW}
    Invitation.objects.bulk_create(Invitation(**sent, sent_at=NOW - HOUR) for _ in range(99))
    propose(sylvie, loire)
    with pytest.raises(NotAllowed, match="la suite demain"):
        propose(sylvie, loire, NewPerson("une.autre@example.org", "Une", "Autre"))


def test_only_the_national_team_gives_mandates(loire):
    animator = MandateFactory(territory=loire).user
    with pytest.raises(NotAllowed):
        propose(animator, loire)
    assert User.objects.filter(email=CLAIRE.email).count() == 0


# --- Recalled, expired, sent again ---------------------------------------------------------------------
def test_every_mail_has_a_link_of_its_own_and_the_first_one_still_opens(sylvie, loire):
    propose(sylvie, loire)
    assert [actions.recall_invitations(now=NOW + days * DAY) for days in (1, 3, 3, 5, 6, 6)] == [
        0,
        1,
        0,
        0,
        1,
        0,
    ]
    assert written() == ["invitation", "invitation_reminder", "invitation_reminder"]
    assert [row.subject for row in OutgoingMessage.objects.order_by("created_at")][1:] == [
        "Votre invitation attend votre réponse",
        "Votre invitation se termine demain",
    ]
    hashes = list(Invitation.objects.get().links.values_list("token_hash", flat=True))
    assert len(set(hashes)) == 3
    opened = [invitations.behind(each, NOW + 6 * DAY).count() for each in hashes]
    assert opened == [1, 1, 1]


def test_who_sent_it_is_told_once_that_nobody_came(sylvie, loire):
    propose(sylvie, loire)
    assert [actions.recall_invitations(now=NOW + 7 * DAY + n * HOUR) for n in range(3)] == [1, 0, 0]
    told = OutgoingMessage.objects.get(template="accounts/emails/invitation_expired")
    assert (told.to_address, "Claire Vidal" in told.subject) == (sylvie.email, True)
    assert "http://testserver/animation/invitations/" in told.body
    assert Mandate.objects.pending().count() == 1  # it may be sent again


def test_sent_again_it_has_seven_more_days_and_old_links_keep_their_own(sylvie, loire):
    propose(sylvie, loire)
    invitation = Invitation.objects.get()
    old = invitation.links.get().token_hash
    with pytest.raises(NotAllowed):  # a mailbox is not flooded
        actions.resend(invitation, by=sylvie, now=NOW + 10 * timedelta(minutes=1))

    again = actions.resend(invitation, by=sylvie, now=NOW + 5 * DAY)

    assert again.expires_at == NOW + 12 * DAY
    later = NOW + 8 * DAY
    assert invitations.behind(old, later).count() == 0
    assert invitations.behind(hashed(token_of(again)), later).count() == 1


def test_an_expired_one_sent_again_is_open_and_its_sender_is_told_again(sylvie, loire):
    propose(sylvie, loire)
    actions.recall_invitations(now=NOW + 7 * DAY)
    invitation = actions.resend(Invitation.objects.get(), by=sylvie, now=NOW + 9 * DAY)
    assert invitation.is_open(NOW + 15 * DAY) is True
    actions.recall_invitations(now=NOW + 16 * DAY)
    assert written("expired") == ["invitation_expired", "invitation_expired"]


def test_taken_back_it_opens_nothing_and_its_mails_lose_their_links(sylvie, loire):
    propose(sylvie, loire)
    invitation = actions.cancel_invitation(Invitation.objects.get(), by=sylvie, now=NOW)
    assert (Mandate.objects.pending().count(), state_of(invitation, NOW)) == (0, State.CANCELLED)
    assert OutgoingMessage.objects.get().body == ""
    assert invitations.behind(invitation.links.get().token_hash, NOW).count() == 0
    with pytest.raises(NotAllowed):
        actions.resend(invitation, by=sylvie, now=NOW + DAY)


def test_who_follows_an_invitation_may_act_and_a_stranger_may_not(sylvie, loire):
    propose(sylvie, loire)
    invitation = Invitation.objects.get()
    beside = MandateFactory(territory=loire).user
    elsewhere = MandateFactory(territory=TerritoryFactory(code="velay", name="Velay")).user
    assert joining.is_followed_by(invitation, beside, TODAY) is True
    with pytest.raises(NotAllowed):
        actions.cancel_invitation(invitation, by=elsewhere, now=NOW)
    assert actions.cancel_invitation(invitation, by=beside, now=NOW).cancelled_by == beside


def test_whoever_is_disabled_neither_comes_nor_invites(sylvie, loire):
    propose(sylvie, loire)
    actions.disable(sylvie, by=None, now=NOW)
    assert (Invitation.objects.open(NOW).count(), Mandate.objects.pending().count()) == (0, 0)
