"""What a line of the work list says, and what it costs to know."""

from datetime import timedelta

import pytest

from boussole.contact_requests import actions
from boussole.contact_requests.models import ContactRequest, Redirection
from boussole.contact_requests.queries import lines_of
from tests.factories import NOW
from tests.factories.contact_requests import ContactRequestFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer(db):
    """Le Phare answers in two days; NOW is a Monday at 10."""
    return OfferFactory(structure=StructureFactory(), promised_days=2)


@pytest.fixture
def nadia(offer):
    return ReferentFactory(structure=offer.structure).user


def line(request, **later):
    row = ContactRequest.objects.select_related("filing").get(pk=request.pk)
    return lines_of([row], NOW + timedelta(**later))[0]


def said(request, **later):
    return line(request, **later).in_words.replace("\u00a0", " ")


def call(request, by, result="NOT_REACHED", **later):
    actions.log_attempt(request, kind="CALL", result=result, by=by, now=NOW + timedelta(**later))


def test_until_the_first_attempt_it_says_before_when_to_call(offer):
    request = ContactRequestFactory(offer=offer)

    assert said(request) == "À appeler avant mercredi soir"
    assert said(request, days=1) == "À appeler avant demain soir"
    assert said(request, days=2) == "À appeler avant ce soir"
    assert said(request, days=3) == "À appeler sans attendre"
    assert said(request, days=20) == "À appeler sans attendre"


def test_a_week_ahead_it_says_the_date(offer):
    long = OfferFactory(structure=offer.structure, promised_days=7)

    assert said(ContactRequestFactory(offer=long)) == "À appeler avant la fin du lundi 30 novembre"


def test_after_an_attempt_it_says_how_many_of_three(offer, nadia):
    request = ContactRequestFactory(offer=offer)
    call(request, nadia, hours=1)
    assert said(request, hours=2) == "À rappeler : 1 essai sur 3"
    call(request, nadia, hours=3)
    assert said(request, hours=4) == "À rappeler : 2 essais sur 3"
    call(request, nadia, hours=5)
    assert said(request, hours=6) == "À rappeler un autre jour : 3 essais le même jour"
    call(request, nadia, days=1)
    assert said(request, days=1, hours=1) == "À terminer : dites la suite donnée"


def test_once_reached_it_is_to_be_closed_and_then_nothing_is_owed(offer, nadia):
    request = ContactRequestFactory(offer=offer)
    call(request, nadia, "REACHED", hours=1)
    assert said(request, hours=2) == "À terminer : dites la suite donnée"

    actions.close(request, outcome="INFORMED", by=nadia, now=NOW + timedelta(hours=3))
    assert said(request, hours=4) == ""


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("WAITING_AGREEMENT", "En attente de l’accord de la personne"),
        ("LAPSED", "À décider : réorientation sans réponse"),
        ("PROPOSED", "En attente de l’autre structure"),
    ],
)
def test_a_redirection_under_way_says_whom_it_waits_for(offer, nadia, status, words):
    request = ContactRequestFactory(offer=offer)
    target = OfferFactory()
    Redirection.objects.create(
        contact_request=request,
        to_offer=target,
        to_structure=target.structure,
        reason="OTHER_NEED",
        diagnosis="Cherche un logement.",
        agreement="ASKED",
        agreed_at=NOW if status == "PROPOSED" else None,
        proposed_at=NOW if status == "PROPOSED" else None,
        status=status,
        by=nadia,
        at=NOW,
    )

    assert said(request) == words


def test_it_says_who_tried_last(offer, nadia):
    karim = ReferentFactory(
        structure=offer.structure, user__first_name="Karim", user__last_name="Diallo"
    ).user
    request = ContactRequestFactory(offer=offer)
    assert line(request).tried_by(nadia.pk) == ""
    call(request, nadia, hours=1)
    call(request, karim, hours=2)

    seen = line(request, hours=3).tried_by(nadia.pk).replace("\u00a0", " ")
    assert seen == "Dernier essai : Karim Diallo, lundi 23 novembre"
    assert "vous" in line(request, hours=3).tried_by(karim.pk)


@pytest.mark.parametrize("count", [1, 3])
def test_two_queries_whatever_the_number_of_lines(offer, nadia, count, django_assert_num_queries):
    for _ in range(count):
        call(ContactRequestFactory(offer=offer), nadia, hours=1)
    rows = list(ContactRequest.objects.select_related("filing"))

    with django_assert_num_queries(2):
        found = lines_of(rows, NOW + timedelta(hours=2))
    assert len(found) == count
