"""Requests entrusted to a colleague: from the list, several at once; from the page of one."""

import pytest
from django.urls import reverse

from boussole.audit.models import Entry
from boussole.contact_requests import actions
from boussole.contact_requests.models import Assignment, ContactRequest
from boussole.mail.models import OutgoingMessage
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.web.extranet.reading import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def karim(office):
    return ReferentFactory(
        structure=office.structure, user__first_name="Karim", user__last_name="Diallo"
    ).user


def entrust(office, *requests, to, query="", **more):
    ids = [str(each.public_id) for each in requests]
    return office.post("entrust", demande=ids, colleague=str(to.public_id), requete=query, **more)


def owners(*requests):
    rows = ContactRequest.objects.in_bulk([each.pk for each in requests])
    return [rows[each.pk].owner for each in requests]


def test_those_that_are_ticked_go_to_the_colleague_and_each_is_told(office, karim):
    first, second, other = (office.request(first_name=name) for name in ("Ana", "Bob", "Cam"))

    page = entrust(office, first, second, to=karim)

    said = words(page, of="messages")
    assert "2 demandes confiées à Karim Diallo, qui reçoit un e-mail pour chacune." in said
    assert owners(first, second, other) == [karim, karim, None]
    assert Assignment.objects.filter(to_user=karim, by=office.nadia, why="BY_COLLEAGUE").count() == 2
    assert OutgoingMessage.objects.filter(to_address=karim.email).count() == 2
    assert Entry.objects.filter(code="contact_request.assigned", actor_id=office.nadia.pk).count() == 2


def test_one_that_is_refused_takes_nothing_from_the_others_and_says_why(office, karim):
    mine, over, his = (office.request(first_name=name) for name in ("Ana", "Bob", "Cam"))
    actions.take_up(over, by=office.nadia, now=office.hands.now)
    actions.close(over, outcome="NO_LONGER_NEEDED", by=office.nadia, now=office.hands.now)
    actions.assign(his, to=karim, by=office.nadia, now=office.hands.now)

    said = words(entrust(office, mine, over, his, to=karim), of="messages")

    assert owners(mine) == [karim]
    assert "1 demande confiée à Karim Diallo" in said
    assert "2 demandes n’ont pas changé de mains." in said
    assert f"Bob ({over.filing.number}) : Cette demande est terminée" in said
    assert f"Cam ({his.filing.number}) : Cette personne suit déjà la demande." in said


def test_of_another_structure_a_request_does_not_exist_and_a_person_cannot_be_chosen(office, karim):
    elsewhere = StructureFactory()
    stranger = ReferentFactory(structure=elsewhere).user
    mine = office.request()
    theirs = office.request(offer=OfferFactory(structure=elsewhere))

    assert "1 demande n’est plus dans votre liste" in words(entrust(office, theirs, to=karim))
    assert "Sélectionnez un choix valide" in words(entrust(office, mine, to=stranger))
    assert owners(mine, theirs) == [None, None]


def test_somebody_of_one_structure_does_not_receive_what_another_answers(office, karim):
    other = StructureFactory(name="Maison des ados")
    ReferentFactory(structure=other, user=office.nadia)
    theirs = office.request(offer=OfferFactory(structure=other))

    page = words(entrust(office, theirs, to=karim))

    assert "Cette personne n’est pas référente de la structure" in page
    assert "Karim Diallo, Le Phare" in page
    assert owners(theirs) == [None]


def test_a_disabled_account_is_not_proposed(office, karim):
    office.request()
    karim.is_active = False
    karim.save()

    page = office.get("requests")

    assert str(karim.public_id) not in page.partition('id="confier"')[2].partition("</form>")[0]


def test_nothing_ticked_or_nobody_chosen_is_said_and_what_was_ticked_stays(office, karim):
    request = office.request()

    page = office.post("entrust", colleague=str(karim.public_id), requete="?etat=ouvertes")
    assert "Cochez d’abord les demandes à confier." in words(page)
    assert f'value="{karim.public_id}" selected' in page
    assert 'aria-current="page">Toutes les ouvertes' in page

    page = office.post("entrust", demande=[str(request.public_id)], requete="")
    assert "Choisissez à qui confier les demandes." in words(page)
    assert f'value="{request.public_id}" form="confier" checked' in page


def test_a_hundred_at_once_and_no_more(office, karim):
    office.request()
    ids = [f"00000000-0000-4000-8000-{number:012d}" for number in range(101)]

    page = words(office.post("entrust", demande=ids, colleague=str(karim.public_id)))

    assert "On confie 100 demandes à la fois au plus : décochez-en." in page


def test_what_is_not_an_id_is_left_out(office, karim):
    office.request()
    page = words(office.post("entrust", demande=["1", "' OR 1=1"], colleague=str(karim.public_id)))

    assert "Cochez d’abord les demandes à confier." in page


def test_one_comes_back_to_the_same_filters(office, karim):
    request = office.request()
    office.hands.forward(seconds=1)
    posted = {
        "demande": str(request.public_id),
        "colleague": str(karim.public_id),
        "requete": "?etat=ouvertes&q=lina&filing__phone=1",
    }

    answer = office.client.post(reverse("extranet:entrust"), posted)

    assert answer["Location"] == reverse("extranet:requests") + "?etat=ouvertes&q=lina"
    assert office.client.get(reverse("extranet:entrust"))["Location"] == reverse("extranet:requests") + "?"


def test_where_nothing_is_open_there_is_nothing_to_tick(office, karim):
    request = office.request()
    actions.take_up(request, by=office.nadia, now=office.hands.now)
    actions.close(request, outcome="NO_LONGER_NEEDED", by=office.nadia, now=office.hands.now)

    assert 'name="demande"' not in office.get("requests", etat="terminees")
    assert 'name="demande"' not in office.get("requests", etat="toutes")


def test_one_request_is_entrusted_from_its_page(office, karim):
    request = office.request()
    assert "Confier à…" in words(office.get("contact_request", request.public_id))

    page = words(office.post("assign", request.public_id, colleague=str(karim.public_id)))

    assert owners(request) == [karim]
    assert "La demande de Lina est confiée à Karim Diallo. Lina reçoit ce message par e-mail" in page
    assert "Suivie par Karim Diallo" in page


def test_nobody_chosen_on_its_page_is_said_beside_the_field(office, karim):
    request = office.request()

    page = office.post("assign", request.public_id)

    assert '<details class="more" id="confier" open>' in page
    assert "Choisissez à qui confier" in words(page)


def test_alone_in_a_structure_one_is_not_asked_to_whom(office):
    request = office.request()
    actions.take_up(request, by=office.nadia, now=office.hands.now)

    assert "Confier à…" not in words(office.get("contact_request", request.public_id))
