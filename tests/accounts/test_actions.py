"""The life of an account, from the day it is prepared to the day it is closed."""

import re
from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import transaction

from boussole.accounts import actions, emails, leaving, second_factor
from boussole.accounts.models import Invitation, InvitationLink, Mandate, User
from boussole.accounts.tokens import ResetTokens, hashed
from boussole.audit.models import Entry
from boussole.core.verdicts import NotAllowed
from boussole.mail.models import OutgoingMessage
from tests.factories import NOW
from tests.factories.accounts import PASSWORD, SECRET, UserFactory
from tests.factories.territories import TerritoryFactory

pytestmark = pytest.mark.django_db
PHRASE = "mandarine tracteur zébu"


def trace():
    return [(entry.code, entry.object_id) for entry in Entry.objects.order_by("pk")]


def token_of(invitation):
    return invitation.link.rstrip("/").rpartition("/")[2]


@pytest.fixture
def sylvie():
    return UserFactory(first_name="Sylvie", last_name="Meunier")


@pytest.fixture
def samir():
    return actions.prepare_account(
        "Samir.Haddad@Example.org", first_name="Samir", last_name="Haddad", by=None, now=NOW
    )


# --- Preparing and inviting -------------------------------------------------------------------------
def test_a_prepared_account_opens_with_no_password(samir):
    assert (samir.email, samir.is_open, samir.check_password("")) == (
        "samir.haddad@example.org",
        False,
        False,
    )


def test_an_address_has_one_account_whatever_its_capitals(samir):
    with pytest.raises(actions.AlreadyKnown):
        actions.prepare_account("SAMIR.haddad@example.org", first_name="S", last_name="H", by=None, now=NOW)


def test_a_mandate_starts_today(samir, sylvie):
    loire = TerritoryFactory()

    mandate = actions.give_mandate(samir, role=Mandate.Role.ANIMATOR, territory=loire, by=sylvie, now=NOW)

    assert (mandate.territory, mandate.starts_on, mandate.ends_on) == (loire, date(2026, 11, 23), None)


@pytest.mark.parametrize("role", [Mandate.Role.ANIMATOR, Mandate.Role.REGIONAL])
def test_a_mandate_needs_the_scope_of_its_role(samir, role):
    with pytest.raises(ValidationError):
        actions.give_mandate(samir, role=role, by=None, now=NOW)


def test_an_invitation_is_sent_in_the_same_breath_and_traced(samir, sylvie):
    invitation = actions.invite(samir, by=sylvie, now=NOW)

    message = OutgoingMessage.objects.get()
    assert (message.template, message.to_address) == ("accounts/emails/invitation", samir.email)
    assert invitation.link in message.body
    assert "Sylvie Meunier vous invite à rejoindre la Boussole des jeunes." in message.body
    assert "lundi 30\u00a0novembre à 10\u00a0h\u00a000" in message.body
    assert trace()[-1] == ("account.invited", str(samir.pk))


def test_the_link_is_256_random_bits_kept_hashed_for_seven_days(samir, sylvie):
    invitation = actions.invite(samir, by=sylvie, now=NOW)
    token = token_of(invitation)

    assert re.fullmatch(r"[\w-]{43}", token)
    stored = Invitation.objects.get()
    assert stored.links.get().token_hash == hashed(token)
    assert token not in str(InvitationLink.objects.values_list().get())
    assert stored.is_open(NOW + timedelta(days=7, seconds=-1)) is True
    assert stored.is_open(NOW + timedelta(days=7)) is False


def test_a_new_invitation_closes_the_one_before_and_takes_back_its_message(samir, sylvie):
    first = actions.invite(samir, by=sylvie, now=NOW)
    second = actions.invite(samir, by=sylvie, now=NOW + timedelta(hours=1))

    at = NOW + timedelta(hours=1)
    assert [invitation.pk for invitation in Invitation.objects.open(at)] == [second.pk]
    assert OutgoingMessage.objects.about(first).get().body == ""


def test_an_open_account_is_not_invited(sylvie):
    with pytest.raises(NotAllowed) as refusal:
        actions.invite(sylvie, by=None, now=NOW)
    assert refusal.value.message.startswith("Ce compte est déjà ouvert.")


def test_accepting_opens_the_account_and_spends_the_link(samir, sylvie):
    invitation = actions.invite(samir, by=sylvie, now=NOW)

    user = actions.accept_invitation(
        invitation, first_name="Samir", last_name="Haddad-Roy", password=PHRASE, now=NOW
    )

    assert (user.full_name, user.check_password(PHRASE), user.is_open) == ("Samir Haddad-Roy", True, True)
    with pytest.raises(actions.InvitationClosed):
        actions.accept_invitation(invitation, first_name="X", last_name="Y", password="autre", now=NOW)
    assert OutgoingMessage.objects.get().body == ""  # the message held the link


def test_an_invitation_cannot_be_accepted_after_seven_days(samir):
    invitation = actions.invite(samir, by=None, now=NOW)

    with pytest.raises(actions.InvitationClosed):
        actions.accept_invitation(
            invitation, first_name="S", last_name="H", password=PHRASE, now=NOW + timedelta(days=7)
        )


# --- The password -----------------------------------------------------------------------------------
def test_a_reset_link_is_sent_to_an_open_account(sylvie):
    actions.send_reset_link(sylvie.email, now=NOW)

    message = OutgoingMessage.objects.get()
    assert (message.template, message.to_address) == ("accounts/emails/reset", sylvie.email)
    assert "http://testserver/extranet/compte/mot-de-passe/nouveau/" in message.body


