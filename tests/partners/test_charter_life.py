"""A charter in force: renewed without a gesture, told of in time, ended by a notice; and the paper."""

from datetime import date, datetime, timedelta

import pytest

from boussole.core.verdicts import NotAllowed
from boussole.mail.models import OutgoingMessage
from boussole.partners.actions import charters, welcome
from boussole.partners.actions.charters import CharterRefused
from boussole.partners.charters import listing
from boussole.partners.charters.after import After, after
from boussole.partners.models import CharterAgreement, CharterDocument, CharterReminder, Signatory
from tests.factories import NOW
from tests.factories.accounts import MandateFactory, UserFactory
from tests.factories.partners import CharterFactory, ReferentFactory, StructureFactory
from tests.partners.charter_signing import DAY, Office, mails, office
from tests.partners.test_charter_fields_and_dates import PNG

pytestmark = pytest.mark.django_db
Status = CharterAgreement.Status


@pytest.fixture
def place() -> Office:
    return office()


@pytest.fixture
def charter(place) -> CharterAgreement:
    """Signed on 23 November 2026."""
    return CharterFactory(structure=place.structure, territory=place.territory, signed_on=DAY)


def at(day: date) -> datetime:
    """Ten in the morning, in Paris."""
    return NOW.replace(year=day.year, month=day.month, day=day.day)


def test_it_is_renewed_every_year_and_both_parties_are_told_once(place, charter):
    assert charters.remind_due(now=at(date(2027, 9, 22))) == 0
    assert charters.remind_due(now=at(date(2027, 9, 23))) == 1
    assert charters.remind_due(now=at(date(2027, 9, 24))) == 0
    assert mails("charter_renewal") == sorted([place.claire.email, place.manager.email])
    assert charters.end_due(now=at(date(2027, 11, 24))) == 0

    charter.refresh_from_db()
    assert charter.status == Status.IN_FORCE
    assert charters.remind_due(now=at(date(2028, 9, 23))) == 1
    assert list(CharterReminder.objects.values_list("kind", "due_on").order_by("due_on")) == [
        ("RENEWAL", date(2027, 11, 23)),
        ("RENEWAL", date(2028, 11, 23)),
    ]


def test_either_party_gives_notice_a_month_ahead(place, charter):
    soon = {"reason": "Nous fermons.", "by": place.manager, "day": DAY, "now": NOW}
    with pytest.raises(CharterRefused, match=r"à partir du mercredi 23.décembre 2026"):
        charters.give_notice(charter, ends_on=date(2026, 12, 22), **soon)
    with pytest.raises(CharterRefused, match="un an au plus"):
        charters.give_notice(charter, ends_on=date(2027, 11, 25), **soon)
    ended = charters.give_notice(charter, ends_on=date(2026, 12, 23), **soon)

    assert (ended.notice_from, ended.ends_on, ended.status) == (
        "STRUCTURE",
        date(2026, 12, 23),
        Status.IN_FORCE,
    )
    assert mails("charter_notice") == sorted([place.claire.email, place.manager.email])
    with pytest.raises(NotAllowed, match="Un préavis est déjà donné"):
        charters.give_notice(charter, ends_on=date(2027, 2, 1), **soon)


SOONER, LAST = date(2026, 12, 4), date(2026, 12, 23)


@pytest.fixture
def proposed(place, charter) -> CharterAgreement:
    """The structure gives notice, and would rather stop on 4 December."""
    return charters.give_notice(
        charter, ends_on=LAST, sooner_on=SOONER, reason="Nous fermons.", by=place.manager, day=DAY, now=NOW
    )


def test_an_earlier_end_is_the_word_of_both_parties_one_after_the_other(place, proposed):
    act = {"day": DAY, "now": NOW}
    assert (proposed.ends_on, proposed.is_end_agreed) == (LAST, False), "one party alone only gives notice"
    with pytest.raises(NotAllowed, match="à l’autre partie"):
        charters.agree_sooner(proposed, on=SOONER, by=place.manager, **act)
    with pytest.raises(CharterRefused, match="un autre jour"):
        charters.agree_sooner(proposed, on=LAST, by=place.claire, **act)
    agreed = charters.agree_sooner(proposed, on=SOONER, by=place.claire, **act)

    assert (agreed.ends_on, agreed.is_end_agreed) == (SOONER, True)
    assert mails("charter_sooner_agreed") == sorted([place.claire.email, place.manager.email])
    with pytest.raises(NotAllowed, match="ont convenu de ce jour"):
        charters.withdraw_notice(agreed, by=place.manager, **act)
    assert charters.remind_due(now=at(date(2026, 11, 24))) == 0, "both have just read it"
    assert charters.end_due(now=at(SOONER + timedelta(days=1))) == 1


