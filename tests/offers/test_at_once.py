"""Two people, or two workers, at the same instant: one of them is first, and nothing is lost nor done twice."""

from dataclasses import replace
from datetime import timedelta

import pytest

from boussole.core.verdicts import NotAllowed
from boussole.mail.models import OutgoingMessage
from boussole.offers.actions.reviewing import ChangedSinceRead, approve, submit, withdraw
from boussole.offers.actions.scheduling import publish_due
from boussole.offers.actions.templates import Scope, change_template, use_template, write_template
from boussole.offers.actions.writing import save_version, start_offer, start_version
from boussole.offers.content import OfferContent
from boussole.offers.models import OfferVersion
from tests.at_once import at_once
from tests.factories import NOW
from tests.factories.accounts import MandateFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import StructureFactory

pytestmark = pytest.mark.django_db(transaction=True)
WHEN = {"day": NOW.date(), "now": NOW}
Status = OfferVersion.Status


@pytest.fixture
def people():
    structure, nadia = StructureFactory.with_referent()
    sami = MandateFactory().user
    return nadia, sami, OfferFactory(structure=structure, is_free=True)


def test_a_proposal_taken_back_and_published_at_once_is_one_or_the_other(people):
    nadia, sami, offer = people
    for _ in range(3):  # whichever comes first
        offer.versions.at_work().delete()
        version = submit(start_version(offer, by=nadia, **WHEN), by=nadia, **WHEN)
        done = at_once(
            lambda v=version: withdraw(v, by=nadia, **WHEN), lambda v=version: approve(v, by=sami, **WHEN)
        )
        version.refresh_from_db()
        assert version.status == (Status.DRAFT if done[0] else Status.PUBLISHED)
        assert sum(done) == 1
        assert offer.versions.filter(status=Status.PUBLISHED).count() == 1


def test_what_goes_on_line_is_what_was_read(people):
    nadia, sami, offer = people
    read = submit(start_version(offer, by=nadia, **WHEN), by=nadia, **WHEN)

    taken_back = withdraw(read, by=nadia, **WHEN)
    with pytest.raises(NotAllowed, match="Sa structure l’écrit encore"):
        approve(read, by=sami, seen=read.saves, **WHEN)
    typed = replace(taken_back.content, summary="Autre chose.")
    submit(save_version(taken_back, typed, seen=0, by=nadia, **WHEN), by=nadia, **WHEN)
    with pytest.raises(ChangedSinceRead, match="relisez-la"):
        approve(read, by=sami, seen=read.saves, **WHEN)

    offer.refresh_from_db()
    assert offer.summary != "Autre chose."


def test_an_offer_begun_twice_at_once_is_two_drafts(people):
    nadia, _, offer = people
    begin = lambda: start_offer(offer.structure, offer.category, title="Atelier", by=nadia, **WHEN)  # noqa: E731

    assert at_once(begin, begin, begin, in_transactions=True) == [True, True, True]


def test_a_template_used_twice_at_once_is_two_drafts(people):
    nadia, sami, offer = people
    text = OfferContent(offer.theme.code, offer.category.code, title="Atelier", summary="À deux.")
    template = write_template(text, Scope(sami.mandates.get().territory), by=sami, **WHEN)
    use = lambda: use_template(template, [offer.structure], by=nadia, **WHEN)  # noqa: E731
    write = lambda: write_template(text, Scope(sami.mandates.get().territory), by=sami, **WHEN)  # noqa: E731

    assert all(at_once(use, use))
    assert all(at_once(write, write))


def test_two_sweeps_at_once_publish_once(people):
    nadia, sami, offer = people
    version = submit(start_version(offer, by=nadia, **WHEN), by=nadia, **WHEN)
    approve(version, by=sami, publish_on=NOW.date() + timedelta(days=1), **WHEN)
    tomorrow = NOW + timedelta(days=1)

    at_once(*[lambda: publish_due(now=tomorrow)] * 3)

    assert offer.versions.filter(status=Status.PUBLISHED).count() == 1
    assert OutgoingMessage.objects.filter(template__endswith="/published").count() == 1


def test_a_template_changes_while_somebody_writes_and_neither_text_is_lost(people):
    nadia, sami, offer = people
    text = OfferContent(offer.theme.code, offer.category.code, title="Atelier", summary="À deux.")
    template = write_template(text, Scope(sami.mandates.get().territory), by=sami, **WHEN)
    [version] = use_template(template, [offer.structure], by=nadia, **WHEN)
    typed = replace(version.content, phone="01 99 00 42 13")
    said = replace(template.content, title="Atelier du mardi")

    saved, _ = at_once(
        lambda: save_version(version, typed, seen=version.saves, by=nadia, **WHEN),
        lambda: change_template(template, said, seen=template.number, by=sami, **WHEN),
    )

    version.refresh_from_db()
    assert version.content.title == "Atelier du mardi"
    assert version.content.phone == ("01 99 00 42 13" if saved else "")
