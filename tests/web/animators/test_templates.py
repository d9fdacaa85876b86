"""Templates from the desk of an animator: written, changed with their copies, taken away."""

import pytest
from django.test import Client
from django.urls import reverse

from boussole.accounts.models import Mandate
from boussole.offers.actions.templates import use_template
from boussole.offers.criteria import Criterion, CriterionKind
from boussole.offers.models import OfferTemplate
from tests.factories.accounts import MandateFactory
from tests.factories.partners import StructureFactory
from tests.factories.questionnaires import CategoryFactory, QuestionnaireFactory
from tests.hands import hands
from tests.signing import sign_in
from tests.web.extranet.reading import words

__all__ = ["hands"]
TEXT = {
    "title": "Un point sur ton projet",
    "summary": "Tu fais le point avec une conseillère.",
    "description": "",
    "place": "IN_PERSON",
    "from-age": "16",
    "to-age": "25",
    "only-statut": ["recherche"],
}


@pytest.fixture
def category(db):
    category = CategoryFactory()
    QuestionnaireFactory(theme=category.theme)
    return category


def client_of(mandate: Mandate) -> Client:
    client = Client()
    sign_in(client, mandate.user)
    return client


@pytest.fixture
def sami(category, hands) -> Client:
    return client_of(MandateFactory())


def write(client: Client, category, scope: str = "territoire:loire", **changes: object):
    begun = {"category": f"{category.theme.code}/{category.code}", "scope": scope}
    address = client.get(reverse("animators:start_offer_template"), begun).headers["Location"]
    return client.post(address, {**TEXT, "category": category.code, **changes}, follow=True)


def test_an_animator_writes_a_template_for_the_structures_of_the_territory(sami, category):
    page = words(write(sami, category).content.decode())

    assert "Le modèle « Un point sur ton projet » est prêt" in page
    template = OfferTemplate.objects.get()
    assert (template.territory.code, template.content.title) == ("loire", "Un point sur ton projet")
    assert template.content.criteria == (
        Criterion("age", CriterionKind.RANGE, minimum=16, maximum=25),
        Criterion("statut", CriterionKind.ONLY, frozenset({"recherche"})),
    )


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(sami, category):
    page = words(write(sami, category, **{"title": "", "from-age": "30"}).content.decode())
    assert "Donnez un titre au modèle." in page
    assert "Écrivez un nombre qui n’est pas plus petit que 30." in page
    assert "Tu fais le point avec une conseillère." in page
    assert OfferTemplate.objects.count() == 0


def test_how_many_offers_change_is_said_before(sami, category, hands):
    write(sami, category)
    template = OfferTemplate.objects.get()
    address = reverse("animators:change_offer_template", args=[template.code])
    assert "Aucune offre ne suit ce modèle" in words(sami.get(address).content.decode())

    structure, nadia = StructureFactory.with_referent(name="Le Phare")
    [draft] = use_template(template, [structure], by=nadia, day=hands.now.date(), now=hands.now)
    page = words(sami.get(address).content.decode())
    assert "1 offre suit ce modèle" in page
    assert "Changer le modèle et 1 offre" in page

    said = {**TEXT, "category": category.code, "title": "Ton projet, à deux", "seen": "1"}
    page = words(sami.post(address, said, follow=True).content.decode())
    assert "1 offre a changé avec lui." in page
    draft.refresh_from_db()
    assert draft.content.title == "Ton projet, à deux"

    page = words(sami.post(address, {**said, "title": "Autre"}, follow=True).content.decode())
    assert "Une autre personne a changé ce modèle" in page
    assert "Du texte enregistré au vôtre" in page
    assert 'name="seen" value="2"' in sami.post(address, {**said, "title": "Autre"}).content.decode()
    sami.post(address, {**said, "title": "Autre", "seen": "2"})
    template.refresh_from_db()
    assert template.title == "Autre"


def test_a_template_is_taken_away(sami, category):
    write(sami, category)
    template = OfferTemplate.objects.get()
    address = reverse("animators:withdraw_offer_template", args=[template.code])
    assert sami.get(address).status_code == 200
    assert not OfferTemplate.objects.get().is_archived

    sami.post(address, {"yes": "1"})

    assert OfferTemplate.objects.get().is_archived
    assert sami.get(address).status_code == 404


def test_the_national_team_writes_for_a_network_and_a_region_only_reads(category, hands):
    StructureFactory(network="Missions locales")
    national = client_of(MandateFactory(role=Mandate.Role.NATIONAL, territory=None))
    write(national, category, scope="reseau:Missions locales")
    template = OfferTemplate.objects.get()
    assert (template.network, template.territory) == ("Missions locales", None)

    region = client_of(MandateFactory(role=Mandate.Role.REGIONAL, territory=None, region="84"))
    assert "Un point sur ton projet" in region.get(reverse("animators:offer_templates")).content.decode()
    assert region.get(reverse("animators:start_offer_template")).status_code == 404
    address = reverse("animators:change_offer_template", args=[template.code])
    assert "écrits par l’équipe nationale" in region.get(address).content.decode()
    said = {**TEXT, "category": category.code, "title": "Volé", "seen": "1"}
    assert "écrits par l’équipe nationale" in region.post(address, said, follow=True).content.decode()
    template.refresh_from_db()
    assert template.title == "Un point sur ton projet"


def test_the_territory_next_door_knows_nothing_of_it(sami, category, hands):
    write(sami, category)
    other = client_of(MandateFactory(territory__code="rhone", territory__areas=["departement:69"]))
    template = OfferTemplate.objects.get()
    assert template.title not in other.get(reverse("animators:offer_templates")).content.decode()
    assert other.get(reverse("animators:change_offer_template", args=[template.code])).status_code == 404


@pytest.mark.parametrize("count", [1, 5])
def test_the_list_costs_the_same_whatever_its_length(sami, category, count, django_assert_num_queries):
    for number in range(count):
        write(sami, category, title=f"Modèle {number}")
    sami.get(reverse("animators:offer_templates"))
    with django_assert_num_queries(6):
        sami.get(reverse("animators:offer_templates"))
