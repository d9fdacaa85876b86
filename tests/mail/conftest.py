"""A message to write, and the outside world to send it to."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import transaction

from boussole.mail import outbox
from boussole.mail.models import OutgoingMessage, WorkerBeat
from tests.fakes.sms import sms_provider
from tests.fakes.smtp import smtp_server

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CONTEXT = {"structure": "Jeunes & Cie", "first_name": "Inès", "due": "jeudi 26 novembre"}


@pytest.fixture(autouse=True)
def _templates_of_these_tests(settings):
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [Path(__file__).parent / "templates"]}]
    settings.OPERATOR_EMAIL = ""
    settings.SMTP_URL = settings.SMS_URL = ""


@pytest.fixture
def smtp(settings):
    """Messages leave for a server of ours."""
    with smtp_server() as server:
        settings.SMTP_URL = server.url
        yield server


@pytest.fixture
def sms(settings):
    """SMS leave for a provider of ours."""
    with sms_provider() as provider:
        settings.SMS_URL = provider.url
        yield provider


@pytest.fixture
def about():
    """Something to write about: any row will do."""
    return WorkerBeat(name="demande-1")


@pytest.fixture
def write(about):
    """Write one message, to Inès unless somebody else is named."""

    def write(to: str = "ines@example.org", *, now: datetime = NOW, **options) -> OutgoingMessage:
        options = {"template": "tests/call_back", "context": CONTEXT, "about": about, **options}
        with transaction.atomic():
            return outbox.send(to=to, now=now, **options)

    return write


@pytest.fixture
def write_sms(write):
    """Write one SMS."""

    def write_sms(to: str = "06 39 98 12 34", **options) -> OutgoingMessage:
        return write(to, channel="SMS", **options)

    return write_sms
