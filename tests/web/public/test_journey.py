"""The questions: an answer leads to the next one, and nothing is ever lost."""

from datetime import date

import pytest

from boussole.offers.models import Offer, OfferReach
from boussole.orientation.models import PageTally, Search
from boussole.questionnaires.models import Questionnaire, TerritoryTheme
from tests.factories.offers import OfferFactory
from tests.factories.questionnaires import QuestionnaireFactory, ThemeFactory, document
from tests.factories.territories import LYON_3
from tests.web.public.visitor import text_of

RESULTS = "/themes/emploi/resultats/"


def question(number):
    return f"/themes/emploi/questions/{number}/"


def test_a_young_person_in_saint_etienne_goes_from_a_commune_to_reasons_and_a_date(visitor):
    OfferFactory(
        title="Préparer ton entretien",
        criteria={"statut": {"only": ["recherche"]}, "age": {"from": 16, "to": 25}},
        promised_days=2,
    )

    assert "De quoi as-tu besoin ?" in text_of(visitor.live_in())
    assert "Tu as quel âge ?" in text_of(visitor.open("/themes/emploi/"))
    assert "Tu fais quoi en ce moment ?" in text_of(visitor.say_age(19))
    assert "Tu as le permis de conduire ?" in text_of(
        visitor.answer(1, statut="recherche", cherche=["emploi"])
    )
    assert "Tu as combien pour vivre" in text_of(visitor.answer(2, permis="non"))
    visitor.answer(3, ressources="450", handicap="non")

    assert visitor.address == RESULTS
    assert "1 service pour toi" in visitor.text
    assert "Préparer ton entretien" in visitor.text
    assert "tu cherches du travail" in visitor.text
    assert "tu as entre 16 et 25 ans" in visitor.text
    assert "On te répond au plus tard mercredi 25 novembre" in visitor.text


# --- Where ------------------------------------------------------------------------------------------
def test_a_text_that_means_one_commune_is_enough(visitor):
    visitor.post("/ma-commune/", place="firminy")

    assert visitor.address == "/themes/"
    assert "Firminy" in visitor.text


def test_a_postcode_that_several_communes_share_asks_which_one(visitor):
    visitor.post("/ma-commune/", place="42600")

    assert visitor.address.startswith("/communes/?q=42600")
    assert "Choisis ta commune" in visitor.text
    assert "Montbrison (42600)" in visitor.text

    visitor.post("/ma-commune/", place="42600", commune="42147")

    assert visitor.address == "/themes/"
    assert "Montbrison" in visitor.text


def test_an_unknown_commune_says_what_to_do_and_keeps_what_was_typed(visitor):
    page = visitor.post("/ma-commune/", place="Xyzzyplugh")

    assert "Nous ne trouvons pas cette commune" in visitor.text
    assert 'value="Xyzzyplugh"' in page.content.decode()


def test_the_box_suggests_communes_while_one_types(visitor):
    answer = visitor.open("/communes/suggestions/?q=st+etienne")

    assert answer.json()["items"][0]["value"] == "42218"
    assert answer.json()["items"][0]["label"].startswith("Saint-Étienne")


def test_a_second_commune_widens_the_search_and_can_be_taken_away(visitor):
    visitor.live_in()
    visitor.post("/ma-commune/autre/", place="Roanne", commune="42187")
    assert "On cherche aussi à Roanne" in visitor.text

    visitor.post("/ma-commune/autre/", retirer="1")
    assert "On cherche aussi" not in visitor.text


def test_outside_any_territory_it_is_said_and_national_offers_remain(visitor):
    OfferFactory(
        title="Écoute à distance",
        place="REMOTE",
        areas=["france"],
        structure__areas=["france"],
    )
    visitor.live_in(LYON_3)

    assert "Il n’y a pas encore de Boussole à Lyon" in visitor.text
    assert "Info Jeunes Auvergne-Rhône-Alpes" in visitor.text

    visitor.reach_results(commune=LYON_3)
    assert "Écoute à distance" in visitor.text


