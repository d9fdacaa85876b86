"""The page of results: what each card says, how much it weighs, what it costs."""

import gzip
from datetime import timedelta

import pytest

from boussole.design.assets import BUILT, ensure_built
from boussole.offers.models import Offer
from boussole.questionnaires.models import Theme
from tests.factories.offers import OfferFactory
from tests.factories.questionnaires import CategoryFactory
from tests.web.public.visitor import text_of

RESULTS = "/themes/emploi/resultats/"
MOST_QUERIES = 6
FIRST_VISIT, NEXT_VISITS = 60_000, 15_000


def twenty_offers():
    categories = [CategoryFactory(code=f"c{n}", name=f"Rubrique {n}", position=n) for n in range(4)]
    for n in range(20):
        OfferFactory(
            category=categories[n % 4],
            criteria={"statut": {"only": ["recherche", "lycee"]}, "age": {"from": 16, "to": 25}},
            title=f"Préparer ton entretien avec quelqu’un du métier, séance numéro {n}",
        )


@pytest.mark.parametrize("offers", [1, 20])
def test_the_page_costs_the_same_whatever_the_number_of_offers(
    visitor, django_assert_max_num_queries, offers
):
    if offers == 20:
        twenty_offers()
    else:
        OfferFactory()
    visitor.reach_results()

    with django_assert_max_num_queries(MOST_QUERIES) as captured:
        visitor.open(RESULTS)

    assert len(captured) == 5


def test_the_page_with_twenty_offers_is_light_enough_for_a_bad_network(visitor):
    ensure_built()
    twenty_offers()
    visitor.reach_results()

    page = visitor.client.get(RESULTS, headers={"Accept-Encoding": "gzip"})

    assert page.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(page.content).decode().count("<article") == 20
    assets = sum(len(gzip.compress((BUILT / name).read_bytes())) for name in ("public.css", "boussole.js"))
    assert len(page.content) < NEXT_VISITS
    assert len(page.content) + assets < FIRST_VISIT


def test_offers_are_grouped_by_category_in_the_order_of_the_theme(visitor):
    last = CategoryFactory(code="z", name="Lancer ton activité", position=2)
    first = CategoryFactory(code="a", name="Faire le point sur toi", position=1)
    OfferFactory(category=last)
    OfferFactory(category=first)
    visitor.reach_results()

    assert visitor.text.index("Faire le point sur toi") < visitor.text.index("Lancer ton activité")


def test_a_long_category_shows_its_first_offers_and_leads_to_the_others(visitor):
    for _ in range(11):
        OfferFactory()
    visitor.reach_results()
    assert "11 services pour toi" in visitor.text
    assert visitor.page.content.decode().count("<article") == 8
    assert "Voir 3 autres services" in visitor.text

    visitor.open(f"{RESULTS}?rubrique=faire-le-point")
    assert visitor.page.content.decode().count("<article") == 11

    assert visitor.open(f"{RESULTS}?rubrique=inconnue").redirect_chain == [(RESULTS, 302)]


def test_where_it_happens_is_said_in_words(visitor):
    OfferFactory(title="Sur place", place=Offer.Place.IN_PERSON)
    OfferFactory(title="Au loin", place=Offer.Place.REMOTE)
    visitor.reach_results()

    assert visitor.text.count("À distance") == 1
    cards = visitor.page.content.decode().split("<article")[1:]
    assert [("Saint-Étienne" in card) for card in sorted(cards, key=lambda c: "Au loin" in c)] == [
        True,
        False,
    ]


def test_an_offer_that_holds_all_it_can_comes_last_and_says_so(visitor):
    OfferFactory(title="Trop demandé", is_full=True)
    OfferFactory(title="Encore ouvert")
    visitor.reach_results()

    assert visitor.text.index("Encore ouvert") < visitor.text.index("Trop demandé")
    assert "Beaucoup de demandes en ce moment" in visitor.text


