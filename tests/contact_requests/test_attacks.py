"""Two gestures at the same instant, on a request that somebody wants double, back, or for ever (T9, T11, G12)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from boussole.contact_requests import action_links, actions
from boussole.contact_requests.actions import FromMail
from boussole.contact_requests.models import ActionLink, ContactRequest, Opinion, Redirection
from boussole.mail.models import OutgoingMessage
from tests.at_once import at_once
from tests.canaries import rows_that_sing
from tests.factories import NOW
from tests.factories.contact_requests import ContactRequestFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.factories.redirections import propose

pytestmark = pytest.mark.django_db(transaction=True)
LATE = NOW + timedelta(days=6)
CANARY = "Zibeline"


@pytest.fixture
def team():
    """Le Phare: two referents, and a request that waits."""
    structure, nadia = StructureFactory.with_referent(name="Le Phare")
    return ContactRequestFactory(structure=structure), nadia, ReferentFactory(structure=structure).user


def written(name: str) -> int:
    return OutgoingMessage.objects.filter(template__endswith=f"/{name}").count()


def link_of(row: ContactRequest, user) -> ActionLink:
    action_links.issue(row, user.email, NOW)
    return ActionLink.objects.get(contact_request=row, to_address=user.email)


# --- Twice ----------------------------------------------------------------------------------------
def test_taken_up_from_two_mails_it_has_one_owner(team):
    row, *people = team
    links = [link_of(row, user) for user in people]

    done = at_once(
        *(
            lambda link=link, user=user: actions.act_from_mail(
                link, FromMail.TAKE_UP, by=user, known=0, now=NOW
            )
            for link, user in zip(links, people, strict=True)
        )
    )

    row.refresh_from_db()
    assert (sorted(done), row.owner in people, written("taken_up")) == ([False, True], True, 1)


def test_one_call_told_from_the_mail_by_twenty_hands_is_one_call(team):
    row, nadia, _ = team
    link = link_of(row, nadia)

    done = at_once(*[lambda: actions.act_from_mail(link, FromMail.NO_ANSWER, by=nadia, known=0, now=NOW)] * 8)

    assert (sum(done), row.follow_ups.count(), written("missed_attempt")) == (1, 1, 1)


def test_a_nudge_pressed_by_many_hands_is_one_mail(team):
    row, *_ = team

    at_once(*[lambda: actions.nudge(row, now=NOW)] * 8)

    assert (row.words.count(), written("nudge")) == (1, len(row.offer.contact_emails))


# --- Closed, passed on, called off ----------------------------------------------------------------
def test_closed_while_it_is_handed_over(team):
    row, nadia, _ = team
    actions.log_attempt(row, kind="CALL", result="REACHED", by=nadia, now=NOW)

    at_once(
        lambda: propose(row, by=nadia),
        lambda: actions.close(row, outcome="INFORMED", by=nadia, now=NOW),
    )

    row.refresh_from_db()
    assert row.status == "CLOSED"
    assert not Redirection.objects.under_way().exists()


def test_agreed_to_while_it_is_called_off(team):
    row, nadia, _ = team
    redirection = propose(row, by=nadia, agreement="ASKED")

    at_once(
        lambda: actions.agree(redirection, now=NOW),
        lambda: actions.cancel(redirection, by=nadia, now=NOW),
    )

    redirection.refresh_from_db()
    assert redirection.status == "CANCELLED"
    # Told that there is something to answer as often as that there is nothing any more.
    assert written("redirection_proposed") == written("redirection_called_off")


# --- Erased, while somebody writes ------------------------------------------------------------------
@pytest.fixture
def contacted(team):
    row, nadia, _ = team
    actions.log_attempt(row, kind="CALL", result="REACHED", by=nadia, now=LATE)
    return row


def test_an_opinion_given_while_it_is_erased_leaves_no_word(contacted):
    at_once(
        lambda: actions.erase(contacted.filing, now=LATE),
        lambda: actions.give_opinion(contacted, helped="YES", score=4, word=CANARY, now=LATE),
    )

    assert not Opinion.objects.exclude(word="").exists()


@pytest.mark.parametrize(
    "meanwhile",
    [
        lambda row, nadia: actions.nudge(row, now=LATE),
        lambda row, nadia: actions.say_not_contacted(row, now=LATE),
        lambda row, nadia: actions.log_attempt(
            row, kind="CALL", result="NOT_REACHED", text=CANARY, by=nadia, now=LATE
        ),
        lambda row, nadia: actions.add_note(row, text=CANARY, visibility="PRIVATE", by=nadia, now=LATE),
        lambda row, nadia: propose(row, by=nadia, diagnosis=CANARY, now=LATE),
        lambda row, nadia: actions.assign(row, to=nadia, by=nadia, now=LATE),
        lambda row, nadia: actions.remind_due(now=LATE),
    ],
    ids=["nudge", "not contacted", "call", "note", "redirection", "hands", "reminder"],
)
def test_whatever_is_written_while_it_is_erased_goes_too(team, meanwhile):
    row, nadia, _ = team
    says_who = {CANARY.lower(): "t.typed meanwhile", "+33639981234": "t.phone", "lina@example.org": "t.email"}

    at_once(lambda: actions.erase(row.filing, now=LATE), lambda: meanwhile(row, nadia))

    assert rows_that_sing(says_who) == []
    assert not ContactRequest.objects.open().exists()