# --- The pages of questions ---------------------------------------------------------------------------
def test_a_deep_link_asks_for_the_commune_then_leads_where_it_said(visitor):
    visitor.open(question(2))
    assert "dis-nous où tu habites" in visitor.text

    visitor.live_in()
    assert visitor.address == question(0)  # the age comes first


def test_a_deep_link_beyond_what_was_answered_leads_to_the_first_page_that_waits(visitor):
    visitor.live_in()
    visitor.say_age(19)

    visitor.open(question(3))

    assert visitor.address == question(1)


def test_going_back_shows_the_answers_given(visitor):
    visitor.reach_results()

    page = visitor.open(question(1)).content.decode()

    assert 'value="recherche" id="id_statut_1" checked' in page
    assert 'value="emploi" id="id_cherche_0" checked' in page


def test_a_changed_answer_forgets_those_that_depended_on_it(visitor):
    OfferFactory(criteria={"permis": {"only": ["oui"]}})
    visitor.reach_results()
    assert "Aucun service ne correspond" in visitor.text  # no licence

    visitor.answer(1, statut="lycee", cherche=["emploi"])

    # At school nobody is asked for a licence: the answer no longer excludes anything.
    assert visitor.address == RESULTS
    assert "1 service pour toi" in visitor.text


def test_a_multiple_choice_left_untouched_is_an_answer(visitor):
    visitor.live_in()
    visitor.say_age(19)

    visitor.answer(1)

    assert visitor.address == question(2)
    assert "Tu as combien pour vivre" in visitor.text


def conditional_page():
    """A page whose second question is asked only to those who answered « recherche » to the first."""
    pages = document(version=2)
    pages["pages"][0]["questions"].append(pages["pages"].pop(1)["questions"][0])
    Questionnaire.objects.update(status=Questionnaire.Status.REPLACED)
    QuestionnaireFactory(version=2, document=pages)


def test_a_question_that_an_answer_adds_to_its_own_page_is_asked_alone(visitor):
    conditional_page()
    visitor.live_in()
    visitor.say_age(19)

    visitor.answer(1, statut="recherche", cherche=["emploi"])
    assert visitor.address == question(1)
    assert "Tu as le permis de conduire ?" in visitor.text
    assert "Tu fais quoi en ce moment ?" not in visitor.text

    visitor.open(f"{question(1)}?tout=1")  # « Retour »
    assert "Tu fais quoi en ce moment ?" in visitor.text


def test_pressing_twice_does_not_blank_what_the_page_did_not_ask(visitor):
    conditional_page()
    OfferFactory(criteria={"statut": {"only": ["recherche"]}})
    visitor.live_in()
    visitor.say_age(19)
    visitor.answer(1, statut="recherche", cherche=["emploi"])

    visitor.answer(1, posees="permis", permis="non")
    visitor.answer(1, posees="permis", permis="non")
    visitor.answer(2, ressources="450")

    assert "tu cherches du travail" in visitor.text


def test_a_wrong_number_says_what_is_expected_and_keeps_what_was_typed(visitor):
    visitor.reach_results()

    page = visitor.answer(3, ressources="beaucoup", handicap="oui").content.decode()

    assert "Écris un nombre entre 0 et 5000." in text_of(visitor.page)
    assert 'value="beaucoup"' in page
    assert 'aria-invalid="true"' in page


@pytest.mark.parametrize("typed", ["450", " 450 € ", "1 200 €"])
def test_numbers_are_read_as_people_write_them(visitor, typed):
    visitor.reach_results()

    visitor.answer(3, ressources=typed)

    assert visitor.address == RESULTS


def test_an_answer_that_does_not_exist_is_refused(visitor):
    visitor.live_in()
    visitor.say_age(19)

    visitor.answer(1, statut="astronaute")

    assert "Choisis une des réponses proposées." in visitor.text