def test_without_an_agreement_the_notice_runs(place, proposed):
    act = {"day": DAY, "now": NOW}
    told = OutgoingMessage.objects.filter(template__endswith="/charter_notice")
    asked = {each.to_address: "Acceptez" in each.body for each in told}
    assert asked == {place.claire.email: True, place.manager.email: False}
    charters.decline_sooner(proposed, by=place.claire, **act)
    again = charters.propose_sooner(proposed, on=date(2026, 12, 10), by=place.claire, **act)
    with pytest.raises(NotAllowed, match="déjà proposé"):
        charters.propose_sooner(again, on=date(2026, 12, 11), by=place.manager, **act)
    with pytest.raises(NotAllowed, match="Seule la partie qui propose"):
        charters.drop_sooner(again, by=place.manager, **act)
    dropped = charters.drop_sooner(again, by=place.claire, **act)
    with pytest.raises(CharterRefused, match=r"avant le mercredi 23.décembre"):
        charters.propose_sooner(dropped, on=LAST, by=place.claire, **act)

    assert (dropped.ends_on, dropped.sooner_on) == (LAST, None)
    assert len(mails("charter_sooner_over")) == 4
    assert charters.end_due(now=at(SOONER + timedelta(days=1))) == 0


def test_a_proposal_that_nobody_answers_in_time_is_over_and_another_may_follow(place, proposed):
    late = at(SOONER + timedelta(days=1))
    with pytest.raises(NotAllowed, match="n’attend de réponse"):
        charters.agree_sooner(proposed, on=SOONER, by=place.claire, day=DAY, now=late)
    other = charters.propose_sooner(proposed, on=date(2026, 12, 15), by=place.claire, day=DAY, now=late)
    assert (other.sooner_from, other.ends_on) == ("ANIMATION", LAST)


def test_nobody_agrees_with_themselves_in_the_name_of_both(place, charter):
    both = MandateFactory(territory=place.territory).user
    ReferentFactory(structure=place.structure, user=both, role="MANAGER")
    act = {"by": both, "day": DAY, "now": NOW}
    charters.give_notice(charter, ends_on=LAST, sooner_on=SOONER, reason="Fin.", **act)
    with pytest.raises(NotAllowed, match="à l’autre partie"):
        charters.agree_sooner(charter, on=SOONER, **act)


def test_a_colleague_who_is_not_responsible_gives_no_notice(place, charter):
    with pytest.raises(NotAllowed, match="Seules la personne responsable"):
        charters.give_notice(
            charter, ends_on=date(2027, 2, 1), reason="Non.", by=UserFactory(), day=DAY, now=NOW
        )


def test_the_day_after_it_has_ended_and_both_are_told(place, charter):
    last = date(2027, 1, 31)
    charters.give_notice(charter, ends_on=last, reason="Fin.", by=place.claire, day=DAY, now=NOW)
    assert charters.remind_due(now=at(date(2026, 12, 31))) == 1
    assert len(mails("charter_ending")) == 2
    assert charters.end_due(now=at(last)) == 0
    assert list(CharterAgreement.objects.covering(at(last))) == [charter]
    assert list(CharterAgreement.objects.covering(at(last + timedelta(days=1)))) == []

    assert charters.end_due(now=at(last + timedelta(days=1))) == 1
    assert charters.end_due(now=at(last + timedelta(days=1))) == 0
    charter.refresh_from_db()
    assert charter.status == Status.ENDED
    assert mails("charter_ended") == sorted([place.claire.email, place.manager.email])


def test_while_another_charter_stays_no_mail_says_that_the_offers_go(place, charter):
    national = CharterFactory(structure=place.structure, territory=None, signed_on=DAY)
    last, sooner, act = date(2027, 1, 31), date(2027, 1, 11), {"day": DAY, "now": at(date(2027, 1, 4))}
    charters.give_notice(
        charter, ends_on=last, sooner_on=sooner, reason="Fin.", by=place.manager, day=DAY, now=NOW
    )
    charters.remind_due(now=at(date(2026, 12, 31)))
    charters.agree_sooner(charter, on=sooner, by=place.claire, **act)
    charters.end_due(now=at(sooner + timedelta(days=1)))

    said = OutgoingMessage.objects.filter(to_address=place.claire.email).exclude(
        template__endswith="_to_sign"
    )
    kept = "ses offres restent montrées, sa place dans l’annuaire"
    names = ["charter_notice", "charter_ending", "charter_sooner_agreed", "charter_ended"]
    assert sorted(each.template.rpartition("/")[2] for each in said) == sorted(names)
    assert [each.template for each in said if kept not in each.body or "ne v" in each.body] == []
    under_notice = CharterAgreement(structure=place.structure, pk=charter.pk)
    national.ends_on = date(2027, 2, 10)
    national.save()
    assert "montrées jusqu’au mercredi 10" in after(under_notice, last).in_words
    assert [after(under_notice, day) for day in (date(2027, 2, 10), None)] == [After(), After()]
    CharterAgreement.objects.filter(pk=national.pk).update(
        status="SIGNING", ends_on=None, tolerated_until=last
    )
    assert "la structure sort de l’annuaire" in after(under_notice, sooner).in_words


