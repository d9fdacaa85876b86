"""Doubtful filings: judged once, by the animation of their territory, and never deleted (guarantees.md T10)."""

import pytest

from boussole.contact_requests import actions
from boussole.contact_requests.models import ContactRequest, Filing
from boussole.contact_requests.queries import to_review
from boussole.core.verdicts import NotAllowed
from boussole.mail.models import OutgoingMessage
from tests.factories import NOW
from tests.factories.accounts import MandateFactory
from tests.factories.contact_requests import FilingFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.factories.territories import LYON_3, TerritoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def filing() -> Filing:
    return FilingFactory(is_doubtful=True)


@pytest.fixture
def animator(filing):
    return MandateFactory(territory=filing.territory).user


def test_a_filing_released_leaves_as_if_just_sent_and_its_date_does_not_move(filing, animator):
    due = filing.contact_requests.get().due_at

    actions.release_from_quarantine(filing, by=animator, now=NOW)

    assert sorted(OutgoingMessage.objects.values_list("template", flat=True)) == [
        "contact_requests/messages/acknowledgement",
        "contact_requests/messages/recap",
    ]
    assert filing.contact_requests.get().due_at == due
    assert not to_review(animator, NOW).exists()


def test_a_filing_rejected_is_closed_kept_and_told_to_nobody(filing, animator):
    actions.reject_from_quarantine(filing, by=animator, now=NOW)

    assert [(r.status, r.outcome) for r in filing.contact_requests.all()] == [("CLOSED", "UNWANTED")]
    assert (Filing.objects.count(), OutgoingMessage.objects.count()) == (1, 0)
    assert not to_review(animator, NOW).exists()


@pytest.mark.parametrize("first", [actions.release_from_quarantine, actions.reject_from_quarantine])
@pytest.mark.parametrize("then", [actions.release_from_quarantine, actions.reject_from_quarantine])
def test_a_filing_is_judged_once(filing, animator, first, then):
    first(filing, by=animator, now=NOW)
    told = OutgoingMessage.objects.count()

    with pytest.raises(NotAllowed, match="déjà été vérifié"):
        then(filing, by=animator, now=NOW)
    assert OutgoingMessage.objects.count() == told


@pytest.mark.parametrize(
    "who",
    ["animator elsewhere", "regional", "national", "observer", "referent"],
)
def test_nobody_else_may_judge(filing, who):
    elsewhere = TerritoryFactory(code="rhone", name="Rhône", areas=["departement:69"])
    people = {
        "animator elsewhere": lambda: MandateFactory(territory=elsewhere),
        "regional": lambda: MandateFactory(role="REGIONAL", territory=None, region="84"),
        "national": lambda: MandateFactory(role="NATIONAL", territory=None),
        "observer": lambda: MandateFactory(role="OBSERVER", territory=filing.territory),
        "referent": lambda: ReferentFactory(structure=filing.contact_requests.get().structure),
    }
    user = people[who]().user

    assert list(to_review(user, NOW)) == []
    for judge in (actions.release_from_quarantine, actions.reject_from_quarantine):
        with pytest.raises(NotAllowed):
            judge(filing, by=user, now=NOW)


def test_a_filing_from_outside_every_territory_falls_to_those_whose_structures_were_asked():
    regional = StructureFactory(areas=["region:84"])
    filing = FilingFactory(offers=[OfferFactory(structure=regional)], commune=LYON_3, is_doubtful=True)
    animator = MandateFactory().user

    assert filing.territory is None
    assert list(to_review(animator, NOW)) == [filing]


def test_a_filing_that_is_not_doubtful_is_never_to_review():
    filing = FilingFactory()

    assert list(to_review(MandateFactory(territory=filing.territory).user, NOW)) == []
    assert ContactRequest.objects.open().count() == 1