def test_reloading_the_results_shows_the_same_page(visitor):
    for _ in range(6):
        OfferFactory()
    first = visitor.reach_results()
    again = visitor.open(RESULTS)

    assert text_of(first) == text_of(again)


def test_a_journey_ends_on_the_version_it_began_with(visitor):
    visitor.live_in()
    visitor.say_age(19)
    Questionnaire.objects.update(status=Questionnaire.Status.REPLACED)
    shorter = document(version=2)
    shorter["pages"] = shorter["pages"][:1]
    QuestionnaireFactory(version=2, document=shorter)

    visitor.answer(1, statut="recherche")

    assert "Tu as le permis de conduire ?" in visitor.text


def test_no_answer_is_in_an_address_nor_in_a_title(visitor):
    OfferFactory()
    titles, addresses = [], []
    for step in (
        lambda: visitor.live_in(),
        lambda: visitor.say_age(19),
        lambda: visitor.answer(1, statut="recherche", cherche=["emploi"]),
        lambda: visitor.answer(2, permis="non"),
        lambda: visitor.answer(3, ressources="450", handicap="oui"),
    ):
        page = step().content.decode()
        titles.append(page.split("<title>")[1].split("</title>")[0])
        addresses.append(visitor.address)

    told = " ".join(titles + addresses)
    assert not any(word in told for word in ("recherche", "permis", "handicap", "450", "19", "42218"))


# --- As few questions as decide something --------------------------------------------------------------
def test_a_question_that_decides_no_open_offer_is_not_asked(visitor):
    Offer.objects.all().update(status=Offer.Status.PAUSED)
    OfferReach.objects.all().delete()
    OfferFactory(criteria={"permis": {"only": ["oui"]}})
    OfferFactory(criteria={"ressources": {"from": 0, "to": 900}}, areas=["commune:42187"])  # in Roanne
    visitor.live_in()
    visitor.say_age(19)

    assert "Tu fais quoi en ce moment ?" in visitor.text  # it decides whether the licence is asked
    assert "Tu cherches quoi ?" not in visitor.text
    visitor.answer(1, statut="recherche")
    visitor.answer(2, permis="oui")

    assert visitor.address == RESULTS
    assert "1 service pour toi" in visitor.text


def test_where_nothing_decides_the_age_is_enough(visitor):
    OfferReach.objects.all().delete()
    OfferFactory()
    visitor.live_in()
    visitor.say_age(19)

    assert visitor.address == RESULTS


def test_an_offer_published_meanwhile_does_not_lengthen_a_journey_begun(visitor):
    OfferReach.objects.all().delete()
    visitor.live_in()
    visitor.say_age(19)
    OfferFactory(criteria={"statut": {"only": ["recherche"]}})

    visitor.open(RESULTS)

    assert visitor.address == RESULTS
    assert "1 service pour toi" in visitor.text


def test_changing_one_s_commune_from_the_results_comes_back_to_them(visitor):
    OfferFactory()
    visitor.reach_results()
    assert 'href="/?retour=%2Fthemes%2Femploi%2Fresultats%2F"' in visitor.page.content.decode()

    visitor.open("/?retour=/themes/emploi/resultats/")
    visitor.live_in("42187")

    assert visitor.address == RESULTS
    assert "Roanne" in visitor.text


# --- When it leads nowhere ---------------------------------------------------------------------------
def test_a_theme_that_is_closed_here_leads_to_a_person(visitor):
    TerritoryTheme.objects.update(closed_on=date(2026, 11, 22))
    visitor.live_in()

    page = visitor.open("/themes/emploi/")

    assert page.status_code == 404
    assert "Ce sujet n’est pas ouvert à Saint-Étienne" in visitor.text
    assert "01 99 00 42 00" in visitor.text


def test_an_unknown_theme_leads_to_those_that_are_open(visitor):
    visitor.live_in()

    page = visitor.open("/themes/astrologie/")

    assert page.status_code == 404
    assert "Trouver un emploi, un stage ou un job" in visitor.text


