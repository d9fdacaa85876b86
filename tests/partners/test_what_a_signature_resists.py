"""Who would sign for somebody else, change what was read, date from elsewhere, or send a file made to break."""

import hashlib
import zlib
from datetime import UTC, date, datetime, timedelta
from resource import RUSAGE_SELF, getrusage

import pytest

from boussole.accounts.models import User
from boussole.core.moves import MoveRefused
from boussole.partners.actions import charters
from boussole.partners.actions.charters import CharterRefused, Person, SigningRefused
from boussole.partners.charters import links
from boussole.partners.charters.scans import DAMAGED, ScanRefused, type_of
from boussole.partners.models import CharterAgreement, CharterDocument, Signatory
from boussole.web.shared.charter_end import NoticeForm
from tests.factories import NOW
from tests.factories.accounts import MandateFactory
from tests.factories.partners import CharterFactory
from tests.partners.charter_signing import DAY, Office, office, token_sent_to
from tests.partners.test_charter_fields_and_dates import PNG

pytestmark = pytest.mark.django_db
Status = CharterAgreement.Status
Proof = Signatory.Proof


@pytest.fixture
def place() -> Office:
    return office()


def _give(place: Office, role: str, email: str, by: User | None = None) -> Signatory:
    signatory = place.signatory(role)
    person = Person(signatory.name or "Prénom Nom", signatory.function or "Fonction", email)
    return charters.change_signatory(signatory, person, by=by or place.claire, day=DAY, now=NOW)


# --- For somebody else ------------------------------------------------------------------------------
@pytest.mark.parametrize("role", ["REPRESENTATIVE", "REFERENT", "DIRECTOR"])
def test_the_animator_reads_the_mailbox_of_nobody_else(place, role):
    place.prepared()
    local, _, domain = place.claire.email.upper().partition("@")
    beside = MandateFactory(territory=place.territory).user  # prepares with her, and writes her address
    _give(place, role, f"{local}+{role}@{domain}", by=beside)
    with pytest.raises(CharterRefused, match="la même adresse"):
        charters.send(CharterAgreement.objects.get(), by=beside, day=DAY, now=NOW)


@pytest.mark.parametrize("role", ["REPRESENTATIVE", "REFERENT"])
def test_nor_do_they_sign_for_the_structure_while_a_colleague_signs_for_the_animation(place, role):
    place.prepared()
    _give(place, "ANIMATOR", MandateFactory(territory=place.territory).user.email)
    with pytest.raises(CharterRefused, match="Cette adresse est la vôtre"):
        _give(place, role, place.claire.email)
    for each in Signatory.objects.exclude(
        role="ANIMATOR"
    ):  # proposed so, to whoever is responsible there too
        email = place.claire.email if each.role == role else f"{each.role}@example.org"
        Signatory.objects.filter(pk=each.pk).update(name="Prénom Nom", function="Fonction", email=email)
    with pytest.raises(CharterRefused, match="Cette adresse est la vôtre"):
        charters.send(CharterAgreement.objects.get(), by=place.claire, day=DAY, now=NOW)


def test_once_sent_no_more_than_before(place):
    place.sent()
    with pytest.raises(CharterRefused, match="la même adresse") as refused:
        _give(place, "DIRECTOR", place.claire.email)
    assert refused.value.field == "email"
    with pytest.raises(CharterRefused, match="la même adresse"):
        _give(place, "DIRECTOR", "representative@example.org")


def test_one_person_may_be_responsible_and_referent_of_a_structure(place):
    place.sent()
    assert _give(place, "REFERENT", "representative@example.org").email == "representative@example.org"


def test_proved_as_one_person_it_is_not_signed_as_another(place):
    """The animation names somebody else between the code and the signature."""
    place.sent()
    before = place.signatory("DIRECTOR")
    _give(place, "DIRECTOR", "nouvelle.direction@example.org")
    with pytest.raises(SigningRefused, match="rouvrez la page"):
        charters.sign(before, proof=Proof.MAILBOX, words_hash=before.agreement.words_hash, now=NOW)
    assert place.signatory("DIRECTOR").signed_at is None


# --- What was read -----------------------------------------------------------------------------------
def test_another_function_is_another_sentence_to_tick(place):
    """The gesture says in which capacity: the page that showed the former one opens no more."""
    place.sent()
    director = place.signatory("DIRECTOR")
    former = token_sent_to(director.email)
    person = Person(director.name, "Présidente du département", director.email)
    later = NOW + timedelta(minutes=5)
    charters.change_signatory(director, person, by=place.claire, day=DAY, now=later)
    assert links.behind(former, later) is None
    assert links.behind(token_sent_to(director.email), later).signatory == director


# --- Days ---------------------------------------------------------------------------------------------
SAINT_DENIS = "97411"
NIGHT_THERE = datetime(2026, 11, 23, 21, 30, tzinfo=UTC)  # half past one, on the 24th, on the island


