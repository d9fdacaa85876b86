"""The command line: the first account of an installation, and a phone lost with its codes."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from boussole.accounts import second_factor
from boussole.accounts.models import Invitation, Mandate, User
from boussole.audit.models import Entry
from boussole.mail.models import OutgoingMessage
from tests.factories.accounts import UserFactory
from tests.factories.territories import TerritoryFactory

pytestmark = pytest.mark.django_db
CAMILLE = ["--email", "Camille.Faure@example.org", "--first-name", "Camille", "--last-name", "Faure"]


def test_the_first_national_account_is_a_link(capsys, client):
    call_command("create_account", *CAMILLE, "--role", "national")

    user = User.objects.get()
    assert (user.email, user.full_name, user.is_open) == ("camille.faure@example.org", "Camille Faure", False)
    assert [mandate.role for mandate in user.mandates.all()] == [Mandate.Role.NATIONAL]
    link = capsys.readouterr().out.splitlines()[-1]
    assert client.get(link).headers["Location"] == "/extranet/invitation/"
    invitation = Invitation.objects.get()
    assert invitation.expires_at - invitation.sent_at == timedelta(days=7)
    assert OutgoingMessage.objects.get().to_address == user.email


def test_an_animator_has_a_territory(capsys):
    loire = TerritoryFactory()

    call_command("create_account", *CAMILLE, "--role", "animator", "--territory", "loire")

    assert Mandate.objects.get().territory == loire


@pytest.mark.parametrize(
    ("options", "refusal"),
    [
        (["--role", "animator"], "Un mandat d’animation porte sur un territoire."),
        (["--role", "regional"], "Un mandat régional porte sur une région."),
        (["--role", "animator", "--territory", "lune"], "No territory 'lune'. Known: loire."),
        (["--role", "king"], "invalid choice"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_done(options, refusal):
    TerritoryFactory()

    with pytest.raises(CommandError, match=refusal):
        call_command("create_account", *CAMILLE, *options)
    assert (User.objects.count(), OutgoingMessage.objects.count(), Entry.objects.count()) == (0, 0, 0)


def test_an_address_that_has_an_account_is_refused():
    UserFactory(email="camille.faure@example.org")

    with pytest.raises(CommandError, match="Il existe déjà un compte"):
        call_command("create_account", *CAMILLE, "--role", "national")


def test_a_dry_run_checks_and_changes_nothing(capsys):
    call_command("create_account", *CAMILLE, "--role", "national", "--dry-run")

    assert capsys.readouterr().out == "All is well: nothing was changed (--dry-run).\n"
    assert (User.objects.count(), OutgoingMessage.objects.count()) == (0, 0)


def test_a_phone_lost_with_its_codes(capsys):
    user = UserFactory.with_second_factor(email="nadia@example.org")

    call_command("reset_second_factor", "--email", "nadia@example.org", "--dry-run")
    assert second_factor.has_factor(user) is True

    call_command("reset_second_factor", "--email", "Nadia@example.org")
    assert second_factor.has_factor(user) is False
    with pytest.raises(CommandError, match="No open account"):
        call_command("reset_second_factor", "--email", "personne@example.org")