def test_no_message_leaves_for_an_address_nobody_has_nor_for_an_account_not_yet_open(samir):
    actions.send_reset_link("personne@example.org", now=NOW)
    actions.send_reset_link('"un nom" <deux>@example.org', now=NOW)
    actions.send_reset_link(samir.email, now=NOW)

    assert OutgoingMessage.objects.count() == 0
    assert trace() == [("account.prepared", str(samir.pk))]


def test_the_same_queries_are_made_for_a_known_and_for_an_unknown_address(
    sylvie, django_assert_num_queries, django_assert_max_num_queries
):
    with django_assert_max_num_queries(50) as known:
        actions.send_reset_link(sylvie.email, now=NOW)
    with django_assert_num_queries(len(known)) as unknown:
        actions.send_reset_link("personne@example.org", now=NOW)

    # The message, its job, the trace: all written, then all kept or all taken back.
    def statements(taken):
        return [query["sql"][:40] for query in taken.captured_queries if "SAVEPOINT" not in query["sql"]]

    assert statements(known) == statements(unknown)


def test_a_reset_token_dies_when_used_when_signed_out_everywhere_and_after_an_hour(sylvie, settings):
    tokens = ResetTokens()
    first = tokens.make_token(sylvie)
    assert tokens.check_token(sylvie, first) is True

    sylvie = actions.change_password(sylvie, PHRASE, now=NOW)
    assert tokens.check_token(sylvie, first) is False

    second = tokens.make_token(sylvie)
    sylvie = actions.end_sessions(sylvie, by=sylvie, now=NOW)
    assert tokens.check_token(sylvie, second) is False

    third = tokens.make_token(sylvie)
    assert settings.PASSWORD_RESET_TIMEOUT == 3600
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert tokens.check_token(sylvie, third) is False


def test_a_new_password_is_told_to_its_owner_and_closes_the_sessions(sylvie):
    before = sylvie.get_session_auth_hash()

    sylvie = actions.change_password(sylvie, PHRASE, now=NOW)

    assert sylvie.check_password(PHRASE) is True
    assert sylvie.get_session_auth_hash() != before
    assert (
        "Le mot de passe de votre compte a été changé, lundi 23\u00a0novembre"
        in OutgoingMessage.objects.get().body
    )


# --- Closing and coming back ------------------------------------------------------------------------
def test_disabling_closes_everything_at_once(samir, sylvie):
    invitation = actions.invite(samir, by=sylvie, now=NOW)
    token, session = ResetTokens().make_token(samir), samir.get_session_auth_hash()
    with transaction.atomic():
        emails.tell_what_changed(samir, "Un numéro", now=NOW)

    samir = actions.disable(samir, by=sylvie, now=NOW)

    assert (samir.is_active, samir.disabled_at) == (False, NOW)
    assert samir.get_session_auth_hash() != session
    assert ResetTokens().check_token(samir, token) is False
    assert Invitation.objects.get(pk=invitation.pk).is_open(NOW) is False
    assert OutgoingMessage.objects.about(invitation).get().body == ""
    assert OutgoingMessage.objects.about(samir).get().status == "CANCELLED"
    assert trace()[-1] == ("account.disabled", str(samir.pk))


def test_other_modules_are_told_in_the_same_transaction(samir, monkeypatch):
    told = []
    monkeypatch.setattr(leaving._stops, "_known", [])

    @leaving.on_disable
    def revoke_keys(user, now):
        told.append((user.pk, now))

    actions.disable(samir, by=None, now=NOW)

    assert told == [(samir.pk, NOW)]


def test_nobody_closes_their_own_account_nor_closes_it_twice(sylvie):
    with pytest.raises(NotAllowed):
        actions.disable(sylvie, by=sylvie, now=NOW)
    actions.disable(sylvie, by=None, now=NOW)
    with pytest.raises(NotAllowed):
        actions.disable(sylvie, by=None, now=NOW)


def test_coming_back_takes_a_new_invitation(sylvie):
    actions.enrol_second_factor(sylvie, SECRET, period=0, now=NOW)
    actions.disable(sylvie, by=None, now=NOW)
    sylvie = actions.reopen(sylvie, by=None, now=NOW)

    assert (sylvie.is_active, sylvie.is_open, sylvie.check_password(PASSWORD)) == (True, False, False)
    assert not second_factor.has_factor(sylvie), "nor the phone of before, which may be somebody else's"
    assert actions.invite(sylvie, by=None, now=NOW).is_open(NOW) is True


def test_the_trace_never_holds_an_address_or_a_name(samir, sylvie):
    invitation = actions.invite(samir, by=sylvie, now=NOW)
    actions.accept_invitation(invitation, first_name="Samir", last_name="Haddad", password=PHRASE, now=NOW)
    actions.update_profile(
        samir, first_name="Samir", last_name="Haddad", job_title="Éducateur", phone="", now=NOW
    )

    written = str(list(Entry.objects.values()))
    assert [word for word in ("@", "Samir", "Haddad", "Éducateur", PHRASE) if word in written] == []


def test_accounts_know_nothing_of_the_address_book_of_the_library(sylvie):
    actions.send_reset_link(sylvie.email, now=NOW)

    assert (EmailAddress.objects.count(), User.objects.count()) == (0, 1)
