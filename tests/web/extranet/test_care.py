"""Around one request: the reminders to come, and who looked at it from outside."""

import pytest

from boussole.contact_requests import actions
from boussole.contact_requests.models import CoordinatesLook
from tests.factories.accounts import MandateFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.signing import sign_in
from tests.web.extranet.reading import words

pytestmark = pytest.mark.django_db
REASON = "La mère de Lina appelle : sa fille n’a eu aucune réponse."


def test_the_next_reminders_are_said_with_their_moment_and_their_reader(office):
    request = office.request()

    page = words(office.get("contact_request", request.public_id), of="upcoming")

    to_whom = "à la personne qui suit la demande, ou au contact de l’offre"
    assert f"mardi 24 novembre à 9 h 00 Rappel avant la date promise, {to_whom}" in page
    assert "à tous les référents et responsables de la structure" in page


def test_after_the_end_nothing_is_announced(office):
    request = office.request()
    actions.take_up(request, by=office.nadia, now=office.hands.now)
    actions.close(request, outcome="UNWANTED", by=office.nadia, now=office.hands.now)

    assert "Prochains rappels" not in words(office.get("contact_request", request.public_id))


@pytest.fixture
def looked_at(office):
    """An animator opened the coordinates of Lina."""
    request = office.request()
    claire = MandateFactory(user__first_name="Claire", user__last_name="Fontanel").user
    CoordinatesLook.objects.create(contact_request=request, by=claire, reason=REASON, at=office.hands.now)
    return request


def test_the_manager_reads_who_opened_the_coordinates_and_why(office, looked_at):
    manager = ReferentFactory(structure=office.structure, role="MANAGER").user
    sign_in(office.client, manager)

    page = words(office.get("contact_request", looked_at.public_id))

    assert f"Claire Fontanel, lundi 23 novembre à 10 h 00 : « {REASON} »" in page


def test_others_of_the_structure_do_not_nor_the_manager_of_another(office, looked_at):
    assert REASON not in words(office.get("contact_request", looked_at.public_id))

    ReferentFactory(structure=StructureFactory(), user=office.nadia, role="MANAGER")
    assert REASON not in words(office.get("contact_request", looked_at.public_id))
