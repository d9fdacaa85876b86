"""Ways to begin in the middle, for journeys that are about something else than what comes before."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import Page

from boussole.accounts.models import User
from boussole.offers.models import Offer
from boussole.questionnaires.models import Questionnaire
from boussole.web.public.visit import ThemeAnswers, Visit
from tests.factories.territories import SAINT_ETIENNE
from tests.signing import sign_in

LOOKING_FOR_A_JOB = {"statut": frozenset({"recherche"}), "cherche": frozenset({"emploi"})}


def visit_of_lina(*picked: Offer, answers: Any = LOOKING_FOR_A_JOB, **changes: Any) -> Visit:
    """What the browser of a young person holds once they have answered « emploi » and picked these offers."""
    version = Questionnaire.objects.get(theme__code="emploi", status=Questionnaire.Status.PUBLISHED).pk
    fields: dict[str, Any] = {
        "commune": SAINT_ETIENNE,
        "age": 19,
        "age_is_asked": True,
        "themes": {"emploi": ThemeAnswers(version, dict(answers))},
        "basket": [offer.pk for offer in picked],
    }
    return Visit(**{**fields, **changes})


def carry(window: Page, address: str, visit: Visit) -> None:
    """Put this visit in the browser; one that holds nothing has no cookie."""
    response = HttpResponse()
    visit.save(response)
    for name, cookie in response.cookies.items():
        _keep(window, address, name, cookie.value)


def enter_as(window: Page, address: str, user: User) -> None:
    """Have this person signed in, second factor shown."""
    client = sign_in(Client(), user)
    _keep(window, address, settings.SESSION_COOKIE_NAME, client.cookies[settings.SESSION_COOKIE_NAME].value)


def _keep(window: Page, address: str, name: str, value: str) -> None:
    window.context.add_cookies([{"name": name, "value": value, "url": address}])