@pytest.fixture
def island() -> Office:
    place = office(commune=SAINT_DENIS, areas=[f"commune:{SAINT_DENIS}"])
    place.territory.areas, place.territory.timezone = [f"commune:{SAINT_DENIS}"], "Indian/Reunion"
    place.territory.save()
    return place


def test_a_month_of_notice_is_counted_where_the_structure_is(island):
    charter = CharterFactory(structure=island.structure, territory=island.territory, signed_on=DAY)
    said = {"reason": "Nous fermons.", "by": island.manager, "day": NIGHT_THERE.date(), "now": NIGHT_THERE}
    with pytest.raises(CharterRefused, match=r"à partir du jeudi 24.décembre 2026"):
        charters.give_notice(charter, ends_on=date(2026, 12, 23), **said)
    assert charters.give_notice(charter, ends_on=date(2026, 12, 24), **said).ends_on == date(2026, 12, 24)


def test_a_paper_signed_today_is_not_of_a_day_to_come(island):
    island.sent()
    charters.file_scan(
        CharterAgreement.objects.get(),
        PNG,
        signed_on=date(2026, 11, 24),
        by=island.claire,
        day=NIGHT_THERE.date(),
        now=NIGHT_THERE,
    )
    assert CharterAgreement.objects.get().signed_on == date(2026, 11, 24)


def test_a_notice_is_taken_back_until_the_last_hour_of_its_last_day():
    place = office(commune="97209", areas=["commune:97209"])  # Fort-de-France, four hours behind
    place.territory.areas, place.territory.timezone = ["commune:97209"], "America/Martinique"
    place.territory.save()
    charter = CharterFactory(structure=place.structure, territory=place.territory, signed_on=date(2026, 1, 5))
    said = {"by": place.manager, "day": DAY, "now": NOW}
    charters.give_notice(charter, ends_on=date(2026, 12, 23), reason="Nous fermons.", **said)
    evening = datetime(2026, 12, 24, 2, 0, tzinfo=UTC)  # ten in the evening, on the 23rd
    charters.withdraw_notice(charter, by=place.manager, day=evening.date(), now=evening)
    assert CharterAgreement.objects.get(pk=charter.pk).ends_on is None


def test_the_first_day_proposed_is_one_that_is_accepted():
    assert NoticeForm(day=date(2026, 11, 24)).initial == {"ends_on": date(2026, 12, 24)}


# --- Files --------------------------------------------------------------------------------------------
PAGES = b"2 0 obj\n<</Type/Pages/Kids[]/Count %s>>\nendobj\n"


def _pdf(count: bytes) -> bytes:
    catalogue = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    body = catalogue + PAGES % count
    rows = b"0000000000 65535 f \n%010d 00000 n \n%010d 00000 n \n" % (9, len(catalogue))
    trailer = b"xref\n0 3\n" + rows + b"trailer\n<</Size 3/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    return body + trailer % len(body)


def test_a_file_made_to_break_its_reader_is_a_damaged_file():
    assert type_of(_pdf(b"1")) == "application/pdf"
    for data in (_pdf(b"-5"), _stream_of_references(b"abcd")):
        with pytest.raises(ScanRefused, match=DAMAGED):
            type_of(data)


def _stream_of_references(stream: bytes) -> bytes:
    head = b"%PDF-1.7\n"
    row = b"1 0 obj\n<</Type/XRef/Size 1/W[1 2 1]/Root 1 0 R/Filter/FlateDecode/Length %d" % len(stream)
    body = b">>\nstream\n" + stream + b"\nendstream\nendobj\n"
    return head + row + body + b"startxref\n%d\n%%%%EOF" % len(head)


def test_a_file_that_unfolds_does_so_in_another_process():
    packer = zlib.compressobj(1)
    bomb = b"".join((*(packer.compress(bytes(2**20)) for _ in range(100)), packer.flush()))
    before = getrusage(RUSAGE_SELF).ru_maxrss

    with pytest.raises(ScanRefused, match=DAMAGED):
        type_of(_stream_of_references(bomb))

    assert getrusage(RUSAGE_SELF).ru_maxrss - before < 50_000  # kilobytes, of the hundred megabytes


def test_what_is_refused_is_told_and_not_raised(place):
    CharterDocument.objects.create(
        agreement=CharterFactory(structure=place.structure),
        kind="SCAN",
        media_type="image/png",
        content=PNG,
        sha256=hashlib.sha256(PNG).hexdigest(),
        made_at=NOW,
    )
    sent = place.sent()
    with pytest.raises(CharterRefused, match="d’une autre charte"):
        charters.file_scan(sent, PNG, signed_on=DAY, by=place.claire, day=DAY, now=NOW)
    with pytest.raises(MoveRefused, match="abîmé"):
        charters.file_scan(
            sent,
            _pdf(b"1.-2.3"),
            signed_on=DAY,
            by=place.claire,
            day=DAY,
            now=NOW,
        )