def test_the_party_that_gave_notice_may_take_it_back(place, charter):
    charters.give_notice(
        charter, ends_on=date(2027, 1, 31), reason="Fin.", by=place.manager, day=DAY, now=NOW
    )
    with pytest.raises(NotAllowed, match="la partie qui a donné"):
        charters.withdraw_notice(charter, by=place.claire, day=DAY, now=NOW)
    kept = charters.withdraw_notice(charter, by=place.manager, day=DAY, now=NOW)

    assert (kept.ends_on, kept.notice_from) == (None, "")
    assert charters.end_due(now=at(date(2027, 2, 1))) == 0
    assert len(mails("charter_notice_withdrawn")) == 2


def test_a_tolerance_says_who_is_waited_for_before_its_end(place):
    welcome(place.structure, tolerated_until=date(2027, 2, 21), by=place.claire, day=DAY, now=NOW)
    agreement = place.sent()
    assert agreement.tolerated_until == date(2027, 2, 21), "the charter made when welcoming is completed"
    place.sign("REFERENT")
    CharterReminder.objects.all().delete()
    charters.remind_due(now=at(date(2027, 2, 6)))

    assert mails("charter_tolerance") == sorted([place.claire.email, place.manager.email])


# --- On paper ----------------------------------------------------------------------------------------
def test_a_paper_brings_it_into_force_and_is_marked_as_such(place):
    agreement = place.sent()
    place.sign("ANIMATOR")
    charters.file_scan(agreement, PNG, signed_on=date(2026, 11, 20), by=place.claire, day=DAY, now=NOW)

    agreement.refresh_from_db()
    document = CharterDocument.objects.get()
    assert (agreement.status, agreement.signed_on) == (Status.IN_FORCE, date(2026, 11, 20))
    assert (document.kind, document.media_type, bytes(document.content)) == ("SCAN", "image/png", PNG)
    proofs = dict(agreement.signatories.values_list("role", "proof"))
    assert proofs.pop("ANIMATOR") == Signatory.Proof.ACCOUNT
    assert set(proofs.values()) == {Signatory.Proof.PAPER}
    assert set(agreement.signatories.exclude(role="ANIMATOR").values_list("words_hash", flat=True)) == {
        document.sha256
    }


def test_what_is_not_a_scan_or_a_day_to_come_is_refused(place):
    agreement = place.sent()
    asked = {"by": place.claire, "day": DAY, "now": NOW}
    with pytest.raises(CharterRefused, match="ni un PDF"):
        charters.file_scan(agreement, b"MZ", signed_on=DAY, **asked)
    with pytest.raises(CharterRefused, match="à venir"):
        charters.file_scan(agreement, PNG, signed_on=DAY + timedelta(days=1), **asked)
    assert not CharterDocument.objects.exists()


# --- Side by side ------------------------------------------------------------------------------------
def test_the_calendar_has_renewals_ends_and_tolerances_in_order(place, charter):
    ending = CharterFactory(
        structure=StructureFactory(name="L’Escale", charter=None), ends_on=date(2027, 3, 1)
    )
    tolerated = CharterFactory(
        structure=StructureFactory(name="Le Relais", charter=None),
        status="SIGNING",
        signed_on=None,
        tolerated_until=date(2027, 2, 1),
    )
    found = listing.coming([charter, ending, tolerated], NOW, months=24)

    assert [(each.day, each.event.name, each.agreement) for each in found] == [
        (date(2027, 2, 1), "TOLERANCE", tolerated),
        (date(2027, 3, 1), "END", ending),
        (date(2027, 11, 23), "RENEWAL", charter),
        (date(2028, 11, 23), "RENEWAL", charter),
    ]


def test_the_list_of_a_year_has_each_structure_once(place, charter):
    former = CharterFactory(
        structure=place.structure, territory=place.territory, status="REPLACED", signed_on=date(2025, 3, 1)
    )
    rows = [former, charter]
    newest = max(rows, key=lambda each: each.pk)

    assert listing.of_year(rows, 2024) == []
    assert listing.of_year(rows, 2025) == [former]
    assert listing.of_year(rows, 2026) == [newest]
