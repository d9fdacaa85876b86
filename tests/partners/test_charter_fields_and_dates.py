"""The words of a charter, and the dates that follow from one signature: no database."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boussole.partners.charters import fields, life, reminding, scans
from boussole.partners.charters.life import Dates, Due, Reminder
from boussole.partners.charters.reminding import Mail

SENT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def test_a_field_that_does_not_exist_is_refused_with_its_line_and_a_proposal():
    text = "Entre {structure}\net {organizme}.\nFait à {ville} le {date."

    assert [fault.message for fault in fields.faults(text)] == [
        "Ligne 2 : le champ « {organizme} » n’existe pas. Vouliez-vous écrire {organisme} ?",
        "Ligne 3 : le champ « {ville} » n’existe pas. La liste des champs est à côté du texte.",
        "Ligne 3 : une accolade est seule. Un champ s’écrit {structure}.",
    ]


def test_fields_are_written_out_whatever_their_accents_and_capitals():
    text = "{Structure} ({Réseau}), le {date}."
    values = {"structure": "La Fabrique {date}", "date": "lundi", "reseau": " "}

    assert fields.faults(text) == []
    assert fields.filled(text, values) == "La Fabrique {date} (non précisé), le lundi."
    assert fields.used(text) == {"structure", "reseau", "date"}


@given(st.text(max_size=200))
def test_no_text_breaks_the_fields(text):
    fields.faults(text)
    fields.filled(text, {})


def test_one_letter_changes_the_hash_and_the_title_counts():
    assert fields.hash_of("Charte", "Un") != fields.hash_of("Charte", "un")
    assert fields.hash_of("A", "B\n\nC") != fields.hash_of("A\n\nB", "D")


def test_the_renewal_is_the_anniversary_of_the_last_signature():
    signed = date(2026, 11, 23)

    assert life.renewal_after(signed, signed) == date(2027, 11, 23)
    assert life.renewal_after(signed, date(2027, 11, 22)) == date(2027, 11, 23)
    assert life.renewal_after(signed, date(2027, 11, 23)) == date(2028, 11, 23)
    assert life.renewal_after(date(2028, 2, 29), date(2028, 3, 1)) == date(2029, 2, 28)


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(0, 9000))
def test_a_renewal_is_always_ahead_and_within_a_year_and_a_day(signed, days):
    day = signed + timedelta(days=days)
    assert timedelta() < life.renewal_after(signed, day) - day <= timedelta(days=367)


def test_both_parties_are_told_two_months_before_once():
    dates, renewal = Dates(date(2026, 11, 23)), date(2027, 11, 23)
    told = Due(Reminder.RENEWAL, renewal)

    assert life.due(dates, date(2027, 9, 22), []) == []
    assert life.due(dates, date(2027, 9, 23), []) == [told]
    assert life.due(dates, date(2027, 10, 1), [told]) == []
    assert life.due(dates, date(2028, 9, 23), [told]) == [Due(Reminder.RENEWAL, date(2028, 11, 23))]


def test_after_a_notice_there_is_no_renewal_but_an_end():
    dates = Dates(date(2026, 1, 13), ends_on=date(2027, 1, 31))

    assert life.due(dates, date(2026, 12, 1), []) == []
    assert life.due(dates, date(2026, 12, 31), []) == [Due(Reminder.ENDING, date(2027, 1, 31))]
    assert life.renewals_between(dates, date(2026, 1, 1), date(2028, 1, 1)) == []


def test_a_tolerance_is_told_two_weeks_before_its_end():
    dates = Dates(None, tolerated_until=date(2027, 2, 21))

    assert life.due(dates, date(2027, 2, 5), []) == []
    assert life.due(dates, date(2027, 2, 6), []) == [Due(Reminder.TOLERANCE, date(2027, 2, 21))]
    assert life.due(dates, date(2027, 2, 22), []) == []


def test_who_has_not_signed_is_reminded_after_one_week_two_and_a_month():
    def due(days: int, done: list[Mail], last: int = 0) -> Mail | None:
        at = SENT + timedelta(days=days)
        return reminding.due(SENT, SENT + timedelta(days=last), [Mail.FIRST, *done], at)

    assert due(6, []) is None
    assert due(7, []) == Mail.WEEK
    assert due(8, [], last=7) is None, "they have just been written to"
    assert due(14, [Mail.WEEK], last=7) == Mail.FORTNIGHT
    assert due(31, [Mail.WEEK, Mail.FORTNIGHT], last=14) == Mail.MONTH
    assert due(45, [Mail.WEEK], last=7) is None, "an outage does not send old reminders"


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"MZ not a scan", scans.WRONG_TYPE),
        (b"%PDF-1.7 broken", scans.DAMAGED),
        (PNG[:-6], scans.DAMAGED),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", scans.DAMAGED),
        (b"x" * (scans.MOST_BYTES + 1), scans.TOO_BIG),
    ],
)
def test_a_file_that_is_not_a_scan_is_refused_whatever_its_name(data, message):
    with pytest.raises(scans.ScanRefused) as refusal:
        scans.type_of(data)
    assert refusal.value.message == message


def test_a_whole_picture_is_a_scan():
    assert scans.type_of(PNG) == scans.PNG


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reading_of_a_scan(data):
    for start in (b"", scans.PNG_START, b"\xff\xd8\xff\xe0"):  # a PDF is read in a process of its own
        try:
            scans.type_of(start + data)
        except scans.ScanRefused:
            continue
