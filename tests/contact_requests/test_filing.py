"""Filing: accepted means stored, told, and never twice."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.db.utils import DatabaseError

from boussole.audit.models import Entry
from boussole.contact_requests import actions, links
from boussole.contact_requests.actions import OffersGone, TooYoung
from boussole.contact_requests.models import ContactRequest, Filing, FollowUp
from boussole.mail.models import OutgoingMessage
from boussole.offers.models import Offer
from tests.factories import NOW
from tests.factories.contact_requests import ContactRequestFactory, FilingFactory, draft
from tests.factories.offers import OfferFactory
from tests.factories.partners import MandateFactory, ReferentFactory
from tests.factories.questionnaires import ThemeFactory
from tests.factories.territories import TerritoryFactory

pytestmark = pytest.mark.django_db


def messages() -> list[tuple[str, str, str]]:
    rows = OutgoingMessage.objects.order_by("template", "to_address")
    return [(row.channel, row.template.rsplit("/", 1)[1], row.to_address) for row in rows]


def test_a_filing_makes_one_request_per_offer_with_its_own_promise() -> None:
    quick, slow = OfferFactory(promised_days=1), OfferFactory(promised_days=7)

    filing = FilingFactory(offers=[quick, slow])

    assert [(r.offer, r.status, r.due_at) for r in filing.contact_requests.order_by("due_at")] == [
        (quick, "SENT", datetime(2026, 11, 24, 22, 59, 59, tzinfo=UTC)),
        (slow, "SENT", datetime(2026, 11, 30, 22, 59, 59, tzinfo=UTC)),
    ]


def test_the_young_person_and_each_structure_are_told_in_the_same_transaction() -> None:
    one = OfferFactory(contact_emails=["accueil@example.org", "relais@example.org"])

    FilingFactory(offers=[one])

    assert messages() == [
        ("EMAIL", "acknowledgement", "lina@example.org"),
        ("EMAIL", "recap", "accueil@example.org"),
        ("EMAIL", "recap", "relais@example.org"),
    ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name LIKE '%deliver%'")
        assert cursor.fetchone() == (3,)


def test_a_phone_number_alone_receives_an_sms() -> None:
    FilingFactory(email="")

    assert messages()[0] == ("SMS", "acknowledgement", "+33639981234")


def test_a_failure_after_the_messages_undoes_everything() -> None:
    """The acknowledgement exists if, and only if, the request does."""
    offer = OfferFactory()

    def file_then_stop() -> None:
        with transaction.atomic():
            FilingFactory(offers=[offer])
            raise RuntimeError("the machine stops here")

    with pytest.raises(RuntimeError, match="the machine stops here"):
        file_then_stop()

    assert (Filing.objects.count(), OutgoingMessage.objects.count()) == (0, 0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        assert cursor.fetchone() == (0,)


def test_the_same_form_sent_again_is_the_same_filing() -> None:
    form = draft(OfferFactory())

    first = actions.file(form, now=NOW)
    again = actions.file(form, now=NOW + timedelta(minutes=1))

    assert (again.pk, again.revision, Filing.objects.count(), ContactRequest.objects.count()) == (
        first.pk,
        1,
        1,
        1,
    )
    assert len(messages()) == 2


def test_a_corrected_number_replaces_the_first_one_and_the_structure_is_told() -> None:
    offer = OfferFactory(contact_emails=["accueil@example.org"])
    form = draft(offer, phone="+33639980000", email="")
    actions.file(form, now=NOW)

    corrected = replace(form, reachable=replace(form.reachable, phone="+33639981111"))
    filing = actions.file(corrected, now=NOW + timedelta(minutes=1))

    assert (filing.phone, filing.revision, ContactRequest.objects.count()) == ("+33639981111", 2, 1)
    assert messages() == [
        ("SMS", "acknowledgement", "+33639980000"),
        ("SMS", "acknowledgement", "+33639981111"),
        ("EMAIL", "recap", "accueil@example.org"),
        ("EMAIL", "recap_corrected", "accueil@example.org"),
    ]


def test_an_offer_added_to_the_same_form_is_asked_once() -> None:
    one, two = OfferFactory(), OfferFactory()
    form = draft(one)
    actions.file(form, now=NOW)

    filing = actions.file(replace(form, offers=(one.pk, two.pk)), now=NOW)

    assert sorted(filing.contact_requests.values_list("offer", flat=True)) == sorted([one.pk, two.pk])


def test_an_offer_gone_meanwhile_refuses_the_whole_form_and_names_it() -> None:
    here, gone = OfferFactory(), OfferFactory(status=Offer.Status.PAUSED)

    with pytest.raises(OffersGone) as refused:
        FilingFactory(offers=[here, gone])

    assert (refused.value.gone, Filing.objects.count()) == ([gone.pk], 0)


def test_under_fifteen_no_coordinates_are_taken() -> None:
    with pytest.raises(TooYoung):
        FilingFactory(age=14)
    assert Filing.objects.count() == 0


def test_the_database_itself_refuses_a_filing_under_fifteen() -> None:
    filing = FilingFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Filing.objects.filter(pk=filing.pk).update(age=14)


def test_nothing_sensitive_is_written_in_a_message() -> None:
    sensitive = ThemeFactory(code="sante", name="Santé", is_sensitive=True)
    offer = OfferFactory(theme=sensitive, title="Parler de ce qui ne va pas")
    FilingFactory(offers=[offer], message="Je ne dors plus.")

    written = "\n".join(f"{m.subject}\n{m.body}" for m in OutgoingMessage.objects.all())

    for secret in (
        "Santé",
        "Parler de ce qui ne va pas",
        "Je ne dors plus",
        "Handicap",
        "Je cherche du travail",
    ):
        assert secret not in written
    young = OutgoingMessage.objects.get(template__endswith="acknowledgement")
    assert offer.structure.name not in young.body


def test_a_doubtful_filing_waits_for_a_person_and_nobody_is_written_to() -> None:
    filing = FilingFactory(is_doubtful=True)
    contact_request = filing.contact_requests.get()
    referent = ReferentFactory(structure=contact_request.structure).user

    assert messages() == []
    assert not ContactRequest.objects.visible_to(referent, NOW).exists()

    actions.release_from_quarantine(filing, by=MandateFactory(territory=filing.territory).user, now=NOW)

    assert [name for _, name, _ in messages()] == ["acknowledgement", "recap"]
    assert ContactRequest.objects.visible_to(referent, NOW).get() == contact_request


def test_the_link_opens_its_filing_and_no_other() -> None:
    one, other = FilingFactory(), FilingFactory()

    assert links.filing_behind(links.token_for(one)) == one
    assert links.filing_behind(links.token_for(one)[:-1] + "x") is None
    assert links.token_for(one) != links.token_for(other)
    assert one.link_hash not in links.follow_up_link(one)


def test_a_link_survives_a_rotation_of_the_key_then_dies_with_the_old_one(settings) -> None:
    filing = FilingFactory()
    token = links.token_for(filing)

    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "a new key " * 6
    assert links.token_for(filing) == token

    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(LookupError):
        links.token_for(filing)


def test_a_full_offer_says_so_and_frees_itself() -> None:
    offer = OfferFactory(capacity=1)
    contact_request = ContactRequestFactory(offer=offer)
    assert Offer.objects.get(pk=offer.pk).is_full

    actions.withdraw(contact_request, now=NOW)

    assert not Offer.objects.get(pk=offer.pk).is_full


def test_correcting_details_tells_the_structures_that_still_follow() -> None:
    followed = ContactRequestFactory(offer=OfferFactory(contact_emails=["accueil@example.org"]))
    OutgoingMessage.objects.all().delete()
    reachable = replace(draft(followed.offer).reachable, phone="+33639982222")

    actions.correct_details(followed.filing, reachable, now=NOW)

    assert messages() == [
        ("EMAIL", "acknowledgement", "lina@example.org"),
        ("EMAIL", "recap_corrected", "accueil@example.org"),
    ]


def test_what_is_traced_says_nothing_of_anybody() -> None:
    FilingFactory()

    entry = Entry.objects.get(code="contact_request.filed")

    assert (entry.actor_kind, entry.facts) == (Entry.ActorKind.YOUNG_PERSON, {"requests": 1})


@pytest.mark.parametrize("change", [{"at": NOW}, {"result": "REACHED"}, {"text": "autre chose"}])
def test_postgresql_refuses_to_rewrite_the_follow_up_log(change: dict[str, object]) -> None:
    contact_request = ContactRequestFactory()
    referent = ReferentFactory(structure=contact_request.structure).user
    later = NOW + timedelta(hours=1)
    actions.log_attempt(
        contact_request, kind="CALL", result="NOT_REACHED", text="Rien", by=referent, now=later
    )

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        FollowUp.objects.update(**change)
    with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic():
        FollowUp.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_a_hundred_identical_forms_at_once_are_one_filing() -> None:
    TerritoryFactory()
    form = draft(OfferFactory())
    together = Barrier(10)

    def send(_: int) -> str:
        try:
            together.wait(timeout=10)
            return str(actions.file(form, now=NOW).pk)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(10) as pool:
        receipts = set(pool.map(send, range(100)))

    assert len(receipts) == 1
    assert (Filing.objects.count(), ContactRequest.objects.count(), len(messages())) == (1, 1, 2)
