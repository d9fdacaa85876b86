"""`boussole check --deploy`: silent when all is well, precise when something is not."""

import pytest
from django.db import connection

from boussole.core.checks import check_database, check_deployment
from tests.ops.running import boussole
from tests.ops.test_settings import DEPLOYED


@pytest.fixture
def deployed(settings):
    """The settings of a deployment where nothing is missing."""
    settings.LOCAL = False
    settings.PUBLIC_ORIGIN = DEPLOYED["PUBLIC_ORIGIN"]
    settings.TRUSTED_PROXIES = 1
    settings.HOSTING_NOTICE = DEPLOYED["HOSTING_NOTICE"]
    settings.SEAL_PKCS12 = DEPLOYED["SEAL_PKCS12"]
    settings.DATABASE_IS_EMBEDDED = False
    return settings


def test_a_complete_environment_is_clean() -> None:
    ran = boussole("check", "--deploy", "--fail-level", "WARNING", **DEPLOYED)
    assert (ran.returncode, ran.stdout) == (0, "System check identified no issues (0 silenced).\n"), (
        ran.stderr
    )


def test_an_empty_one_is_told_everything_that_is_missing() -> None:
    environment = {name: DEPLOYED[name] for name in ("SECRET_KEY", "DATABASE_URL")}
    ran = boussole("check", "--deploy", **environment)
    assert ran.returncode == 1
    assert [name for name in DEPLOYED.keys() - environment if name not in ran.stderr] == []


def test_nothing_is_wrong_in_complete_settings(deployed) -> None:
    assert check_deployment(None) == []


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("PUBLIC_ORIGIN", "http://boussole.example.org", "boussole.E001"),
        ("PUBLIC_ORIGIN", "https://localhost", "boussole.E001"),
        ("LOCAL", True, "boussole.E002"),
        ("DATABASE_IS_EMBEDDED", True, "boussole.W001"),
        ("TRUSTED_PROXIES", 0, "boussole.W002"),
        ("HOSTING_NOTICE", "", "boussole.W003"),
        ("SEAL_PKCS12", "", "boussole.W010"),
    ],
)
def test_each_missing_thing_is_told_by_its_code(deployed, name: str, value: object, code: str) -> None:
    setattr(deployed, name, value)
    (message,) = check_deployment(None)
    assert message.id == code
    assert message.hint


@pytest.mark.django_db
def test_the_durability_of_the_server_is_read_back() -> None:
    assert check_database(None, databases=["default"]) == []
    with connection.cursor() as cursor:
        cursor.execute("set synchronous_commit = off")
    try:
        (message,) = check_database(None, databases=["default"])
    finally:
        with connection.cursor() as cursor:
            cursor.execute("reset synchronous_commit")
    assert message.id == "boussole.E012"
    assert "synchronous_commit = off" in message.msg


def test_no_database_is_asked_unless_it_is_named() -> None:
    assert check_database(None, databases=None) == []
