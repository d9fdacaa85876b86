"""The writing rules of a territory: read, tried, changed, given up, and by whom."""

import pytest
from django.test import Client
from django.urls import reverse

from boussole.accounts.models import Mandate
from boussole.audit.models import Entry
from boussole.offers.editorial import line_of
from boussole.offers.models import EditorialLine
from boussole.web.animators.forms.editorial_line import LineForm
from tests.factories.accounts import MandateFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import StructureFactory
from tests.factories.territories import TerritoryFactory
from tests.hands import hands
from tests.signing import sign_in
from tests.web.extranet.reading import words

__all__ = ["hands"]
pytestmark = pytest.mark.django_db
URL = "/animation/ligne-editoriale/"
RULES = {
    "title_characters": "50",
    "summary_characters": "120",
    "description_characters": "0",
    "sentence_words": "15",
    "least_ease": "60",
    "says_tu": "on",
    "plain_words": "usager = jeune\n\ndispositif = aide",
    "acronyms": "CAF = caisse d’allocations familiales",
    "known_acronyms": "CV, SMS",
    "known_words": "gaga, visio",
}


@pytest.fixture
def animator(hands) -> Client:
    return sign_in(Client(), MandateFactory(user__first_name="Claire", user__last_name="Morel").user)


@pytest.fixture
def national(hands) -> Client:
    return sign_in(Client(), MandateFactory(role=Mandate.Role.NATIONAL, territory=None).user)


def read(client: Client, url: str = URL) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return words(answer.content.decode())


def test_a_territory_follows_the_national_rules_until_it_writes_its_own(animator):
    structure = StructureFactory()
    assert "suit les règles nationales" in read(animator)

    answer = animator.post(URL, RULES)

    assert answer.status_code == 302
    line = line_of(structure)
    assert (line.sentence_words, line.plain_words) == (15, {"usager": "jeune", "dispositif": "aide"})
    assert line.known_words == ("gaga", "visio")
    assert "par Claire Morel" in read(animator)
    assert Entry.objects.filter(code="editorial_line.written").count() == 1


def test_one_goes_back_to_the_national_rules(animator):
    structure = StructureFactory()
    animator.post(URL, RULES)
    territory = EditorialLine.objects.get().territory

    answer = animator.post(
        reverse("animators:follow_national_line") + f"?territoire={territory.code}", follow=True
    )

    assert "suit de nouveau les règles nationales" in words(answer.content.decode())
    assert line_of(structure).sentence_words == 25


def test_what_was_typed_is_kept_beside_what_to_correct(animator):
    wrong = RULES | {"sentence_words": "99", "plain_words": "usager = jeune\nbénéficiaire"}

    answer = animator.post(URL, wrong)

    page = words(answer.content.decode())
    assert "Écrivez un nombre de 0 à 60." in page
    assert "Ligne 2, « bénéficiaire » : écrivez le mot, un signe =, puis ses mots." in page
    assert "usager = jeune\nbénéficiaire" in answer.content.decode()
    assert not EditorialLine.objects.exists()


def test_a_line_typed_again_as_it_is_shown_stays_the_same():
    form = LineForm(RULES)
    assert form.is_valid()
    shown = LineForm(line=form.line)
    again = LineForm(
        {
            bound.name: bound.initial
            for bound in shown
            if bound.initial is not None and bound.initial is not False
        }
    )

    assert again.is_valid()
    assert again.line == form.line


def test_a_text_is_tried_and_kept_nowhere(animator):
    page = read(animator, URL + "?text=Le+dispositif+de+l%E2%80%99usager+vous+attend.")

    assert "« dispositif ». Un mot plus simple : « aide »." in page
    assert "On dit « tu » aux jeunes, sauf à plusieurs." in page
    assert "Rien à redire" in read(animator, URL + "?text=On+cherche+avec+toi.")


def test_the_offers_on_line_are_counted_by_rule(animator, django_assert_max_num_queries):
    OfferFactory(title="Dispositif jeunes", summary="Une aide pour toi.", description="Viens nous voir.")
    OfferFactory(title="Écrire ton CV", summary="On l’écrit avec toi.", description="Viens nous voir.")
    with django_assert_max_num_queries(16):
        page = read(animator)

    assert "1 sur 2 offres a au moins une remarque" in page
    assert "Mot simple" in page


def test_the_national_team_writes_what_applies_everywhere_else(national):
    structure = StructureFactory()
    TerritoryFactory()

    national.post(URL, RULES)

    assert line_of(structure).sentence_words == 15
    assert EditorialLine.objects.get().territory is None


@pytest.mark.parametrize("role", [Mandate.Role.OBSERVER, Mandate.Role.REGIONAL])
def test_nobody_else_reads_or_writes_them(hands, role):
    region = "84" if role == Mandate.Role.REGIONAL else ""
    client = sign_in(Client(), MandateFactory(role=role, territory=None, region=region).user)

    assert client.get(URL).status_code == 404
    assert client.post(URL, RULES).status_code == 404


def test_one_does_not_write_the_rules_of_another_territory(animator):
    other = TerritoryFactory(code="ain", name="Ain", areas=["departement:01"])

    assert animator.post(f"{URL}?territoire={other.code}", RULES).status_code == 404
    assert not EditorialLine.objects.exists()
