"""An offer from its first words to the screen of a young person, through one send-back, and what stays on line."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import transaction

from boussole.core.moves import MoveRefused
from boussole.core.verdicts import NotAllowed
from boussole.mail.models import OutgoingMessage
from boussole.offers.actions.reviewing import (
    NotADayToCome,
    Passage,
    approve,
    cancel_schedule,
    resolve_comment,
    send_back,
    submit,
    withdraw,
)
from boussole.offers.actions.scheduling import publish_due
from boussole.offers.actions.writing import save_version, start_version
from boussole.offers.models import Offer, OfferVersion
from tests.factories import NOW
from tests.factories.accounts import MandateFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
WHEN = {"day": TODAY, "now": NOW}
Status = OfferVersion.Status


@pytest.fixture
def team():
    """Nadia, who writes; Sami, who animates the Loire; an offer that is on line."""
    structure, nadia = StructureFactory.with_referent()
    sami = MandateFactory(user__first_name="Sami", user__email="sami@example.org").user
    return nadia, sami, OfferFactory(structure=structure, title="Préparer ton entretien", is_free=True)


def rewritten(offer: Offer, nadia, **parts: object) -> OfferVersion:
    version = start_version(offer, by=nadia, **WHEN)
    content = replace(version.content, **parts)
    return save_version(version, content, seen=version.saves, by=nadia, **WHEN)


def on_line(offer: Offer) -> str:
    return Offer.objects.get(pk=offer.pk).title


def mails() -> list[tuple[str, str]]:
    rows = OutgoingMessage.objects.exclude(status=OutgoingMessage.Status.CANCELLED).order_by(
        "created_at", "pk"
    )
    return sorted((row.template.rpartition("/")[2], row.to_address) for row in rows)


def test_an_offer_is_sent_back_on_a_passage_corrected_and_published(team) -> None:
    nadia, sami, offer = team
    version = rewritten(offer, nadia, title="Ton entretien d’embauche, en mieux")

    submit(version, by=nadia, **WHEN)
    assert mails() == [("proposed", "sami@example.org")]

    version = send_back(
        version,
        note="Presque prêt.",
        comments=[Passage("title", "« En mieux » que quoi ?", quote="en mieux")],
        by=sami,
        **WHEN,
    )
    [comment] = version.comments.all()
    assert (version.status, comment.quote, on_line(offer)) == (
        Status.SENT_BACK,
        "en mieux",
        "Préparer ton entretien",
    )

    content = replace(version.content, title="Ton entretien d’embauche")
    version = save_version(version, content, seen=version.saves, by=nadia, **WHEN)
    resolve_comment(comment, by=nadia, **WHEN)
    assert [each.done_at for each in version.comments.all()] == [NOW]  # saving keeps the comments

    submit(version, by=nadia, **WHEN)
    approve(version, by=sami, **WHEN)

    assert on_line(offer) == "Ton entretien d’embauche"
    assert [each.get_status_display() for each in offer.versions.all()] == ["Remplacée", "Publiée"]
    assert mails() == [
        ("proposed", "sami@example.org"),
        ("proposed", "sami@example.org"),
        ("published", nadia.email),
        ("sent_back", nadia.email),
    ]
    told = OutgoingMessage.objects.get(template__endswith="sent_back").body
    assert "Presque prêt." in told
    assert "- Titre, «\u00a0en mieux\u00a0»\u00a0: « En mieux » que quoi ?" in told


def test_what_was_proposed_can_be_taken_back_and_nobody_is_asked_to_read_it(team) -> None:
    nadia, _, offer = team
    version = submit(rewritten(offer, nadia, title="Autre titre"), by=nadia, **WHEN)

    version = withdraw(version, by=nadia, **WHEN)

    assert (version.status, mails()) == (Status.DRAFT, [])
    with pytest.raises(NotAllowed, match="pas en relecture"):
        withdraw(version, by=nadia, **WHEN)
    with pytest.raises(MoveRefused):
        approve(start_version(offer, by=nadia, **WHEN), by=nadia, **WHEN)


def test_a_word_or_a_comment_is_needed_to_send_back(team) -> None:
    nadia, sami, offer = team
    version = submit(rewritten(offer, nadia, title="Autre titre"), by=nadia, **WHEN)

    with pytest.raises(MoveRefused, match="Dites ce qu’il faut reprendre"):
        send_back(version, note=" ", by=sami, **WHEN)
    with pytest.raises(NotAllowed):
        send_back(version, note="Non.", by=ReferentFactory().user, **WHEN)


def test_a_publication_waits_for_its_day_where_the_structure_is(team) -> None:
    nadia, sami, offer = team
    version = submit(rewritten(offer, nadia, title="À partir de lundi"), by=nadia, **WHEN)
    monday = date(2026, 11, 30)

    approve(version, by=sami, publish_on=monday, **WHEN)
    midnight = datetime.fromisoformat("2026-11-30T00:00+01:00")
    assert publish_due(now=midnight - timedelta(minutes=1)) == 0
    assert on_line(offer) == "Préparer ton entretien"

    assert [publish_due(now=midnight), publish_due(now=midnight)] == [1, 0]
    assert on_line(offer) == "À partir de lundi"
    assert [name for name, _ in mails()] == ["proposed", "published", "scheduled"]


def test_a_planned_publication_is_called_off(team) -> None:
    nadia, sami, offer = team
    version = submit(rewritten(offer, nadia, title="À partir de lundi"), by=nadia, **WHEN)
    approve(version, by=sami, publish_on=TODAY + timedelta(days=7), **WHEN)
    version.refresh_from_db()

    with pytest.raises(NotAllowed, match="annulez-la"):
        save_version(version, version.content, seen=version.saves, by=nadia, **WHEN)
    version = cancel_schedule(version, by=nadia, **WHEN)

    assert (version.status, version.publish_on) == (Status.DRAFT, None)
    assert publish_due(now=NOW + timedelta(days=8)) == 0


@pytest.mark.parametrize("day", [TODAY - timedelta(days=1), TODAY + timedelta(days=400)])
def test_a_publication_is_planned_on_a_day_to_come_within_a_year(team, day: date) -> None:
    nadia, sami, offer = team
    version = submit(rewritten(offer, nadia, title="Autre titre"), by=nadia, **WHEN)
    with pytest.raises(NotADayToCome):
        approve(version, by=sami, publish_on=day, **WHEN)
    version.refresh_from_db()
    assert version.status == Status.SUBMITTED


def test_approving_for_today_publishes_at_once(team) -> None:
    nadia, sami, offer = team
    version = submit(rewritten(offer, nadia, title="Autre titre"), by=nadia, **WHEN)
    approve(version, by=sami, publish_on=TODAY, **WHEN)
    assert on_line(offer) == "Autre titre"


def test_a_zone_narrowed_meanwhile_sends_the_planned_version_back_to_a_draft(team) -> None:
    nadia, sami, offer = team
    version = rewritten(offer, nadia, areas=("commune:42218",))
    submit(version, by=nadia, **WHEN)
    approve(version, by=sami, publish_on=TODAY + timedelta(days=1), **WHEN)
    offer.structure.areas = ["commune:42095"]
    with transaction.atomic():
        offer.structure.save()

    assert publish_due(now=NOW + timedelta(days=1)) == 0

    version.refresh_from_db()
    assert (version.status, version.publish_on) == (Status.DRAFT, None)
    assert ("not_published", nadia.email) in mails()
