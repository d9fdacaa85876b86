"""What the network asks of its animation: read whole, and the most urgent first."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from boussole.accounts.models import Invitation, Mandate
from boussole.contact_requests.models import ContactRequest
from boussole.partners import actions
from boussole.partners.models import CharterAgreement, DirectoryError, Referent, Structure
from boussole.reporting.network import Kind, Task, Urgency, in_order, network_of, urgency_of
from tests.factories import NOW
from tests.factories.accounts import MandateFactory
from tests.factories.charters import signed_charter
from tests.factories.contact_requests import ContactRequestFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import CharterFactory, ReferentFactory, StructureFactory
from tests.factories.questionnaires import ThemeFactory
from tests.factories.territories import TerritoryFactory

TODAY = NOW.date()
DAY = timedelta(days=1)
Status = CharterAgreement.Status
NOW_, SOON, LATER = Urgency


# --- The order, pure ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("task", "urgency"),
    [
        (Task(Kind.LATE_REQUESTS, "Le Phare", TODAY), NOW_),
        (Task(Kind.NOBODY, "Le Phare"), NOW_),
        (Task(Kind.REVIEW, "Le Phare", TODAY - 2 * DAY), SOON),
        (Task(Kind.REVIEW, "Le Phare", TODAY - 3 * DAY), NOW_),
        (Task(Kind.TOLERANCE, "Le Phare", TODAY + 8 * DAY), SOON),
        (Task(Kind.TOLERANCE, "Le Phare", TODAY + 7 * DAY), NOW_),
        (Task(Kind.ENDING, "Le Phare", TODAY + 20 * DAY), SOON),
        (Task(Kind.SIGNING, "Le Phare", TODAY - 13 * DAY), LATER),
        (Task(Kind.SIGNING, "Le Phare", TODAY - 14 * DAY), SOON),
        (Task(Kind.SIGNING, "Le Phare", TODAY, hides_offers=True), NOW_),
        (Task(Kind.SIGNING, "Le Phare"), LATER),
        (Task(Kind.TEAM, "Le Phare", TODAY - 30 * DAY), SOON),
        (Task(Kind.RENEWAL, "Le Phare", TODAY + DAY), LATER),
    ],
)
def test_how_long_each_thing_may_wait(task, urgency):
    assert urgency_of(task, TODAY) == urgency


def test_the_most_urgent_comes_first_then_by_kind_by_day_and_by_name():
    tasks = [
        Task(Kind.RENEWAL, "Zébulon", TODAY),
        Task(Kind.NOBODY, "Été"),
        Task(Kind.NOBODY, "École"),
        Task(Kind.UNCONFIRMED, "Le Phare", TODAY - DAY),
        Task(Kind.UNCONFIRMED, "Le Cap", TODAY - 2 * DAY),
        Task(Kind.LATE_REQUESTS, "Le Phare", TODAY),
    ]

    assert [(urgency, task.kind, task.name) for urgency, task in in_order(tasks, TODAY)] == [
        (NOW_, Kind.LATE_REQUESTS, "Le Phare"),
        (NOW_, Kind.NOBODY, "École"),
        (NOW_, Kind.NOBODY, "Été"),
        (SOON, Kind.UNCONFIRMED, "Le Cap"),
        (SOON, Kind.UNCONFIRMED, "Le Phare"),
        (LATER, Kind.RENEWAL, "Zébulon"),
    ]


# --- Where each thing is read ---------------------------------------------------------------------------
@pytest.fixture
def animator(db):
    return MandateFactory().user


@pytest.fixture
def phare(animator) -> Structure:
    """A partner in order: signed ten months ago, and somebody confirmed lately who comes every day."""
    structure = StructureFactory(name="Le Phare", charter=None)
    CharterFactory(structure=structure, territory=TerritoryFactory(), signed_on=date(2026, 6, 2))
    ReferentFactory(structure=structure, starts_on=TODAY - DAY, user__last_login=NOW)
    return structure


def told(animator) -> list[tuple[Kind, str, date | None, int]]:
    return [(each.kind, each.name, each.day, each.count) for _, each in network_of(animator, NOW).tasks]


def test_a_structure_in_order_asks_nothing(animator, phare):
    assert told(animator) == []


def test_late_requests_are_one_line_a_structure(animator, phare):
    for _ in range(2):
        request = ContactRequestFactory(structure=phare)
        ContactRequest.objects.filter(pk=request.pk).update(due_at=NOW - DAY)

    assert told(animator) == [(Kind.LATE_REQUESTS, "Le Phare", TODAY - DAY, 2)]


def test_a_partner_for_whom_nobody_answers(animator, phare):
    Referent.objects.update(ends_on=TODAY - DAY)

    assert told(animator) == [(Kind.NOBODY, "Le Phare", None, 1)]


def test_an_account_that_is_closed_answers_for_nothing(animator, phare):
    user = Referent.objects.get().user
    user.is_active = False
    user.save()

    assert told(animator) == [(Kind.NOBODY, "Le Phare", None, 1)]


def test_a_partner_without_a_charter(animator, phare):
    CharterAgreement.objects.all().delete()

    assert told(animator) == [(Kind.UNCOVERED, "Le Phare", None, 1)]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"status": Status.PREPARED, "prepared_at": NOW - 3 * DAY}, [(Kind.TO_SEND, TODAY - 3 * DAY)]),
        ({"status": Status.SIGNING, "sent_at": NOW - 2 * DAY}, [(Kind.SIGNING, TODAY - 2 * DAY)]),
        ({"status": Status.SIGNING, "tolerated_until": TODAY + 9 * DAY}, [(Kind.TOLERANCE, TODAY + 9 * DAY)]),
        ({"status": Status.SIGNING, "tolerated_until": TODAY + 60 * DAY}, [(Kind.SIGNING, None)]),
        ({"ends_on": TODAY + 20 * DAY}, [(Kind.ENDING, TODAY + 20 * DAY)]),
        ({"ends_on": TODAY + 90 * DAY}, []),
        (
            {"ends_on": TODAY + 90 * DAY, "sooner_on": TODAY + 20 * DAY, "sooner_from": "STRUCTURE"},
            [(Kind.SOONER, TODAY + 20 * DAY)],
        ),
        ({"ends_on": TODAY + 90 * DAY, "sooner_on": TODAY + 20 * DAY, "sooner_from": "ANIMATION"}, []),
        ({"signed_on": date(2026, 1, 13)}, [(Kind.RENEWAL, date(2027, 1, 13))]),
        ({"signed_on": date(2025, 2, 1)}, []),
    ],
    ids=[
        "to send",
        "in signature",
        "tolerated",
        "tolerated for long",
        "ending",
        "later",
        "the structure proposes sooner",
        "so do we",
        "renewed",
        "not yet",
    ],
)
def test_where_its_charter_is(animator, phare, changes, expected):
    CharterAgreement.objects.update(**changes)

    assert [(kind, day) for kind, _, day, _ in told(animator)] == expected


def test_a_charter_under_way_says_who_is_waited_for_and_that_offers_wait(animator, phare):
    CharterAgreement.objects.all().delete()
    charter = signed_charter(phare)
    charter.signatories.filter(role="DIRECTOR").update(signed_at=None, proof="", gesture="", words_hash="")
    CharterAgreement.objects.update(status=Status.SIGNING, sent_at=NOW)

    ((urgency, task),) = network_of(animator, NOW).tasks

    assert (urgency, task.kind, task.people, task.hides_offers) == (
        NOW_,
        Kind.SIGNING,
        ("Claire d’Arc",),
        True,
    )


def test_a_charter_whose_document_is_late(animator, phare):
    CharterAgreement.objects.all().delete()
    signed_charter(phare)
    assert told(animator) == []  # it is made within minutes

    CharterAgreement.objects.update(signed_on=TODAY - DAY)
    assert told(animator) == [(Kind.SEAL, "Le Phare", TODAY - DAY, 1)]


def test_a_refusal_says_who_and_why_until_another_charter_begins(animator, phare):
    CharterAgreement.objects.all().delete()
    charter = signed_charter(phare)
    charter.signatories.filter(role="DIRECTOR").update(
        signed_at=None, refused_at=NOW - DAY, refusal_reason="Le délai est trop court."
    )
    CharterAgreement.objects.update(status=Status.REFUSED)

    ((urgency, task),) = network_of(animator, NOW).tasks
    assert (urgency, task.kind, task.day) == (NOW_, Kind.REFUSED, TODAY - DAY)
    assert (task.people, task.said) == (("Claire d’Arc",), "Le délai est trop court.")

    CharterFactory(structure=phare, territory=TerritoryFactory(), status=Status.PREPARED, signed_on=None)
    assert [kind for kind, *_ in told(animator)] == [Kind.TO_SEND]


def test_who_is_asked_to_come_where_nobody_answers_is_one_line(animator, phare):
    Referent.objects.all().delete()
    sent = NOW - 6 * DAY
    lise = ReferentFactory(structure=phare, is_pending=True)
    lise.invitation = Invitation.objects.create(
        user=lise.user, sent_at=sent, expires_at=NOW + timedelta(hours=5)
    )
    lise.save()

    ((_, task),) = network_of(animator, NOW).tasks

    assert (task.kind, task.people) == (Kind.NOBODY, (lise.user.full_name,))
    assert task.one == str(lise.invitation.public_id)


def test_a_theme_for_which_nobody_answers(animator, phare):
    housing, health = ThemeFactory(code="logement"), ThemeFactory(code="santé")
    phare.themes.set([housing, health])
    Referent.objects.get().themes.set([health])

    ((urgency, task),) = network_of(animator, NOW).tasks
    assert (urgency, task.kind, task.said) == (NOW_, Kind.HOLE, "logement (toute la zone)")

    Referent.objects.update(role="MANAGER")
    assert told(animator) == []


def test_offers_to_confirm_are_one_line_a_structure(animator, phare):
    for days in (20, 30):
        OfferFactory(structure=phare, confirm_by=TODAY - days * DAY)
    OfferFactory(structure=phare, confirm_by=TODAY - 2 * DAY)

    assert told(animator) == [(Kind.UNCONFIRMED, "Le Phare", TODAY - 30 * DAY, 2)]


def test_a_team_to_confirm_and_somebody_who_no_longer_comes(animator, phare):
    Referent.objects.update(starts_on=date(2026, 1, 10))
    user = Referent.objects.get().user
    user.last_login = NOW - 200 * DAY
    user.save()

    assert told(animator) == [
        (Kind.TEAM, "Le Phare", date(2026, 4, 10), 1),
        (Kind.SILENT, "Le Phare", (NOW - 200 * DAY).date(), 1),
    ]


def test_an_error_of_the_directory(animator, phare):
    error = DirectoryError.objects.create(structure=phare, text="Le numéro a changé.", reported_at=NOW - DAY)

    ((_, task),) = network_of(animator, NOW).tasks
    assert (task.kind, task.day, task.said) == (Kind.ERROR, TODAY - DAY, "Le numéro a changé.")
    assert task.one == str(error.public_id)


def test_the_network_of_somebody_else_asks_nothing(phare):
    elsewhere = MandateFactory(role=Mandate.Role.REGIONAL, territory=None, region="11").user
    CharterAgreement.objects.all().delete()

    found = network_of(elsewhere, NOW)

    assert (found.tasks, found.structures, found.charters) == ([], {}, {})


def test_it_costs_the_same_for_one_structure_and_for_many(animator, phare, django_assert_num_queries):
    def make_trouble() -> None:
        structure = StructureFactory()
        ReferentFactory(structure=structure, user__last_login=NOW - 300 * DAY)
        OfferFactory(structure=structure, confirm_by=TODAY - 40 * DAY)
        other = StructureFactory(charter=None)
        charter = signed_charter(other)
        charter.status = Status.SIGNING
        charter.save()

    make_trouble()
    network_of(animator, NOW)  # what a person may do is asked once, and kept
    with django_assert_num_queries(23):
        assert len(network_of(animator, NOW).tasks) > 4
    for _ in range(3):
        make_trouble()
    with django_assert_num_queries(23):
        assert len(network_of(animator, NOW).tasks) > 16


@pytest.mark.django_db
def test_nothing_is_asked_of_a_place_that_stands_with_its_body():
    claire = MandateFactory(role=Mandate.Role.ANIMATOR).user
    body = ReferentFactory(role="MANAGER", structure__name="Le Phare").structure
    values = {"name": "Le Phare, antenne", "commune": body.commune}
    site = actions.add_site(body, values, by=body.referents.get().user, day=TODAY, now=NOW)

    network = network_of(claire, NOW)
    assert [task.kind for _, task in network.tasks if task.structure == site.public_id] == []
    assert network.structures == {"ACTIVE": 1}

    OfferFactory(structure=site)
    asked = {task.kind for _, task in network_of(claire, NOW).tasks if task.structure == site.public_id}
    assert asked == {Kind.NOBODY, Kind.UNCOVERED}
