"""Saying that one is away, preparing a departure, saying how much an offer holds: the pages."""

from datetime import date

import pytest
from django.urls import reverse

from boussole.contact_requests import actions
from boussole.offers.models import Offer
from boussole.partners.models import Absence, Referent
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory
from tests.web.extranet.reading import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def karim(office):
    return ReferentFactory(
        structure=office.structure,
        user__first_name="Karim",
        user__last_name="Aït",
        user__email="karim@example.org",
    ).user


def typed(office, **changes: object) -> dict[str, object]:
    """What Nadia types for her holidays."""
    fields = {
        "who": f"{office.structure.pk}:{office.nadia.pk}",
        "starts_on": "2026-12-01",
        "ends_on": "2026-12-07",
        "rule": "DEPUTY",
        "deputy": "",
        "mailbox": "",
        "promised_days": "",
    }
    return {**fields, **changes}


def mine(office):
    return actions.take_up(office.request(), by=office.nadia, now=office.hands.now)


def becomes_manager(office) -> None:
    Referent.objects.filter(user=office.nadia).update(role=Referent.Role.MANAGER)


# --- Declaring ----------------------------------------------------------------------------------------
def test_one_sees_what_will_happen_before_it_does(office, karim):
    mine(office)

    page = words(office.post("declare_absence", **typed(office, deputy=karim.pk)))

    assert "1 demande passera à Karim le mardi 1er décembre, sans changer de date." in page
    assert 'value="2026-12-01"' in office.post("declare_absence", **typed(office, deputy=karim.pk))
    assert not Absence.objects.exists()


def test_then_one_declares_it_and_finds_it_in_the_list(office, karim):
    page = words(office.post("declare_absence", **typed(office, deputy=karim.pk, declarer="1")))

    absence = Absence.objects.get()
    assert (absence.user, absence.deputy, absence.starts_on, absence.ends_on) == (
        office.nadia,
        karim,
        date(2026, 12, 1),
        date(2026, 12, 7),
    )
    assert "L’absence est notée, du mardi 1er décembre au lundi 7 décembre." in page
    assert "À venir" in page
    assert "Karim Aït prend le relais." in page


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "Choisissez qui prend le relais."),
        ({"starts_on": ""}, "Choisissez un jour."),
        ({"rule": ""}, "Choisissez ce qui se passe."),
        ({"rule": "MAILBOX"}, "Écrivez l’adresse de la boîte partagée."),
        ({"rule": "MAILBOX", "mailbox": "equipe"}, "Écrivez une adresse complète"),
        ({"rule": "PAUSE"}, "Nadia ne suit aucune offre à son nom"),
        ({"ends_on": "2026-11-30"}, "Le dernier jour vient après le premier"),
    ],
)
def test_what_is_wrong_is_said_and_what_is_typed_stays(office, karim, changes, expected):
    page = office.post("declare_absence", **typed(office, **changes, declarer="1"))

    assert expected in words(page)
    assert f'value="{changes.get("ends_on", "2026-12-07")}"' in page
    assert not Absence.objects.exists()


def test_a_referent_declares_for_themselves_alone_and_the_manager_for_all(office, karim):
    as_referent = office.get("declare_absence")
    becomes_manager(office)
    as_manager = office.get("declare_absence")

    assert "Toute la structure" not in as_referent
    assert f'value="{office.structure.pk}:{karim.pk}"' not in as_referent
    assert "Toute la structure" in as_manager
    assert f'value="{office.structure.pk}:{karim.pk}"' in as_manager


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"rule": "PAUSE"}, "1 offre ne sera pas montrée du mardi 1er décembre au lundi 7 décembre."),
        (
            {"rule": "LONGER_DELAY", "promised_days": "5"},
            "1 offre promettra une réponse en 5 jours, du mardi 1er décembre au lundi 7 décembre.",
        ),
        (
            {"rule": "MAILBOX", "mailbox": "equipe@example.org"},
            "Les nouvelles demandes et les rappels iront aussi à equipe@example.org",
        ),
    ],
)
def test_each_rule_says_what_it_does(office, changes, expected):
    becomes_manager(office)

    page = words(
        office.post("declare_absence", **typed(office, who=f"{office.structure.pk}:tous", **changes))
    )

    assert expected in page


