"""Outside the demo, nothing of it exists."""

from uuid import UUID

import pytest
from django.apps import apps
from django.urls import NoReverseMatch, reverse

PATHS = [
    "/demo/",
    "/demo/messages/",
    f"/demo/messages/{UUID(int=42)}/",
    "/demo/horloge/",
    "/demo/personnages/nadia/entrer/",
]


@pytest.mark.django_db
@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_page_of_the_demo_answers(client, method, path):
    assert getattr(client, method)(path).status_code == 404


def test_the_application_is_not_there():
    assert not apps.is_installed("boussole.web.demo")
    with pytest.raises(NoReverseMatch):
        reverse("demo:home")


@pytest.mark.django_db
def test_no_page_speaks_of_it(client):
    assert "Démonstration" not in client.get("/").content.decode()