def test_each_card_shows_the_date_promised_by_its_own_structure(visitor):
    OfferFactory(promised_days=1)
    OfferFactory(promised_days=7)
    visitor.reach_results()

    assert "au plus tard mardi 24 novembre" in visitor.text
    assert "au plus tard lundi 30 novembre" in visitor.text


def test_at_most_three_reasons_are_shown(visitor):
    OfferFactory(
        criteria={
            "age": {"from": 16, "to": 25},
            "statut": {"only": ["recherche"]},
            "cherche": {"only": ["emploi"]},
            "permis": {"only": ["non"]},
        }
    )
    visitor.reach_results()

    card = visitor.page.content.decode().split("<article")[1].split("</ul>")[0]
    assert card.count("<li>") == 3


def test_the_answers_given_can_be_read_and_changed_at_the_top(visitor):
    OfferFactory()
    visitor.reach_results()
    page = visitor.page.content.decode()

    assert "19\u00a0ans · Saint-Étienne · cherche du travail" in page
    # A sensitive answer is not for every eye: only in the list that one opens.
    assert "handicap qui complique" not in page.split("</summary>")[0]
    assert 'href="/themes/emploi/questions/3/"' in page


def test_choosing_an_offer_shows_the_bar_that_leads_to_the_form(visitor):
    offer = OfferFactory(title="Préparer ton entretien")
    visitor.reach_results()
    assert "service choisi" not in visitor.text

    visitor.pick(offer)

    assert visitor.page.redirect_chain[-1][0] == f"{RESULTS}#offre-{offer.pk}"
    assert "C’est ajouté à ta sélection. Rien n’est encore envoyé." in visitor.text
    assert "1 service choisi" in visitor.text
    assert "Dans ta sélection" in visitor.text

    visitor.open(RESULTS)
    assert "C’est ajouté" not in visitor.text

    visitor.post(f"/panier/retirer/{offer.pk}/", retour=RESULTS)
    assert "1 service choisi" not in visitor.text


def test_a_selection_has_a_reasonable_size(visitor):
    offers = [OfferFactory() for _ in range(9)]
    visitor.reach_results()

    visitor.pick(*offers)

    assert "Ta sélection est pleine" in visitor.text
    assert "8 services choisis" in visitor.text


def test_an_offer_that_has_just_gone_is_not_added(visitor):
    offer = OfferFactory()
    visitor.reach_results()
    Offer.objects.update(status=Offer.Status.PAUSED)

    visitor.pick(offer)

    assert "Ce service vient d’être retiré" in visitor.text


@pytest.mark.parametrize(
    "elsewhere", ["https://ailleurs.example.org/", "//ailleurs.example.org/", "ailleurs", ""]
)
def test_a_button_never_leads_to_another_site(visitor, elsewhere):
    offer = OfferFactory()
    visitor.reach_results()

    visitor.post(f"/panier/ajouter/{offer.pk}/", retour=elsewhere)

    assert visitor.address == "/themes/"


def test_help_numbers_and_the_way_out_are_there_when_the_answers_are_delicate(visitor):
    OfferFactory()
    visitor.reach_results()  # says « oui » to the question on disability
    assert "3114" in visitor.text
    assert "Quitter vite" in visitor.text

    visitor.answer(3, ressources="450", handicap="non")
    assert "3114" not in visitor.text

    Theme.objects.update(is_sensitive=True)
    visitor.open(RESULTS)
    assert "3114" in visitor.text
    assert "Quitter vite" in visitor.text


def test_the_first_day_of_an_offer_begins_at_midnight_where_one_lives(visitor, time):
    time.forward(hours=-9.5)  # 00:30 on the 23rd in Saint-Étienne, still the 22nd in Greenwich
    offer = OfferFactory(valid_from=(time.now + timedelta(hours=1)).date())
    visitor.reach_results()
    assert "1 service pour toi" in visitor.text

    assert "Envoyer à 1 structure" in text_of(visitor.pick(offer) and visitor.open("/ma-demande/"))
