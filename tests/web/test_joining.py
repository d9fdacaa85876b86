"""Invitations, mandates and rights on the pages of both sites: who sees what, and what each button does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from boussole.accounts.models import Invitation, Mandate
from boussole.contact_requests import actions as request_actions
from boussole.contact_requests.queries import to_unblock
from boussole.core import clock
from boussole.partners.models import Referent
from tests.factories.accounts import MandateFactory, UserFactory
from tests.factories.contact_requests import ContactRequestFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.factories.questionnaires import ThemeFactory
from tests.factories.territories import TerritoryFactory
from tests.hands import hands
from tests.signing import sign_in, sign_in_with_password_only
from tests.web.extranet.reading import words

__all__ = ["hands"]
pytestmark = pytest.mark.django_db
INES = {"email": "ines.faure@example.org", "first_name": "Inès", "last_name": "Faure", "role": "REFERENT"}


@pytest.fixture
def loire(hands):
    return TerritoryFactory()


@pytest.fixture
def phare(loire):
    return StructureFactory(name="Le Phare")


@pytest.fixture
def manager(phare) -> Client:
    return sign_in(Client(), ReferentFactory(structure=phare, role="MANAGER").user)


@pytest.fixture
def animator(loire) -> Client:
    return sign_in(Client(), MandateFactory(territory=loire).user)


@pytest.fixture
def national(loire) -> Client:
    return sign_in(Client(), MandateFactory(role="NATIONAL", territory=None).user)


def text(client: Client, route: str, *args, **query) -> str:
    answer = client.get(reverse(route, args=args), query)
    assert answer.status_code == 200, answer
    return words(answer.content.decode())


# --- A manager brings a colleague in ---------------------------------------------------------------------
def test_a_manager_invites_a_colleague_for_some_themes_and_communes(manager, phare):
    ThemeFactory(code="emploi", name="Emploi")
    said = INES | {"themes": ["emploi"], "add": "feurs, Saint Etienne"}
    answer = manager.post(reverse("extranet:invite_colleague"), said, follow=True)
    page = words(answer.content.decode())
    assert "L’invitation part à ines.faure@example.org." in page
    assert "Référent ou référente : Le Phare (Emploi ; Feurs et Saint-Étienne)" in page
    referent = Referent.objects.get(user__email=INES["email"])
    assert (referent.is_pending, referent.communes) == (True, ["42094", "42218"])


def test_what_was_typed_stays_and_the_commune_that_is_not_there_is_named(manager):
    said = INES | {"email": "", "add": "Feurs, Brest"}
    html = manager.post(reverse("extranet:invite_colleague"), said).content.decode()
    page = words(html)
    assert "Donnez son adresse e-mail." in page
    assert "Nous ne trouvons pas « Brest » dans la zone de la structure." in page
    assert 'value="commune:42094" checked' in html  # Feurs was understood
    assert 'value="Brest"' in html
    assert Invitation.objects.count() == 0


def test_invitations_are_not_for_referents_nor_for_observers(phare, loire):
    referent = sign_in(Client(), ReferentFactory(structure=phare).user)
    observer = sign_in(Client(), MandateFactory(role="OBSERVER", territory=loire).user)
    assert referent.get(reverse("extranet:invitations")).status_code == 404
    assert referent.post(reverse("extranet:invite_colleague"), INES).status_code == 404
    assert observer.get(reverse("animators:invitations")).status_code == 404


def test_the_manager_and_the_animation_follow_the_same_invitation(manager, animator, hands):
    manager.post(reverse("extranet:invite_colleague"), INES)
    invitation = Invitation.objects.get()
    assert "Inès Faure" in text(animator, "animators:invitations")

    again = reverse("extranet:resend_invitation", args=[invitation.public_id])
    assert "attendez une heure" in words(manager.post(again, follow=True).content.decode())
    hands.forward(hours=2)
    assert "Un nouveau lien part à" in words(manager.post(again, follow=True).content.decode())
    cancel = reverse("animators:cancel_invitation", args=[invitation.public_id])
    assert "est annulée" in words(animator.post(cancel, follow=True).content.decode())
    assert Referent.objects.filter(is_pending=True).count() == 0


def test_the_invitations_of_another_structure_do_not_exist(manager, loire):
    other = sign_in(Client(), ReferentFactory(structure=StructureFactory(), role="MANAGER").user)
    manager.post(reverse("extranet:invite_colleague"), INES)
    invitation = Invitation.objects.get()
    for route in ("extranet:resend_invitation", "extranet:cancel_invitation"):
        assert other.post(reverse(route, args=[invitation.public_id])).status_code == 404


def test_the_list_costs_the_same_whatever_its_length(manager, django_assert_num_queries):
    def ask(number: int) -> None:
        manager.post(reverse("extranet:invite_colleague"), INES | {"email": f"p{number}@example.org"})

    ask(1)
    with django_assert_num_queries(20):
        text(manager, "extranet:invitations")
    for number in range(2, 5):
        ask(number)
    with django_assert_num_queries(20):
        text(manager, "extranet:invitations")


# --- Somebody who has an account answers -----------------------------------------------------------------
def test_who_has_an_account_follows_the_link_signs_in_and_accepts(manager, phare):
    samir = UserFactory(email="samir@example.org", first_name="Samir")
    manager.post(reverse("extranet:invite_colleague"), INES | {"email": samir.email})
    invitation = Invitation.objects.get()
    here = Client()
    session = here.session
    session["invitation"] = invitation.pk  # the link was followed
    session.save()
    page = here.get(reverse("account_invitation"))
    assert "Me connecter et répondre" in page.content.decode()
    assert (
        here.post(reverse("account_invitation"), {"password": "mandarine tracteur zébu"}).status_code == 200
    )
    samir.refresh_from_db()
    assert samir.check_password("mandarine tracteur zébu") is False

    sign_in(here, samir)
    assert "Référent ou référente : Le Phare" in text(here, "account_invitations")
    answer = reverse("account_answer_invitation", args=[invitation.public_id])
    assert here.post(answer, {"reponse": "accepter"}).url == "/extranet/"
    assert "Le Phare" in text(here, "extranet:home")


def test_one_factor_answers_nothing_and_a_stranger_finds_nothing(manager):
    samir = UserFactory.with_second_factor(email="samir@example.org")
    manager.post(reverse("extranet:invite_colleague"), INES | {"email": samir.email})
    answer = reverse("account_answer_invitation", args=[Invitation.objects.get().public_id])
    half = sign_in_with_password_only(Client(), samir)
    assert half.post(answer, {"reponse": "accepter"}).status_code == 302
    assert manager.post(answer, {"reponse": "accepter"}).status_code == 404
    assert Referent.objects.get(user=samir).is_pending is True


# --- Mandates ----------------------------------------------------------------------------------------------
def test_the_national_team_gives_a_mandate_and_ends_one(national, loire):
    ines = UserFactory(email=INES["email"])  # has an account already
    said = INES | {"role": "ANIMATOR", "territory": "loire", "starts_on": "2026-11-23"}
    page = words(national.post(reverse("animators:give_mandate"), said, follow=True).content.decode())
    assert "L’invitation part à ines.faure@example.org." in page
    assert "Invitation en attente" in page
    answer = reverse("account_answer_invitation", args=[Invitation.objects.get().public_id])
    accepted = sign_in(Client(), ines).post(answer, {"reponse": "accepter"})
    assert accepted.url == "/animation/", "where the mandate is exercised"

    mandate = MandateFactory(territory=loire)
    end = reverse("animators:end_mandate", args=[mandate.public_id])
    assert "Choisissez quand il prend fin." in words(national.post(end, {}).content.decode())
    later = MandateFactory(territory=loire, starts_on=clock.now().date() + timedelta(days=40))
    for each, since in ((mandate, ", depuis le "), (later, ", à partir du ")):
        assert since in text(national, "animators:end_mandate", each.public_id)
    national.post(end, {"when": "maintenant"})
    assert Mandate.objects.in_force(clock.now().date()).filter(pk=mandate.pk).exists() is False


def test_a_national_colleague_is_put_out_with_notice_and_may_say_no(national):
    omar = MandateFactory(role="NATIONAL", territory=None)
    end, keep = (reverse(f"animators:{each}_mandate", args=[omar.public_id]) for each in ("end", "keep"))

    assert "Au plus tôt le" in words(national.get(end).content.decode())
    assert 'name="when"' not in national.get(end).content.decode()
    refused = words(national.post(end, {"when": "maintenant", "last_day": "2026-11-23"}).content.decode())
    assert "une autre personne de l’équipe nationale confirme" in refused
    in_three_days = (clock.now() + timedelta(days=3)).date()
    done = national.post(end, {"last_day": in_three_days.isoformat()}, follow=True)
    assert "Toute l’équipe nationale est prévenue." in words(done.content.decode())

    his_own = sign_in(Client(), omar.user)
    assert "Garder ou confirmer" in text(his_own, "animators:mandates")
    his_own.post(keep)
    omar.refresh_from_db()
    assert omar.ends_on is None


@pytest.mark.parametrize(
    ("said", "words_said"),
    [
        ({"role": "ANIMATOR"}, "Choisissez le territoire à animer."),
        ({"role": "REGIONAL", "territory": "loire"}, "Choisissez la région à suivre."),
        (
            {"role": "ANIMATOR", "territory": "loire", "ends_on": "2026-11-01"},
            "Le dernier jour vient après le premier",
        ),
    ],
)
def test_a_mandate_says_where_and_when(national, said, words_said):
    typed = INES | {"starts_on": "2026-11-23"} | said
    assert words_said in words(national.post(reverse("animators:give_mandate"), typed).content.decode())
    assert Invitation.objects.count() == 0


def test_everybody_of_the_network_sees_who_animates_and_only_the_country_decides(animator, loire):
    page = text(animator, "animators:mandates")
    assert ("Animation territoriale" in page, "Donner un mandat" in page) == (True, False)
    mandate = MandateFactory(territory=loire)
    assert animator.get(reverse("animators:give_mandate")).status_code == 404
    assert animator.post(reverse("animators:end_mandate", args=[mandate.public_id])).status_code == 404


def test_what_an_animator_answered_personally_is_not_lost_with_their_mandate(loire, hands):
    structure = StructureFactory()
    request = ContactRequestFactory(structure=structure, now=hands.now)
    leaving, staying = MandateFactory(territory=loire), MandateFactory(territory=loire)
    request_actions.answer_personally(request, by=leaving.user, now=hands.now)
    now = hands.now + timedelta(minutes=1)
    assert to_unblock(staying.user, now).filter(pk=request.pk).count() == 0
    Mandate.objects.filter(pk=leaving.pk).update(ends_on=now.date() - timedelta(days=1))
    assert to_unblock(staying.user, now).filter(pk=request.pk).count() == 1


# --- Who may do what ---------------------------------------------------------------------------------------
def test_both_sites_show_the_matrix(manager, animator, national):
    pages = [
        text(manager, "extranet:rights"),
        text(animator, "animators:rights"),
        text(national, "animators:rights"),
    ]
    assert ["Donner et retirer les mandats" in page for page in pages] == [True, True, True]
