"""The animation reads a structure whole, has it leave or come back, and joins records that are one."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from boussole.accounts.models import Mandate
from boussole.partners import actions
from boussole.partners.models import DistinctStructures, PageChange, Structure
from boussole.territories.models import Territory
from tests.factories.contact_requests import ContactRequestFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import MandateFactory, ReferentFactory, StructureFactory
from tests.factories.questionnaires import QuestionnaireFactory, TerritoryThemeFactory, ThemeFactory
from tests.factories.territories import FIRMINY
from tests.hands import hands
from tests.signing import sign_in
from tests.web.extranet.reading import words

__all__ = ["hands"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def claire(hands):
    return MandateFactory(role=Mandate.Role.ANIMATOR, user__first_name="Claire").user


@pytest.fixture
def animator(claire) -> Client:
    return sign_in(Client(), claire)


@pytest.fixture
def phare():
    return StructureFactory(name="Le Phare", role="On t’aide à te loger.")


def to(route: str, *structures: Structure) -> str:
    return reverse(f"animators:{route}", args=[each.public_id for each in structures])


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer
    return words(answer.content.decode())


def post(client: Client, url: str, **posted: object) -> str:
    return words(client.post(url, posted, follow=True).content.decode())


def test_the_page_says_who_answers_what_is_wrong_and_how_promises_are_kept(animator, phare, hands):
    theme = QuestionnaireFactory().theme
    phare.themes.set([theme, ThemeFactory(code="logement", name="Logement")])
    nadia = ReferentFactory(structure=phare, user__first_name="Nadia", communes=[FIRMINY])
    nadia.themes.set([theme])
    ReferentFactory(structure=phare, is_pending=True, user__first_name="Ewen")
    offer = OfferFactory(structure=phare, theme=theme, title="Atelier", areas=["commune:75101"])
    ContactRequestFactory(offer=offer, now=hands.now - timedelta(days=9))

    page = read(animator, to("structure", phare))

    assert "Nadia" in page
    assert "Ewen" in page
    assert "Personne ne répond :" in page
    assert "logement (firminy), logement (reste de la zone)" in page
    assert "Commune hors compétence" in page
    assert "Ouvertes 1, dont 1 en retard" in page
    assert "Zone de compétence département de la Loire" in page


@pytest.mark.parametrize("status", ["PROSPECT", "INVITED", "ACTIVE", "LEFT"])
def test_each_place_in_the_network_has_its_gesture(animator, phare, status):
    Structure.objects.filter(pk=phare.pk).update(status=status)
    page = read(animator, to("structure", phare))

    assert ("La faire sortir du réseau" in page) is (status in ("INVITED", "ACTIVE"))
    assert ("Ne plus la proposer" in page) is (status == "PROSPECT")
    assert ("La faire revenir" in page) is (status == "LEFT")


def test_the_page_costs_the_same_whatever_hangs_on_it(animator, phare):
    theme = QuestionnaireFactory().theme

    def queries_with_one_more() -> int:
        OfferFactory(structure=phare, theme=theme)
        ReferentFactory(structure=phare).themes.set([theme])
        with CaptureQueriesContext(connection) as seen:
            read(animator, to("structure", phare))
        return len(seen)

    assert queries_with_one_more() == queries_with_one_more() <= 52


def test_the_animation_updates_the_page_and_says_who_asked(animator, phare):
    paul = ReferentFactory(structure=phare, role="MANAGER").user
    where = reverse("animators:write_structure", args=[phare.public_id, "venir"])
    own = {
        "address": phare.address,
        "place": "Saint-Étienne (42000)",
        "phone": phare.phone,
        "email": phare.email,
    }
    assert "Vous écrivez pour la structure" in read(animator, where)
    assert "Dites qui l’a demandé" in post(animator, where, **own, opening_hours="le mardi")

    page = post(animator, where, **own, opening_hours="le mardi", asked_by="Paul, au téléphone")
    assert "Les responsables de la structure lisent ce qui a changé." in page
    assert "Mis à jour par l’animation" in page
    theirs = sign_in(Client(), paul)
    shown = read(theirs, reverse("extranet:structure_page", args=[phare.public_id]))
    assert "à la demande de Paul, au téléphone" in shown
    assert "avant : du lundi au vendredi, de 9 h à 17 h → maintenant : le mardi" in shown
    site, since = (
        StructureFactory(name="Le Phare, antenne", parent=phare, charter=None),
        {"phone": "01 99 00 11 11"},
    )
    PageChange.objects.bulk_create(
        PageChange(structure=site, before={"phone": ""}, after=since, at=PageChange.objects.latest("at").at)
        for _ in range(9)
    )
    shown = read(theirs, reverse("extranet:structure_page", args=[phare.public_id]))
    assert shown.count("à la demande de Paul, au téléphone") == 1, (
        "the stamp stays, however busy the other places"
    )

    zone = reverse("animators:structure_zone", args=[phare.public_id])
    assert "Sa zone : région Auvergne-Rhône-Alpes." in post(animator, zone, zone="region", asked_by="Paul")
    alone = reverse("animators:write_structure", args=[phare.public_id, "demandes"])
    assert animator.get(alone).status_code == 404


def test_leaving_says_its_effects_then_asks_why(animator, phare, hands):
    ReferentFactory(structure=phare)
    offer = OfferFactory(structure=phare, title="Atelier CV")
    ContactRequestFactory(offer=offer, now=hands.now)

    page = read(animator, to("leave_network", phare))
    assert "1 offre est mise en pause" in page
    assert "1 demande reste promise" in page
    assert "1 personne garde son accès" in page
    assert "Dites pourquoi" in post(animator, to("leave_network", phare), reason="")

    page = post(animator, to("leave_network", phare), reason="Elle déménage.")
    assert "« Le Phare » a quitté le réseau. Son équipe est prévenue." in page
    assert "Elle déménage." in page

    assert "peut revenir" in post(animator, to("return_to_network", phare))
    phare.refresh_from_db()
    assert phare.status == "PROSPECT"


def test_a_regional_lead_reads_and_changes_nothing(hands, phare):
    lead = sign_in(Client(), MandateFactory(role=Mandate.Role.REGIONAL, territory=None, region="84").user)

    page = read(lead, to("structure", phare))
    assert "La faire sortir du réseau" not in page
    assert lead.post(to("leave_network", phare), {"reason": "Non"}).status_code == 404


def test_two_records_are_compared_and_become_one(animator, phare):
    again = StructureFactory(
        name="Phare",
        phone=phare.phone,
        address="9 rue du Nord",
        charter=None,
        status="PROSPECT",
        website="https://a.example.org",
    )
    offer = OfferFactory(structure=again)
    assert "Phare" in read(animator, to("duplicates"))

    page = animator.get(to("compare_structures", phare, again))
    assert [each.name for each in page.context["form"].difference_fields][:1] == ["name"]
    form = page.context["form"]
    choices = {name: form[name].initial for name in form.fields}
    assert choices["kept"] == "un"  # the partner
    assert choices["website"] == "autre"  # the only one that has a site

    said = post(animator, to("compare_structures", phare, again), **choices | {"address": "autre"})
    assert "Les deux fiches n’en font plus qu’une : « Le Phare »." in said
    phare.refresh_from_db()
    offer.refresh_from_db()
    assert (phare.address, phare.website, offer.structure) == (
        "9 rue du Nord",
        "https://a.example.org",
        phare,
    )
    assert animator.get(to("structure", again)).url == to("structure", phare)
    assert "Aucun doublon" in read(animator, to("duplicates"))


def test_two_that_only_look_alike_are_told_apart_for_good(animator, phare):
    again = StructureFactory(name="Phare", phone=phare.phone)
    said = post(animator, to("tell_apart", phare, again))

    assert "restent deux structures" in said
    assert DistinctStructures.objects.count() == 1
    assert "Aucun doublon" in read(animator, to("duplicates"))


def test_what_serves_another_territory_is_not_compared(animator, phare):
    far = StructureFactory(name="Le Phare", areas=["departement:75"], commune="75101")
    for pair in ((phare, far), (far, phare), (phare, phare)):
        assert animator.get(to("compare_structures", *pair)).status_code == 404
        assert animator.post(to("tell_apart", *pair)).status_code == 404


def test_who_answers_for_what_over_the_territory_holes_first(animator, phare):
    theme = ThemeFactory(code="logement", name="Logement")
    TerritoryThemeFactory(theme=theme, territory=Territory.objects.get())
    phare.themes.set([theme])
    covered = StructureFactory(name="Antenne sud", areas=[f"commune:{FIRMINY}"])
    covered.themes.set([theme])
    ReferentFactory(structure=covered, user__first_name="Théo", user__last_name="Vial")
    StructureFactory(name="Muette")

    page = read(animator, to("answering"))
    assert "Logement 1 À trouver Communauté de communes Charlieu-Belmont (25 communes)" in page
    assert "1 endroit où personne ne répond." in page
    assert page.index("Le Phare (1 trou)") < page.index("Antenne sud")
    assert "Sans thème ni offre : Muette" in page
    one = read(animator, to("answering") + "?theme=logement")
    assert "(319 communes)" in one  # all but Firminy
    assert "Antenne sud Théo Vial" in one
    assert "Le Phare Personne" in one


def test_places_and_joined_records_are_not_partners_of_their_own(animator, phare, claire, hands):
    StructureFactory(name="Antenne du Gier", parent=phare, charter=None)
    gone = StructureFactory(name="Doublon", charter=None)
    actions.merge(phare, gone, values={}, by=claire, day=hands.now.date(), now=hands.now)
    page = read(animator, reverse("animators:partners"))

    assert "Le Phare" in page
    assert "Antenne du Gier" not in page
    assert "Doublon " not in page.replace("Doublons", "")
