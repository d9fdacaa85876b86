"""From the fourth signature to a file that anybody may check, as the worker does it."""

from datetime import timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from boussole.audit.models import Entry
from boussole.partners import sealing
from boussole.partners.actions.sealing import seal_soon
from boussole.partners.models import CharterDocument
from tests.factories import NOW
from tests.partners.charter_signing import office

ROLES = ("REPRESENTATIVE", "REFERENT", "DIRECTOR", "ANIMATOR")


@pytest.mark.django_db
def test_the_job_of_the_last_signature_makes_one_document_that_is_authentic():
    place = office()
    agreement = place.sent()
    for role in ROLES:
        assert not ProcrastinateJob.objects.filter(task_name__endswith="seal_charter").exists()
        place.sign(role)

    job = ProcrastinateJob.objects.get(task_name__endswith="seal_charter")
    assert job.args == {"agreement_id": agreement.pk}
    assert [each.pk for each in sealing.waiting()] == [agreement.pk]
    seal_soon(agreement.pk, now=NOW)

    document = CharterDocument.objects.get(agreement=agreement)
    assert (document.kind, document.media_type, document.made_at) == ("SEALED", "application/pdf", NOW)
    assert sealing.seal(agreement, now=NOW + timedelta(days=1)) == document, "the same for both parties"
    assert Entry.objects.filter(code="charter.sealed", object_id=str(agreement.pk)).count() == 1
    found = sealing.verify(bytes(document.content))
    assert (found.outcome, found.structure) == (sealing.Outcome.AUTHENTIC, place.structure.name)
    assert list(sealing.waiting()) == []