def test_calling_it_off_is_asked_twice(office, karim):
    office.post("declare_absence", **typed(office, deputy=karim.pk, declarer="1"))
    absence = Absence.objects.get()

    assert "Annuler cette absence ?" in words(office.get("cancel_absence", absence.public_id))
    page = words(office.post("cancel_absence", absence.public_id))

    absence.refresh_from_db()
    assert absence.cancelled_at is not None
    assert "Absences passées ou annulées" in page


def test_the_absences_of_others_do_not_exist_for_a_stranger(office, karim):
    absence = Absence.objects.create(
        structure=ReferentFactory().structure,
        starts_on=date(2026, 12, 1),
        ends_on=date(2026, 12, 1),
        rule="PAUSE",
        declared_at=office.hands.now,
    )

    answer = office.client.get(reverse("extranet:cancel_absence", args=[absence.public_id]))

    assert answer.status_code == 404


def test_the_list_costs_the_same_with_one_and_with_three(office, karim, django_assert_max_num_queries):
    becomes_manager(office)
    for number in range(3):
        Absence.objects.create(
            structure=office.structure,
            user=karim,
            starts_on=date(2026, 12, 1 + number),
            ends_on=date(2026, 12, 1 + number),
            rule="MAILBOX",
            mailbox="equipe@example.org",
            declared_at=office.hands.now,
        )
        with django_assert_max_num_queries(16):
            office.client.get(reverse("extranet:absences"))


def test_colleagues_say_who_is_away(office, karim):
    office.post("declare_absence", **typed(office, starts_on="2026-11-23", deputy=karim.pk, declarer="1"))

    assert "Absence en cours jusqu’au lundi 7 décembre" in words(office.get("colleagues"))


# --- Leaving --------------------------------------------------------------------------------------------
def mandate_of(user) -> Referent:
    return Referent.objects.get(user=user)


def test_nothing_is_left_behind(office, karim):
    request = mine(office)
    leaving = mandate_of(office.nadia)

    refused = words(office.post("departure", leaving.pk, last_day="2026-11-30"))
    assert "Choisissez quelqu’un : rien ne peut rester sans personne." in refused
    page = words(office.post("departure", leaving.pk, last_day="2026-11-30", everything=karim.pk))

    request.refresh_from_db()
    assert (request.owner, mandate_of(office.nadia).ends_on) == (karim, date(2026, 11, 30))
    assert "Tout est confié. Le dernier jour de Nadia est le lundi 30 novembre." in page


def test_each_request_may_have_its_own_successor(office, karim):
    request = mine(office)
    offer = OfferFactory(structure=office.structure, followed_by=office.nadia)
    leaving = mandate_of(office.nadia)
    chosen = {f"request-{request.pk}": karim.pk, f"offer-{offer.pk}": karim.pk}

    office.post("departure", leaving.pk, last_day="2026-11-23", **chosen)

    request.refresh_from_db()
    offer.refresh_from_db()
    assert (request.owner, offer.followed_by) == (karim, karim)


def test_the_last_person_is_told_what_to_do(office):
    page = words(office.get("departure", mandate_of(office.nadia).pk))

    assert "C’est la dernière personne qui répond pour la structure. Demandez d’abord" in page
    assert "Confier et confirmer" not in page


def test_a_colleague_does_not_prepare_somebody_elses_departure(office, karim):
    page = words(office.get("departure", mandate_of(karim).pk))

    assert "Seules la personne qui part et la personne responsable" in page
    stranger = ReferentFactory()
    assert office.client.get(reverse("extranet:departure", args=[stranger.pk])).status_code == 404


# --- Load ------------------------------------------------------------------------------------------------
def test_the_manager_sets_the_capacity(office):
    office.request()
    assert "Seule la personne responsable" in words(office.get("capacity", office.offer.code))
    becomes_manager(office)

    page = words(office.post("capacity", office.offer.code, capacity="1", when_full="PAUSED"))

    offer = Offer.objects.get(pk=office.offer.pk)
    assert (offer.capacity, offer.when_full, offer.is_full) == (1, "PAUSED", True)
    assert "La capacité est réglée. Elle est déjà atteinte." in page
    assert "toutes ses places sont prises" in page


def test_a_capacity_that_means_nothing_is_refused_and_kept(office):
    becomes_manager(office)

    page = office.post("capacity", office.offer.code, capacity="0", when_full="LAST")

    assert "Écrivez au moins 1." in words(page)
    assert 'value="0"' in page
