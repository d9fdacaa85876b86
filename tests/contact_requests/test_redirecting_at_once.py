"""Two people press at the same instant: one is heard, the other is told, and nothing is done twice."""

import pytest

from boussole.contact_requests import actions
from boussole.contact_requests.models import ContactRequest, Redirection
from boussole.mail.models import OutgoingMessage
from tests.at_once import at_once
from tests.factories import NOW
from tests.factories.partners import ReferentFactory
from tests.factories.redirections import propose

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def asked() -> Redirection:
    return propose(agreement="ASKED")


@pytest.fixture
def proposed() -> Redirection:
    return propose()


@pytest.fixture
def karim(proposed):
    return ReferentFactory(structure=proposed.to_structure).user


def status_of(redirection: Redirection) -> str:
    redirection.refresh_from_db()
    return redirection.status


def test_accepted_and_cancelled(proposed, karim):
    done = at_once(
        lambda: actions.accept(proposed, by=karim, now=NOW),
        lambda: actions.cancel(proposed, by=proposed.by, now=NOW),
    )

    assert sum(done) == 1
    successors = ContactRequest.objects.filter(offer=proposed.to_offer).count()
    assert (status_of(proposed), successors) in {("ACCEPTED", 1), ("CANCELLED", 0)}


def test_accepted_twice(proposed, karim):
    done = at_once(*[lambda: actions.accept(proposed, by=karim, now=NOW)] * 4)

    assert sum(done) == 1
    assert ContactRequest.objects.filter(offer=proposed.to_offer).count() == 1
    assert OutgoingMessage.objects.filter(template__endswith="redirection_accepted").count() == 1


def test_accepted_and_withdrawn(proposed, karim):
    source = proposed.contact_request

    at_once(lambda: actions.accept(proposed, by=karim, now=NOW), lambda: actions.withdraw(source, now=NOW))

    source.refresh_from_db()
    assert (status_of(proposed), source.outcome) in {("ACCEPTED", "REDIRECTED"), ("CANCELLED", "WITHDRAWN")}


def test_accepted_and_erased(proposed, karim):
    filing = proposed.contact_request.filing

    at_once(lambda: actions.accept(proposed, by=karim, now=NOW), lambda: actions.erase(filing, now=NOW))

    assert not ContactRequest.objects.open().exists()  # whoever came first, everything is taken back
    assert status_of(proposed) in ("ACCEPTED", "CANCELLED")
    assert proposed.diagnosis == ""


def test_yes_and_no_at_once(asked):
    done = at_once(
        lambda: actions.agree(asked, now=NOW),
        lambda: actions.agree(asked, now=NOW),
        lambda: actions.refuse(asked, now=NOW),
    )

    assert sum(done) == 1
    told = OutgoingMessage.objects.filter(template__regex="redirection_(proposed|refused)$").count()
    assert (status_of(asked), told) in {("PROPOSED", 1), ("REFUSED", 1)}


def test_redirected_twice(proposed):
    actions.cancel(proposed, by=proposed.by, now=NOW)
    source, target = proposed.contact_request, proposed.to_offer

    done = at_once(*[lambda: propose(source, to_offer=target, by=proposed.by)] * 3)

    assert sum(done) == 1
    assert source.redirections.under_way().count() == 1