def test_a_theme_without_a_questionnaire_is_closed(visitor):
    ThemeFactory(code="loisirs")
    Questionnaire.objects.all().delete()
    visitor.live_in()

    assert visitor.open("/themes/emploi/").status_code == 404


def test_no_result_leads_to_one_human_being_with_a_phone_and_hours(visitor):
    visitor.reach_results()

    assert "Aucun service ne correspond pour l’instant, mais quelqu’un peut t’aider" in visitor.text
    assert "Info Jeunes Loire" in visitor.text
    assert "01 99 00 42 00" in visitor.text
    assert "du lundi au vendredi, de 9 h à 17 h 30" in visitor.text


# --- The age -----------------------------------------------------------------------------------------
def test_under_15_the_site_says_whom_to_see_and_lets_one_read(visitor):
    OfferFactory(title="Faire le point")
    visitor.live_in()
    visitor.say_age(14)

    assert visitor.address == "/avant-15-ans/"
    assert "119" in visitor.text
    assert "Info Jeunes Loire" in visitor.text

    visitor.answer(1, statut="lycee")
    visitor.answer(2)
    assert "Faire le point" in visitor.text
    assert "Je veux être contacté·e" not in visitor.text


@pytest.mark.parametrize(
    ("typed", "says"), [("9", "entre 10 et 99"), ("", "passe cette question"), ("abc", "en chiffres")]
)
def test_an_age_that_cannot_be_read_says_what_to_do(visitor, typed, says):
    visitor.live_in()

    visitor.say_age(typed)

    assert says in visitor.text


def test_one_may_keep_one_s_age(visitor):
    visitor.live_in()
    visitor.post(question(0), passer="1")

    assert visitor.address == question(1)


# --- What is counted -----------------------------------------------------------------------------------
def test_a_search_is_counted_when_an_answer_completes_it_not_when_it_is_read_again(visitor):
    OfferFactory()
    visitor.reach_results()
    visitor.open(RESULTS)
    visitor.open(RESULTS)

    searches = Search.objects.values_list("age_group", "area", "offers_found", "answers")
    assert [(age, area, found) for age, area, found, _ in searches] == [("18-20", "epci:244200770", 1)]
    assert searches[0][3] == {"statut": ["recherche"], "cherche": ["emploi"], "permis": ["non"]}


def test_the_same_answers_sent_twice_are_one_search_and_others_are_another(visitor):
    visitor.reach_results()
    visitor.answer(3, ressources="450", handicap="oui")
    assert Search.objects.count() == 1

    visitor.answer(1, statut="lycee")
    assert Search.objects.count() == 2


# --- What is counted --------------------------------------------------------------------------------
def tallies():
    rows = PageTally.objects.order_by("page", "question")
    return {(row.page, row.question): (row.answered, row.went_on, row.finished) for row in rows}


def test_the_pages_sent_are_counted_once_for_a_visit(visitor):
    visitor.live_in()
    visitor.say_age(19)
    assert tallies() == {}

    visitor.answer(1, statut="ne-sais-pas", cherche=["emploi"])
    visitor.open(question(1))
    visitor.answer(1, statut="lycee", cherche=["emploi"])

    assert tallies() == {(1, ""): (1, 0, 0), (1, "cherche"): (1, 0, 0), (1, "statut"): (1, 0, 0)}
    assert PageTally.objects.get(question="statut").unknown == 1

    visitor.answer(2, ressources="", handicap="non")
    visitor.answer(2, ressources="450", handicap="non")

    assert tallies() == {
        (1, ""): (1, 1, 0),
        (1, "cherche"): (1, 0, 0),
        (1, "statut"): (1, 0, 0),
        (3, ""): (1, 0, 1),
        (3, "handicap"): (1, 0, 0),
        (3, "ressources"): (1, 0, 0),
    }
    assert PageTally.objects.get(question="ressources").left_blank == 1
