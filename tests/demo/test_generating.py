"""The demonstration's year is written once, the same for the same seed, and only in the demo."""

from datetime import UTC, datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from boussole.accounts.models import User
from boussole.accounts.passwords import StrongEnoughValidator
from boussole.contact_requests.models import ContactRequest, Filing, FollowUp, Redirection
from boussole.contact_requests.queries import contradictions_for, to_unblock
from boussole.demo import accounts, generating, stuck
from boussole.demo.personas import CLAIRE, PAUL
from boussole.mail import outbox
from boussole.mail.models import OutgoingMessage
from boussole.orientation.models import Search
from boussole.questionnaires.models import Questionnaire
from boussole.territories.models import Territory
from tests.factories import NOW

pytestmark = pytest.mark.django_db
FEW = 12


class Undo(Exception):
    """Leaves a transaction without keeping anything."""


def write(seed=1, requests=FEW):
    if settings.DEMO:
        accounts.open_accounts()  # who is away is replaced by somebody who can come in
    return generating.write_year(seed=seed, requests=requests, now=NOW, say=lambda line: None)


def picture(seed):
    """All that a year tells, then the year is undone."""
    try:
        with transaction.atomic():
            write(seed=seed)
            seen = {
                "filings": list(
                    Filing.objects.order_by("filed_at", "key").values_list(
                        "filed_at", "first_name", "phone", "email", "age", "commune", "message", "moments"
                    )
                ),
                "requests": list(
                    ContactRequest.objects.order_by("filed_at", "offer__code").values_list(
                        "filed_at", "offer__code", "status", "outcome", "first_attempt_at", "owner__email"
                    )
                ),
                "log": list(FollowUp.objects.order_by("at").values_list("at", "kind", "result", "text")),
                "searches": list(
                    Search.objects.order_by("pk").values_list("day", "theme__code", "area", "offers_found")
                ),
            }
            raise Undo
    except Undo:
        return seen


@pytest.mark.usefixtures("loire", "in_demo")
def test_the_same_seed_tells_the_same_year_and_another_one_another():
    year = picture(seed=7)

    assert picture(seed=7) == year
    assert picture(seed=8)["log"] != year["log"]


@pytest.mark.usefixtures("loire", "in_demo")
def test_the_command_writes_a_year_that_then_stays_and_keeps_the_message_of_a_visitor():
    visitor = User.objects.first()
    with transaction.atomic():
        waiting = outbox.send(
            template="mail/emails/operator_alert",
            to="visiteur@example.org",
            context={"troubles": [], "count": 0, "late": 0},
            about=visitor,
            now=NOW,
        )
    output = StringIO()

    call_command("demo_year", seed=3, requests=FEW, stdout=output)

    assert "accounts opened." in output.getvalue()
    assert " requests, in " in output.getvalue()
    nadia = User.objects.get(email="nadia.belkacem@example.org")
    assert nadia.check_password(accounts.DEMO_PASSWORD)
    waiting.refresh_from_db()
    assert waiting.status == "TODO"
    mails = ProcrastinateJob.objects.filter(task_name__endswith="deliver")
    assert [job.args for job in mails] == [{"message_id": str(waiting.pk)}]

    before = (Filing.objects.count(), FollowUp.objects.count(), OutgoingMessage.objects.count())
    assert write(seed=2) is None
    assert (Filing.objects.count(), FollowUp.objects.count(), OutgoingMessage.objects.count()) == before


@pytest.mark.usefixtures("loire")
def test_invented_people_are_never_mixed_with_real_ones():
    with pytest.raises(accounts.NotADemo):
        write()
    with pytest.raises(accounts.NotADemo):
        accounts.open_accounts()
    with pytest.raises(CommandError):
        call_command("demo_year")
    assert not Filing.objects.exists()


@pytest.mark.usefixtures("loire", "in_demo")
def test_the_territory_comes_first():
    Territory.objects.update(code="ailleurs")

    with pytest.raises(CommandError, match="Import the demonstration first"):
        call_command("demo_year")


@pytest.mark.usefixtures("loire", "in_demo")
def test_a_dry_run_writes_nothing():
    output = StringIO()

    call_command("demo_year", dry_run=True, requests=30, stdout=output)

    assert "about 150 searches and 30 requests" in output.getvalue()
    assert not Filing.objects.exists()
    assert not User.objects.get(email="nadia.belkacem@example.org").is_open


@pytest.mark.usefixtures("loire", "in_demo")
def test_a_password_that_somebody_chose_stays():
    nadia = User.objects.get(email="nadia.belkacem@example.org")
    nadia.set_password("une boussole pour chacun et chacune")
    nadia.save()

    accounts.open_accounts()

    nadia.refresh_from_db()
    assert nadia.check_password("une boussole pour chacun et chacune")


def test_the_password_of_the_demo_follows_the_policy():
    try:
        StrongEnoughValidator().validate(accounts.DEMO_PASSWORD)
    except ValidationError as refusal:
        pytest.fail(refusal.messages[0])


@pytest.mark.usefixtures("loire", "in_demo")
def test_a_territory_without_questionnaire_has_a_year_without_searches():
    Questionnaire.objects.update(status=Questionnaire.Status.DRAFT)

    assert (write().searches, Filing.objects.count()) == (0, 0)


@pytest.mark.usefixtures("loire", "in_demo")
def test_the_stories_are_there_on_the_night_of_a_sunday_when_the_clocks_change():
    night = datetime(2027, 3, 28, 4, 5, tzinfo=ZoneInfo("Europe/Paris")).astimezone(UTC)

    accounts.open_accounts()
    generating.write_year(seed=42, requests=FEW, now=night, say=lambda line: None)

    paul, claire = (User.objects.get(email=persona.email) for persona in (PAUL, CLAIRE))
    assert contradictions_for(paul, night).count() == 3
    assert stuck.late_filing().contact_requests.get() in to_unblock(claire, night)
    assert set(Redirection.objects.values_list("status", flat=True)) == {
        "WAITING_AGREEMENT",
        "PROPOSED",
        "ACCEPTED",
        "DECLINED",
        "ORIENTED",
    }
