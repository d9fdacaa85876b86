"""A deployment that could tell nobody anything is refused before it opens."""

import pytest

from boussole.mail.checks import addresses_can_be_read, messages_can_leave


@pytest.fixture
def deployment(settings):
    """One that has all it needs."""
    settings.LOCAL = False
    settings.SMTP_URL = "smtp://u:secret@mail.example.org"
    settings.SMS_URL = "https://u:secret@sms.example.org/send"
    settings.MAIL_FROM = "La Boussole <bonjour@boussole.example.net>"
    settings.OPERATOR_EMAIL = "exploitation@example.org"
    return settings


def ids():
    found = [*addresses_can_be_read(), *messages_can_leave()]
    assert not [problem for problem in found if "secret" in str(problem)]
    return [problem.id for problem in found]


def test_nothing_is_missing(deployment):
    assert ids() == []


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("SMTP_URL", "", "mail.E004"),
        ("SMTP_URL", "mail://u:secret@mail.example.org", "mail.E001"),
        ("SMTP_URL", "smtp://mail.example.org/?tls=0", "mail.W001"),
        ("SMS_URL", "http://u:secret@sms.example.org/send", "mail.E002"),
        ("SMS_URL", "", "mail.W002"),
        ("MAIL_FROM", "La Boussole", "mail.E003"),
        ("MAIL_FROM", "La Boussole <ne-pas-repondre@example.org>", "mail.E005"),
        ("OPERATOR_EMAIL", "", "mail.W003"),
    ],
)
def test_what_is_missing_is_said(deployment, name, value, problem):
    setattr(deployment, name, value)

    assert ids() == [problem]


def test_a_server_on_the_same_machine_may_speak_in_clear(deployment):
    deployment.SMTP_URL = "smtp://127.0.0.1:25/?tls=0"

    assert ids() == []


def test_nothing_is_asked_of_a_demo(settings):
    settings.LOCAL = True

    assert messages_can_leave() == []
