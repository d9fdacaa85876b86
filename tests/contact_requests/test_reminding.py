"""The clock at work: who is written to, when, once; and what an outage changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from boussole.accounts import actions as account_actions
from boussole.contact_requests import actions, emails, queries
from boussole.contact_requests.models import ContactRequest, Filing, Opinion, Reminder
from boussole.contact_requests.promise import PromiseState
from boussole.mail.models import OutgoingMessage
from boussole.offers import reach
from boussole.offers.models import Offer
from boussole.partners.models import Absence, Referent
from tests.factories import NOW
from tests.factories.accounts import MandateFactory
from tests.factories.contact_requests import ContactRequestFactory, FilingFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory
from tests.factories.questionnaires import QuestionnaireFactory, ThemeFactory
from tests.factories.territories import TerritoryFactory

pytestmark = pytest.mark.django_db
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def nine(day: int, month: int = 11) -> datetime:
    """Nine in the morning in Saint-Étienne, in November and December 2026."""
    return datetime(2026, month, day, 8, tzinfo=UTC)


@pytest.fixture
def offer():
    """Promised within 5 days: filed on Monday 23, due on Saturday 28."""
    return OfferFactory(promised_days=5, contact_emails=["accueil@example.org"])


@pytest.fixture
def nadia(offer):
    return ReferentFactory(structure=offer.structure, user__email="nadia@example.org").user


@pytest.fixture
def omar(offer):
    return ReferentFactory(
        structure=offer.structure, role=Referent.Role.MANAGER, user__email="omar@example.org"
    ).user


@pytest.fixture
def animator():
    return MandateFactory(territory=TerritoryFactory(), user__email="animation@example.org").user


@pytest.fixture
def contact_request(offer, nadia, omar, animator) -> ContactRequest:
    return ContactRequestFactory(offer=offer)


def sweep(now: datetime) -> list[tuple[str, str]]:
    """What one sweep wrote: (message, address), in order."""
    actions.remind_due(now=now)
    return written_at(now)


def written_at(now: datetime) -> list[tuple[str, str]]:
    rows = OutgoingMessage.objects.filter(created_at=now)
    return sorted((row.template.rsplit("/", 1)[1], row.to_address) for row in rows)


def ledger(contact_request: ContactRequest) -> list[tuple[str, date]]:
    return list(contact_request.reminders.order_by("day", "kind").values_list("kind", "day"))


# --- The story of a promise that nobody keeps -----------------------------------------------------
def test_from_the_first_reminder_to_the_end(contact_request) -> None:
    assert sweep(nine(26) - MINUTE) == []
    assert sweep(nine(26)) == [("half_way", "accueil@example.org")]
    assert sweep(nine(27)) == [("day_before", "accueil@example.org")]
    assert sweep(nine(29)) == [
        ("late", "accueil@example.org"),
        ("late", "nadia@example.org"),
        ("late", "omar@example.org"),
    ]
    assert sweep(nine(30)) == [("apology", "lina@example.org"), ("one_day_late", "animation@example.org")]
    assert sweep(nine(2, 12)) == [("three_days_late", "animation@example.org")]
    assert sweep(nine(24, 12)) == [
        ("unanswered", "lina@example.org"),
        ("unanswered_team", "accueil@example.org"),
        ("unanswered_team", "nadia@example.org"),
        ("unanswered_team", "omar@example.org"),
    ]
    assert sweep(nine(25, 12)) == []

    ended = ContactRequest.objects.get(pk=contact_request.pk)
    assert (ended.status, ended.outcome) == ("CLOSED", "UNANSWERED")
    assert ended.promise_state(nine(25, 12)) == PromiseState.BROKEN
    figures = queries.promises(ContactRequest.objects.all(), nine(25, 12))
    assert (figures.open, figures.kept, figures.broken) == (0, 0, 1)


def test_run_twice_it_tells_once(contact_request) -> None:
    assert len(sweep(nine(26))) == 1
    assert sweep(nine(26) + 5 * MINUTE) == []
    assert ledger(contact_request) == [("HALF_WAY", date(2026, 11, 26))]


def test_an_answer_stops_everything(contact_request, nadia) -> None:
    actions.log_attempt(contact_request, kind="CALL", result="NOT_REACHED", by=nadia, now=NOW + DAY)

    for day in range(1, 40):
        assert sweep(NOW + day * DAY + MINUTE) == []


def test_taken_up_it_reminds_its_owner_alone(contact_request, nadia) -> None:
    actions.take_up(contact_request, by=nadia, now=NOW + MINUTE)

    assert sweep(nine(26)) == [("half_way", "nadia@example.org")]


def test_off_for_days_it_tells_what_is_still_true_and_nothing_twice(contact_request) -> None:
    """From Wednesday to Tuesday, nothing ran: no « la veille » after the date, each kind once."""
    back = nine(1, 12) + 3 * MINUTE

    assert sweep(back) == [
        ("apology", "lina@example.org"),
        ("late", "accueil@example.org"),
        ("late", "nadia@example.org"),
        ("late", "omar@example.org"),
        ("one_day_late", "animation@example.org"),
    ]
    assert sweep(back + 5 * MINUTE) == []
    assert queries.promises(ContactRequest.objects.all(), back).broken == 1


def test_a_doubtful_filing_is_left_alone_and_caught_up_once_released(offer, nadia, animator) -> None:
    filing = FilingFactory(offers=[offer], is_doubtful=True)
    assert sweep(nine(30)) == []

    actions.release_from_quarantine(filing, by=animator, now=nine(30) + MINUTE)

    assert ("late", "nadia@example.org") in sweep(nine(30) + 5 * MINUTE)


# --- Never to somebody who left, or is away ---------------------------------------------------------
def test_who_has_left_receives_nothing(contact_request, nadia, omar) -> None:
    Referent.objects.filter(user=nadia).update(ends_on=date(2026, 11, 25))
    account_actions.disable(omar, by=None, now=NOW + DAY)

    assert sweep(nine(29)) == [("late", "accueil@example.org")]


def test_an_offer_whose_contact_left_reminds_whoever_remains(contact_request, nadia, omar) -> None:
    contact_request.offer.contact_emails = ["omar@example.org"]
    contact_request.offer.save()
    account_actions.disable(omar, by=None, now=NOW + DAY)

    assert sweep(nine(26)) == [("half_way", "nadia@example.org")]


def test_who_is_away_has_a_deputy(contact_request, nadia, omar) -> None:
    actions.take_up(contact_request, by=nadia, now=NOW + MINUTE)
    away(contact_request, user=nadia, rule="DEPUTY", deputy=omar)

    assert sweep(nine(26)) == [("half_way", "omar@example.org")]


def test_or_a_mailbox(contact_request, nadia) -> None:
    actions.take_up(contact_request, by=nadia, now=NOW + MINUTE)
    away(contact_request, user=nadia, rule="MAILBOX", mailbox="relais@example.org")

    assert sweep(nine(26)) == [("half_way", "relais@example.org")]
    assert ("late", "nadia@example.org") in sweep(nine(29)), "She is back on Friday."


def test_when_the_whole_structure_is_away_its_mailbox_is_reminded(contact_request) -> None:
    away(contact_request, user=None, rule="MAILBOX", mailbox="relais@example.org")

    assert sweep(nine(26)) == [("half_way", "relais@example.org")]


def away(contact_request: ContactRequest, **fields: object) -> None:
    Absence.objects.create(
        structure=contact_request.structure,
        starts_on=date(2026, 11, 25),
        ends_on=date(2026, 11, 26),
        declared_at=NOW,
        **fields,
    )


def test_outside_every_territory_the_animation_of_the_structure_is_told(contact_request) -> None:
    Filing.objects.update(territory=None)

    assert ("one_day_late", "animation@example.org") in sweep(nine(30))


# --- What the messages say ------------------------------------------------------------------------
def test_a_young_person_without_an_email_receives_an_sms(offer, nadia) -> None:
    ContactRequestFactory(offer=offer, email="")
    sweep(nine(30))

    apology = OutgoingMessage.objects.get(template__endswith="apology")
    assert (apology.channel, apology.to_address) == ("SMS", "+33639981234")
    assert "samedi 28\u00a0novembre" in apology.body
    assert "/suivi/" in apology.body


def test_nothing_betrays_a_sensitive_theme(nadia, animator) -> None:
    theme = ThemeFactory(code="sante", name="Santé", is_sensitive=True)
    offer = OfferFactory(theme=theme, promised_days=5, title="Consultation au centre de planification")
    ContactRequestFactory(offer=offer)
    for day in range(1, 33):
        actions.remind_due(now=NOW + day * DAY)

    written = list(OutgoingMessage.objects.exclude(template__endswith="operator_invariants"))
    assert {"apology", "late", "unanswered"} <= {row.template.rsplit("/", 1)[1] for row in written}
    for row in written:
        assert "planification" not in row.subject + row.body
        assert "Santé" not in row.subject + row.body
        if row.to_address == "lina@example.org":
            assert offer.structure.name not in row.subject + row.body


def test_each_message_says_what_is_owed_by_when_and_where(contact_request) -> None:
    sweep(nine(26))

    message = OutgoingMessage.objects.get(template__endswith="half_way")
    assert message.subject == "Une demande à rappeler au plus tard le samedi 28\u00a0novembre"
    assert f"/extranet/demandes/{contact_request.public_id}/" in message.body


def test_the_apology_says_that_others_can_help(contact_request, questionnaire) -> None:
    other(contact_request)
    sweep(nine(30))

    assert "D’autres structures" in OutgoingMessage.objects.get(template__endswith="apology").body


# --- Other offers -----------------------------------------------------------------------------------
@pytest.fixture
def questionnaire(contact_request):
    return QuestionnaireFactory(theme=contact_request.offer.theme)


def other(contact_request: ContactRequest, **fields: object):
    shared = {"theme": contact_request.offer.theme, "category": contact_request.offer.category}
    return OfferFactory(**{**shared, **fields})


def test_other_offers_match_the_answers_that_were_shared(contact_request, questionnaire) -> None:
    fits = other(contact_request, criteria={"statut": {"only": ["recherche"]}, "age": {"from": 16, "to": 25}})
    other(contact_request, criteria={"statut": {"only": ["lycee"]}})
    other(contact_request, criteria={"age": {"from": 26}})

    assert [offer.id for offer in queries.other_offers_for(contact_request, nine(30))] == [fits.pk]


def test_neither_the_same_structure_nor_what_is_full_or_paused(contact_request, questionnaire) -> None:
    other(contact_request, structure=contact_request.structure)
    full = other(contact_request, capacity=1)
    ContactRequestFactory(offer=full)
    paused = other(contact_request)
    paused.status = "PAUSED"
    paused.save()
    reach.refresh([paused])

    assert queries.other_offers_for(contact_request, nine(30)) == []


# --- Robust -----------------------------------------------------------------------------------------
def test_killed_between_two_requests_it_resumes(offer, nadia, monkeypatch) -> None:
    first, second = ContactRequestFactory(offer=offer), ContactRequestFactory(offer=offer)
    real = emails.remind

    def killed_at_the_second(contact_request, *args, **kwargs):
        if contact_request.pk == second.pk:
            raise SystemExit
        return real(contact_request, *args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(emails, "remind", killed_at_the_second)
        with pytest.raises(SystemExit):
            actions.remind_due(now=nine(26))
    assert (len(ledger(first)), len(ledger(second))) == (1, 0)

    actions.remind_due(now=nine(26) + 5 * MINUTE)
    assert (len(ledger(first)), len(ledger(second))) == (1, 1)
    assert OutgoingMessage.objects.filter(template__endswith="half_way").count() == 2


def test_a_request_that_cannot_be_told_does_not_silence_the_others(offer, nadia) -> None:
    broken, sound = ContactRequestFactory(offer=offer), ContactRequestFactory(offer=offer)
    Filing.objects.filter(pk=broken.filing_id).update(link_hash="lost with its key")

    counts = actions.remind_due(now=nine(30))

    assert (counts.failed, ledger(broken)) == (1, [])
    assert [kind for kind, _ in ledger(sound)] == ["LATE", "APOLOGY", "ONE_DAY_LATE"]


def test_an_address_that_is_not_one_keeps_nothing_from_the_others(offer, nadia) -> None:
    ContactRequestFactory(offer=offer)
    Offer.objects.update(contact_emails=["pas une adresse"])

    assert sweep(nine(29)) == [("late", "nadia@example.org")]


def test_the_sweep_reads_many_requests_in_a_fixed_number_of_queries(offer) -> None:
    def queries_of_a_sweep() -> int:
        with CaptureQueriesContext(connection) as captured:
            actions.remind_due(now=NOW + MINUTE)
        return len(captured)

    ContactRequestFactory(offer=offer)
    alone = queries_of_a_sweep()
    for _ in range(5):
        ContactRequestFactory(offer=offer)
    assert queries_of_a_sweep() == alone


# --- Opinions ---------------------------------------------------------------------------------------
def test_a_week_after_the_first_contact_the_young_person_is_asked_once(contact_request, nadia) -> None:
    actions.log_attempt(contact_request, kind="CALL", result="REACHED", by=nadia, now=NOW + DAY)
    week_after = datetime(2026, 12, 1, 16, 1, tzinfo=UTC)

    actions.ask_opinions(now=week_after - timedelta(hours=1))
    assert written_at(week_after - timedelta(hours=1)) == []
    actions.ask_opinions(now=week_after)
    assert written_at(week_after) == [("opinion", "lina@example.org")]
    for later in range(1, 20):
        actions.ask_opinions(now=week_after + later * DAY)
        assert written_at(week_after + later * DAY) == []


def test_at_the_end_when_it_comes_first_unless_they_said_it_already(contact_request, nadia) -> None:
    reached = NOW + DAY
    actions.log_attempt(contact_request, kind="CALL", result="REACHED", by=nadia, now=reached)
    actions.close(contact_request, outcome="INFORMED", by=nadia, now=reached + MINUTE)
    evening = datetime(2026, 11, 24, 16, 1, tzinfo=UTC)

    actions.ask_opinions(now=evening)
    assert written_at(evening) == [("opinion", "lina@example.org")]

    Reminder.objects.all().delete()
    Opinion.objects.create(contact_request=contact_request, helped="YES", score=5, given_at=evening)
    actions.ask_opinions(now=evening + DAY)
    assert written_at(evening + DAY) == []


# --- A recap that does not arrive (G8) --------------------------------------------------------------
def warn(now: datetime) -> list[tuple[str, str]]:
    actions.warn_of_lost_recaps(now=now)
    return written_at(now)


TEAM = [("recap_trouble", "nadia@example.org"), ("recap_trouble", "omar@example.org")]
ANIMATION = [("recap_trouble_animator", "animation@example.org")]


def test_after_a_quarter_of_an_hour_the_team_then_after_an_hour_the_animation(contact_request) -> None:
    assert warn(NOW + 14 * MINUTE) == []
    assert warn(NOW + 15 * MINUTE) == TEAM
    assert warn(NOW + 20 * MINUTE) == []
    assert warn(NOW + 60 * MINUTE) == ANIMATION
    assert warn(NOW + DAY) == []


def test_a_hard_bounce_is_told_at_the_next_sweep(contact_request) -> None:
    recaps().update(status="DEAD", closed_at=NOW)

    assert warn(NOW + 5 * MINUTE) == TEAM


def test_nobody_is_warned_when_the_recap_arrived_or_somebody_took_it_up(
    offer, contact_request, nadia
) -> None:
    recaps().update(status="SENT", sent_at=NOW, closed_at=NOW)
    assert warn(NOW + 60 * MINUTE) == []

    recaps().update(status="BOUNCED")
    actions.take_up(contact_request, by=nadia, now=NOW + 61 * MINUTE)
    assert warn(NOW + 62 * MINUTE) == []


def recaps():
    return OutgoingMessage.objects.filter(template__endswith="/recap")


# --- Shown on pages ---------------------------------------------------------------------------------
def test_the_reminders_to_come_are_shown(contact_request) -> None:
    coming = queries.upcoming(contact_request, nine(27))

    assert [(each.kind, each.in_words) for each in coming[:2]] == [
        ("LATE", "Alerte de retard"),
        ("ONE_DAY_LATE", "Alerte après un jour de retard"),
    ]
    assert coming[0].to_in_words == "à tous les référents et responsables de la structure"


def test_a_list_is_read_in_a_fixed_number_of_queries(offer, nadia) -> None:
    def queries_of_a_list() -> int:
        with CaptureQueriesContext(connection) as captured:
            for row in queries.with_clocks(ContactRequest.objects.all()):
                queries.upcoming(row, NOW)
        return len(captured)

    ContactRequestFactory(offer=offer)
    alone = queries_of_a_list()
    for _ in range(4):
        ContactRequestFactory(offer=offer)
    assert queries_of_a_list() == alone
