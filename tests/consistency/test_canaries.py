"""What a structure holds never reaches another: a canary in each of its texts, then all that the other receives.

Both are partners in the same territory, under the same animation: nothing but their doors keeps them apart
(guarantees.md T1, G4). What passes with a request that is handed over: tests/web/extranet/test_who_reads_what.py.
"""

from __future__ import annotations

import pytest
from django.test import Client

from boussole.accounts.models import User
from boussole.animation.models import Prospect
from boussole.contact_requests.models import ContactRequest, CoordinatesLook, Opinion
from boussole.interop.models import ImportedLine, ImportRun
from boussole.mail.models import OutgoingMessage
from boussole.offers.models import OfferVersion
from boussole.partners.models import DirectoryCoordinate, SignatureCode
from tests.canaries import OF_STRUCTURES, plant, secrets_spared, seen
from tests.consistency.everything import Place, addresses_of, ids_of_everything, in_the_loire
from tests.consistency.test_access_matrix import CLOSED, ask_for
from tests.consistency.test_routes import reviewed
from tests.factories import NOW
from tests.factories.accounts import UserFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.signing import sign_in

pytestmark = pytest.mark.django_db
# Asked of the young person's number, which must stay one for pages to be shown at all.
SPARED = ["contact_requests.Filing.phone", "contact_requests.Redirection.shared_fields"]


def a_manager_of_another_structure() -> User:
    user = UserFactory(email="voisine@example.org")
    return ReferentFactory(structure=StructureFactory(name="La Voisine"), user=user, role="MANAGER").user


def confidences_of(place: Place) -> None:
    """What no address names, and that a structure keeps to itself: notes, words, reasons, lines of a file."""
    structure, user = place.structure, place.user
    moved = {"by": user, "at": NOW}
    agreement = structure.charters.get(status="SIGNING")
    version = OfferVersion.objects.filter(offer__structure=structure).latest("pk")
    request = ContactRequest.objects.filter(structure=structure).earliest("pk")
    structure.absences.update(rule="MAILBOX", mailbox=structure.email)
    structure.steps.create(from_status="INVITED", to_status="ACTIVE", **moved)
    structure.page_changes.create(before={}, after={}, **moved)
    agreement.steps.create(from_status="PREPARED", to_status="SIGNING", **moved)
    SignatureCode.objects.create(signatory=agreement.signatories.first(), sent_at=NOW, expires_at=NOW)
    DirectoryCoordinate.objects.create(structure=structure, kind="EMAIL", changed_at=NOW)
    place.offer.history.create(from_status="DRAFT", to_status="PUBLISHED", **moved)
    version.history.create(from_status="DRAFT", to_status="SUBMITTED", **moved)
    version.comments.create(field="title", **moved)
    CoordinatesLook.objects.create(contact_request=request, **moved)
    Opinion.objects.create(contact_request=request, helped="YES", score=4, given_at=NOW)
    Prospect.objects.update(structure=structure)
    Prospect.objects.get().steps.create(from_status="TO_FIND", to_status="TO_FIND", **moved)
    run = ImportRun.objects.filter(by=user).earliest("pk")
    ImportedLine.objects.create(run=run, number=1, state="SAME", cells={}, report=[], offer=place.offer)


def test_nothing_of_a_structure_reaches_its_neighbour():
    """Its pages, its files, its forms sent empty, the addresses of the other, the mails: every byte.

    The neighbour is a manager, who opens all that a referent does: see test_access_matrix.py.
    """
    place = in_the_loire()
    ids = ids_of_everything(place)
    confidences_of(place)
    planted = plant([*SPARED, *secrets_spared()], OF_STRUCTURES)
    neighbour = a_manager_of_another_structure()
    client = sign_in(Client(raise_request_exception=False), neighbour)

    heard = {}
    for path in [*CLOSED, *(path for path, (_, access) in reviewed().items() if access == "signed-in")]:
        for url in {path} if "<" not in path else {url for _, url in addresses_of(path, ids)}:
            for method in ("get", "post"):
                if found := seen(ask_for(client, method, url), planted):
                    heard[f"{method} {url}"] = found
    mails = OutgoingMessage.objects.filter(to_address__iexact=neighbour.email)
    heard |= {
        f"mail {mail.pk}": found for mail in mails if (found := seen(f"{mail.subject} {mail.body}", planted))
    }

    assert heard == {}
    assert len(planted) > 40
