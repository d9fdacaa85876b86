"""What is shown when something of ours fails."""

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from boussole.web.shared.errors import RETRY_AFTER
from tests.factories.partners import ReferentFactory
from tests.signing import sign_in


def failing(fault):
    def fails(*_):
        raise fault

    return fails


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "words", "way_back"),
    [
        ("/nulle-part/", "vérifie qu’il a été copié en entier", "/"),
        ("/extranet/nulle-part/", "vérifiez qu’il a été copié en entier", "/extranet/"),
        ("/animation/nulle-part/", "vérifiez qu’il a été copié en entier", "/animation/"),
    ],
)
def test_a_page_that_does_not_exist_speaks_to_its_reader(path, words, way_back):
    response = Client().get(path)

    page = response.content.decode()
    assert response.status_code == 404
    assert words in page
    assert f'href="{way_back}"' in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fault", "status", "retry_after"),
    [(OperationalError(), 503, RETRY_AFTER), (ZeroDivisionError(), 500, None)],
)
def test_a_database_that_does_not_answer_is_worth_another_try_a_fault_of_ours_is_not(
    fault, status, retry_after
):
    with connection.execute_wrapper(failing(fault)):
        response = Client(raise_request_exception=False).get("/")

    assert (response.status_code, response.headers.get("Retry-After")) == (status, retry_after)
    assert "Un problème est arrivé de notre côté" in response.content.decode()


FALL = """
CREATE FUNCTION fall() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$;
CREATE TRIGGER fall BEFORE UPDATE ON django_session FOR EACH ROW EXECUTE FUNCTION fall()
"""
STAND = "DROP TRIGGER IF EXISTS fall ON django_session; DROP FUNCTION IF EXISTS fall()"


@pytest.fixture
def database_that_falls(transactional_db):
    """PostgreSQL goes away at the last step of an answer, when the session is kept."""
    with connection.cursor() as cursor:
        cursor.execute(FALL)
    yield
    connection.close()
    with connection.cursor() as cursor:
        cursor.execute(STAND)


def test_a_database_that_falls_as_the_session_is_kept_is_worth_another_try_too(transactional_db, request):
    client = sign_in(Client(raise_request_exception=False), ReferentFactory().user)
    request.getfixturevalue("database_that_falls")

    # « Votre profil est à jour » is kept in the session until the next page.
    response = client.post(reverse("account_profile"), {"first_name": "Nadia", "last_name": "Belkacem"})

    assert (response.status_code, response.headers.get("Retry-After")) == (503, RETRY_AFTER)
