"""The one form: sent once whatever happens, told in full before, and nothing typed is ever lost."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection

from boussole.contact_requests.models import ContactRequest, Filing
from boussole.mail.models import OutgoingMessage
from boussole.offers.models import Offer
from boussole.web.public.forms.filing import AGREEMENT_VERSION
from tests.factories.offers import OfferFactory
from tests.factories.questionnaires import QuestionnaireFactory, TerritoryThemeFactory, ThemeFactory
from tests.web.public.visitor import fields_of

FORM = "/ma-demande/"


def unreachable(*_):
    """Every statement fails, as when the database cannot be reached."""
    raise OperationalError


def recaps():
    return OutgoingMessage.objects.filter(template__contains="/recap").order_by("created_at", "pk")


def acknowledgements():
    return OutgoingMessage.objects.filter(template__endswith="/acknowledgement")


# --- What is sent ------------------------------------------------------------------------------------
def test_one_form_asks_two_structures_and_shows_names_and_dates(visitor):
    near, far = OfferFactory(promised_days=2), OfferFactory(promised_days=5)
    visitor.reach_results()

    visitor.file(
        near, far, email="lina@example.org", moments=["MORNING"], voicemail_ok="on", message="Merci."
    )

    assert visitor.address == "/ma-demande/envoyee/"
    assert near.structure.name in visitor.text
    assert "au plus tard mercredi 25 novembre" in visitor.text
    assert "au plus tard samedi 28 novembre" in visitor.text
    filing = Filing.objects.get()
    assert filing.number in visitor.text
    assert (
        filing.phone,
        filing.email,
        filing.first_name,
        filing.moments,
        filing.voicemail_ok,
        filing.message,
    ) == (
        "+33639981234",
        "lina@example.org",
        "Lina",
        ["MORNING"],
        True,
        "Merci.",
    )
    assert (filing.age, filing.commune, filing.is_quarantined) == (19, "42218", False)
    assert {request.offer for request in filing.contact_requests.all()} == {near, far}
    assert acknowledgements().count() == 1
    assert recaps().count() == 2


def test_the_agreement_is_kept_with_its_version_its_moment_and_its_list(visitor, time):
    visitor.reach_results()
    visitor.file(OfferFactory())

    filing = Filing.objects.get()
    assert (filing.agreement_version, filing.agreed_at) == (AGREEMENT_VERSION, time.now)
    assert filing.shared_questions == [
        "emploi/cherche",
        "emploi/handicap",
        "emploi/permis",
        "emploi/ressources",
        "emploi/statut",
    ]


def test_the_structure_reads_the_words_that_were_shown_and_why_it_matched(visitor):
    visitor.reach_results()
    visitor.file(OfferFactory(criteria={"statut": {"only": ["recherche"]}}))

    request = ContactRequest.objects.get()
    assert request.situation[0] == {
        "question": "statut",
        "label": "Situation",
        "text": "Je cherche du travail",
        "sensitive": False,
    }
    assert request.reasons == ["tu cherches du travail"]


def test_everything_that_will_be_shared_is_on_the_page_with_its_box_and_its_way_to_change(visitor):
    offer = OfferFactory()
    visitor.reach_results()
    visitor.pick(offer)
    form = visitor.form()

    assert form["shared"] == [
        "emploi/statut",
        "emploi/cherche",
        "emploi/permis",
        "emploi/ressources",
        "emploi/handicap",
    ]
    for words in ("Je cherche du travail", "450 € par mois", "Handicap ou maladie : Oui", "Sensible"):
        assert words in visitor.text.replace("\u00a0", " ")
    assert visitor.page.content.decode().count('name="modifier"') == 5
    assert f"J’accepte que {offer.structure.name} reçoive mes coordonnées" in visitor.text
    assert 'name="agreement" id="id_agreement" checked' not in visitor.page.content.decode()


def test_a_line_taken_out_is_not_shared_and_the_request_still_goes(visitor):
    visitor.reach_results()
    visitor.pick(OfferFactory())
    form = visitor.form()

    visitor.send(form, shared=["emploi/statut"])

    assert visitor.address == "/ma-demande/envoyee/"
    assert [line["question"] for line in ContactRequest.objects.get().situation] == ["statut"]


def test_without_the_box_nothing_leaves(visitor):
    visitor.reach_results()
    visitor.pick(OfferFactory())

    visitor.send(visitor.form(), agreement="")

    assert "Coche cette case pour envoyer ta demande" in visitor.text
    assert Filing.objects.count() == OutgoingMessage.objects.count() == 0


def test_each_structure_reads_the_answers_of_its_own_theme_alone(visitor):
    other = ThemeFactory(code="logement")
    TerritoryThemeFactory(theme=other)
    QuestionnaireFactory(theme=other)
    work, home = OfferFactory(), OfferFactory(theme=other)
    visitor.reach_results()

    visitor.file(work, home)

    requests = {request.offer: request.situation for request in ContactRequest.objects.all()}
    assert len(requests[work]) == 5
    assert requests[home] == []  # nothing was answered about housing


@pytest.mark.parametrize(
    ("way", "value"),
    [
        ("phone", "+33 6 39 98 12 34"),
        ("phone", "06.39.98.12.34"),
        ("phone", "01 99 00 12 34"),
        ("phone", "0692 12 34 56"),
        ("email", "lina+boussole@example.org"),
    ],
)
def test_a_phone_or_an_email_is_enough(visitor, way, value):
    visitor.reach_results()

    visitor.file(OfferFactory(), **{"phone": "", "email": "", way: value})

    assert visitor.address == "/ma-demande/envoyee/"


def test_with_a_landline_alone_the_page_says_to_note_the_link(visitor):
    visitor.reach_results()
    visitor.file(OfferFactory(), phone="01 99 00 12 34")

    assert "Nous ne pouvons pas t’envoyer de SMS sur un téléphone fixe" in visitor.text


# --- What is corrected before it leaves ------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"phone": "", "email": ""}, "Donne un numéro de téléphone ou une adresse e-mail"),
        ({"phone": "06 39 98"}, "Ce numéro n’est pas complet ou n’existe pas"),
        ({"phone": "+44 20 7946 0958"}, "Ce numéro n’est pas français"),
        ({"phone": "", "email": "lina@"}, "Cette adresse e-mail n’est pas complète"),
        ({"first_name": "www.exemple.org"}, "Écris seulement ton prénom."),
        ({"message": "Je suis le 1 85 05 78 006 084 36"}, "numéro de sécurité sociale"),
        ({"message": "x" * 1001}, "Ton message est trop long"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(visitor, typed, says):
    visitor.reach_results()
    visitor.pick(OfferFactory())
    form = {**visitor.form(), "shared": ["emploi/statut"]}

    visitor.send(form, **{"message": "Plutôt le soir.", **typed})
    page = visitor.page.content.decode()

    assert says in visitor.text
    assert 'role="alert"' in page
    assert "Lina" in page or "first_name" in typed
    assert "Plutôt le soir." in page or "message" in typed
    assert page.count('name="shared"') == 5
    assert fields_of(visitor.page)["shared"] == ["emploi/statut"]
    assert Filing.objects.count() == 0


def test_the_age_is_asked_here_when_it_is_not_known(visitor):
    offer = OfferFactory()
    visitor.live_in()
    visitor.pick(offer)
    visitor.send(visitor.form())
    assert "Écris ton âge en chiffres" in visitor.text

    visitor.send(fields_of(visitor.page), age="17")
    assert visitor.address == "/ma-demande/envoyee/"
    assert Filing.objects.get().age == 17


# --- Under 15, through every door ------------------------------------------------------------------------
def test_under_15_the_form_does_not_open(visitor):
    offer = OfferFactory()
    visitor.live_in()
    visitor.pick(offer)
    visitor.say_age(14)

    visitor.open(FORM)

    assert visitor.address == "/avant-15-ans/"


def test_under_15_the_form_sent_all_the_same_keeps_nothing(visitor):
    visitor.reach_results()
    visitor.pick(OfferFactory())
    form = visitor.form()
    visitor.say_age(14)

    visitor.send(form)

    assert visitor.address == "/avant-15-ans/"
    assert Filing.objects.count() == 0


def test_under_15_typed_in_the_form_keeps_nothing(visitor):
    visitor.live_in()
    visitor.pick(OfferFactory())

    visitor.send(visitor.form(), age="14")

    assert visitor.address == "/avant-15-ans/"
    assert Filing.objects.count() == OutgoingMessage.objects.count() == 0


def test_under_15_nothing_is_added_to_the_selection(visitor):
    visitor.live_in()
    visitor.say_age(12)

    visitor.pick(OfferFactory())

    assert visitor.address == "/avant-15-ans/"


# --- Once, whatever happens --------------------------------------------------------------------------------
def test_a_double_press_files_once_with_the_same_receipt(visitor):
    visitor.reach_results()
    visitor.pick(OfferFactory())
    form = visitor.form()

    visitor.send(form)
    first = visitor.text
    visitor.send(form, wait=0)

    assert visitor.text == first
    assert Filing.objects.count() == ContactRequest.objects.count() == acknowledgements().count() == 1


def test_an_answer_lost_on_the_way_files_once(visitor):
    visitor.reach_results()
    visitor.pick(OfferFactory())
    form = visitor.form()
    before = visitor.client.cookies.copy()
    visitor.send(form)

    visitor.client.cookies = before  # the browser never received the answer, nor its cookie
    visitor.send(visitor.form())

    assert Filing.objects.count() == ContactRequest.objects.count() == 1


def test_two_tabs_file_once(visitor):
    visitor.reach_results()
    visitor.pick(OfferFactory())
    one_tab, another_tab = visitor.form(), visitor.form()

    visitor.send(one_tab)
    visitor.send(another_tab)

    assert Filing.objects.count() == ContactRequest.objects.count() == 1


def test_going_back_to_the_form_says_that_it_has_left(visitor):
    visitor.reach_results()
    visitor.file(OfferFactory())

    visitor.open(FORM)

    assert "Ta demande est déjà partie" in visitor.text


def test_sent_again_with_a_corrected_number_the_corrected_number_wins(visitor):
    visitor.reach_results()
    visitor.pick(OfferFactory())
    form = visitor.form()

    visitor.send(form, phone="06 39 98 00 01")
    visitor.send(form, phone="06 39 98 00 02")

    assert Filing.objects.get().phone == "+33639980002"
    assert ContactRequest.objects.count() == 1
    assert recaps().last().template.endswith("recap_corrected")


def test_corrections_have_an_end(visitor):
    visitor.reach_results()
    visitor.pick(OfferFactory())
    form = visitor.form()

    for number in range(9):
        visitor.send(form, phone=f"06 39 98 00 0{number}")

    assert "Tu as déjà corrigé cette demande plusieurs fois" in visitor.text
    assert Filing.objects.get().phone == "+33639980006"


def test_another_selection_is_another_filing(visitor):
    visitor.reach_results()
    visitor.file(OfferFactory())
    visitor.file(OfferFactory())

    assert Filing.objects.count() == 2


# --- What moves while one types ------------------------------------------------------------------------------
def test_an_offer_gone_meanwhile_is_removed_in_one_press_and_nothing_typed_is_lost(visitor):
    stays, goes = OfferFactory(), OfferFactory(title="Atelier du soir")
    visitor.reach_results()
    visitor.pick(stays, goes)
    form = visitor.form()
    Offer.objects.filter(pk=goes.pk).update(status=Offer.Status.PAUSED)

    visitor.send(form, message="Plutôt le soir.", moments=["EVENING"], shared=["emploi/statut"])
    assert "Une des offres choisies n’est plus proposée" in visitor.text
    assert "Atelier du soir Ce service n’est plus proposé." in visitor.text
    assert Filing.objects.count() == 0

    typed = {**fields_of(visitor.page), "phone": "06 39 98 12 34", "first_name": "Lina"}
    visitor.post(FORM, **typed, retirer=str(goes.pk))
    again = fields_of(visitor.page)
    assert again["offre"] == [str(stays.pk)]
    assert (again["message"], again["moments"], again["shared"], again["first_name"]) == (
        "Plutôt le soir.",
        "EVENING",
        ["emploi/statut"],
        "Lina",
    )

    visitor.send(again)
    assert [request.offer for request in ContactRequest.objects.all()] == [stays]


def test_the_last_offer_taken_out_leads_back_to_the_themes(visitor):
    offer = OfferFactory()
    visitor.reach_results()
    visitor.pick(offer)

    visitor.post(FORM, **visitor.form(), retirer=str(offer.pk))

    assert "Choisis d’abord un service" in visitor.text


def test_an_offer_that_does_not_serve_one_s_commune_cannot_be_asked(visitor):
    offer = OfferFactory(title="Atelier de Roanne", areas=["commune:42187"])
    visitor.reach_results()
    visitor.pick(offer)

    visitor.open(FORM)

    assert "Atelier de Roanne Ce service n’est pas ouvert là où tu habites." in visitor.text
    assert "Envoyer à" not in visitor.text


def test_changing_an_answer_comes_back_to_the_form_with_what_was_typed(visitor):
    visitor.reach_results()
    visitor.pick(OfferFactory())
    form = visitor.form()

    visitor.post(FORM, **{**form, "first_name": "Lina", "message": "Bonjour.", "modifier": "emploi/3"})
    assert visitor.address == "/themes/emploi/questions/3/"

    visitor.answer(3, ressources="900", handicap="non")
    assert visitor.address == FORM
    assert "900 € par mois" in visitor.text.replace("\u00a0", " ")
    again = fields_of(visitor.page)
    assert (again["first_name"], again["message"]) == ("Lina", "Bonjour.")


def test_answers_changed_in_another_tab_are_shown_again_before_they_leave(visitor):
    visitor.reach_results()
    visitor.pick(OfferFactory())
    form = visitor.form()
    visitor.answer(3, ressources="900", handicap="non")

    visitor.send(form)

    assert "Tes réponses ont changé depuis" in visitor.text
    assert Filing.objects.count() == 0
    visitor.send(fields_of(visitor.page))
    assert "900" in ContactRequest.objects.get().situation[3]["text"]


def test_a_page_open_since_yesterday_is_read_again_before_it_leaves(visitor):
    visitor.reach_results()
    visitor.pick(OfferFactory())

    visitor.send(visitor.form(), wait=25 * 3600)

    assert "Cette page est restée ouverte longtemps. Rien n’est parti" in visitor.text
    assert Filing.objects.count() == 0


def test_a_form_whose_seal_was_broken_is_shown_again(visitor):
    visitor.reach_results()
    visitor.pick(OfferFactory())

    visitor.send({**visitor.form(), "cachet": "forgé"})

    assert "Rien n’est parti" in visitor.text
    assert Filing.objects.count() == 0


def test_when_the_database_does_not_answer_the_page_keeps_what_was_typed(visitor):
    visitor.reach_results()
    visitor.pick(OfferFactory())
    form = visitor.form()

    with connection.execute_wrapper(unreachable):
        page = visitor.send(form, message="Plutôt le soir.")
    assert page.status_code == 503
    assert page.headers["Retry-After"] == "30"
    kept = fields_of(page, form="")
    assert kept["message"] == "Plutôt le soir."
    assert kept["cachet"] == form["cachet"]

    visitor.post(FORM, **kept)
    assert visitor.address == "/ma-demande/envoyee/"


def test_the_first_press_of_the_enter_key_sends(visitor):
    visitor.reach_results()
    visitor.pick(OfferFactory())
    visitor.open(FORM)

    form = visitor.page.content.decode().split('id="demande"')[1]
    assert 'name="' not in form.split("<button")[1].split(">")[0]


def test_the_page_costs_few_queries(visitor, django_assert_max_num_queries):
    offers = [OfferFactory() for _ in range(8)]
    visitor.reach_results()
    visitor.pick(*offers)

    with django_assert_max_num_queries(6):
        visitor.open(FORM)


def test_an_offer_that_begins_today_where_one_lives_can_be_asked_just_after_midnight(visitor, time):
    time.forward(hours=-9.5)  # 00:30 in Saint-Étienne, still the day before in Greenwich
    today = (time.now + timedelta(hours=1)).date()
    visitor.reach_results()

    visitor.file(OfferFactory(valid_from=today))

    assert visitor.address == "/ma-demande/envoyee/"


# --- Help ---------------------------------------------------------------------------------------------------
def test_help_numbers_are_on_the_form_and_on_the_receipt(visitor):
    visitor.reach_results()  # tells of a disability
    visitor.pick(OfferFactory())
    form = visitor.form()
    assert "3114" in visitor.text
    assert "Quitter vite" in visitor.text

    visitor.send(form)
    assert all(number in visitor.text for number in ("119", "3114", "3919", "114", "15"))
