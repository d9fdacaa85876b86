"""The last signature, at the instant when something else happens to the same charter."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections, transaction

from boussole.core.db import locked
from boussole.partners.actions import merge
from boussole.partners.models import CharterAgreement, Signatory, Structure
from tests.factories import NOW
from tests.factories.partners import StructureFactory
from tests.partners.charter_signing import DAY, office

pytestmark = pytest.mark.django_db(transaction=True)


def _wait_until_somebody_waits_for_a_row() -> None:
    with connection.cursor() as cursor:
        for _ in range(500):
            cursor.execute("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted)")
            if cursor.fetchone() == (True,):
                return
            time.sleep(0.01)
    raise AssertionError("nobody waits")


def test_the_record_is_merged_meanwhile_and_both_gestures_are_done():
    place = office(status=Structure.Status.PROSPECT)
    kept = StructureFactory(name="La Fabrique du quartier", charter=None)
    agreement = place.sent()
    *others, last = Signatory.Role.values
    for role in others:
        place.sign(role)

    def unite() -> None:
        merge(kept, place.structure, values={}, by=place.claire, day=DAY, now=NOW)
        connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            locked(agreement)
            merging = pool.submit(unite)
            _wait_until_somebody_waits_for_a_row()
            place.sign(last)
        merging.result(timeout=20)

    charter = CharterAgreement.objects.get(pk=agreement.pk)
    assert (charter.status, charter.structure) == ("IN_FORCE", kept)
    assert Structure.objects.get(pk=kept.pk).status == "ACTIVE"
