"""What the young person says from their page: one press, what it brought about, what comes next."""

import pytest

from boussole.contact_requests import actions, links
from boussole.contact_requests.models import ContactRequest
from boussole.mail.models import OutgoingMessage
from boussole.questionnaires.models import Theme
from tests.factories.contact_requests import FilingFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory


@pytest.fixture
def lina(visitor, filing):
    """Lina, who has opened her link."""
    visitor.open(f"/suivi/{links.token_for(filing)}/")
    return visitor


def press(lina, gesture: str, contact_request) -> str:
    lina.post(f"/suivi/{gesture}/{contact_request.public_id}/")
    return lina.text


def messages(name: str) -> int:
    return OutgoingMessage.objects.filter(template__endswith=f"/{name}").count()


# --- « Personne ne m’a contacté » -----------------------------------------------------------------
def test_before_the_date_the_page_says_when_it_will_be(lina, contact_request):
    said = press(lina, "pas-contacte", contact_request)

    assert "C’est encore dans les temps" in said
    assert "te contacte au plus tard le mercredi 25 novembre au soir" in said
    assert contact_request.words.count() == 0


def test_after_the_date_one_press_tells_everybody(lina, contact_request, time):
    time.forward(days=2, hours=15)
    lina.open("/suivi/")
    assert "La date promise est passée" in lina.text
    assert "désolés" not in lina.text

    said = press(lina, "pas-contacte", contact_request)

    assert "Toute l’équipe de Mission locale du Phare" in said
    assert "Tu l’as dit aujourd’hui." in said
    assert "Tu as dit : personne ne m’a contacté" in said
    assert messages("not_contacted") == 2  # the contact of the offer, and the referent

    assert "Tu l’as déjà dit aujourd’hui" in press(lina, "pas-contacte", contact_request)
    assert messages("not_contacted") == 2


def test_against_the_log_both_words_are_kept(lina, contact_request, referent, time):
    actions.log_attempt(
        contact_request, kind="CALL", result="NOT_REACHED", by=referent, now=time.forward(hours=1)
    )

    said = press(lina, "pas-contacte", contact_request)

    assert "ta parole est gardée à côté de la sienne" in said
    assert "On a essayé de t’appeler, sans réponse" in said
    assert "Tu as dit : personne ne m’a contacté" in said


# --- « On m’a contacté », relancer ----------------------------------------------------------------
def test_contacted_is_noted_beside_the_log(lina, contact_request):
    said = press(lina, "contacte", contact_request)

    assert "Mission locale du Phare doit encore l’écrire de son côté" in said
    assert "Tu as dit : on m’a contacté" in said
    assert "Tu l’as déjà dit" in press(lina, "contacte", contact_request)


def test_a_nudge_once_a_day(lina, contact_request, time):
    said = press(lina, "relance", contact_request)
    assert "Mission locale du Phare reçoit ta relance" in said
    assert "Tu pourras le refaire demain" in said

    assert "Tu as déjà relancé la structure aujourd’hui" in press(lina, "relance", contact_request)
    assert messages("nudge") == 1

    time.forward(days=1)
    assert "Relancer la structure" in lina.open("/suivi/").content.decode()


@pytest.mark.parametrize("gesture", ["contacte", "pas-contacte", "relance"])
def test_reading_an_address_changes_nothing(lina, contact_request, gesture):
    lina.open(f"/suivi/{gesture}/{contact_request.public_id}/")

    assert lina.address == "/suivi/"
    assert contact_request.words.count() == 0


@pytest.mark.parametrize("gesture", ["contacte", "pas-contacte", "relance", "avis"])
def test_nobody_speaks_for_another(lina, gesture):
    other = FilingFactory(offers=[OfferFactory()]).contact_requests.get()

    assert lina.post(f"/suivi/{gesture}/{other.public_id}/").status_code == 404


def test_without_the_link_nothing_can_be_said(visitor, contact_request):
    assert visitor.post(f"/suivi/relance/{contact_request.public_id}/").status_code == 404
    assert visitor.post(f"/suivi/autre-offre/{contact_request.offer_id}/").status_code == 404
    assert visitor.open("/suivi/moments/").status_code == 404


# --- Another offer in one press -------------------------------------------------------------------
@pytest.fixture
def another(open_theme):
    return OfferFactory(
        structure=StructureFactory(name="Le Sémaphore"),
        title="Chercher en groupe",
        promised_days=3,
        criteria={"statut": {"only": ["recherche"]}},
    )


def test_one_day_late_we_are_sorry_and_another_is_one_press_away(lina, contact_request, another, time):
    time.forward(days=4)
    lina.open("/suivi/")
    assert "Personne ne t’a contacté à temps" in lina.text
    assert "Nous en sommes désolés." in lina.text
    assert "Chercher en groupe" in lina.text
    assert "On te répond au plus tard lundi 30 novembre" in lina.text
    assert "Je cherche du travail" in lina.text  # what would be passed on

    lina.post(f"/suivi/autre-offre/{another.pk}/")

    new = ContactRequest.objects.get(offer=another)
    assert "Le Sémaphore te contacte au plus tard le lundi 30 novembre" in lina.text
    assert (new.filing, new.situation) == (contact_request.filing, contact_request.situation)
    assert messages("acknowledgement") == 2
    contact_request.refresh_from_db()
    assert contact_request.is_open


def test_pressed_twice_it_files_once(lina, contact_request, another, time):
    time.forward(days=4)

    lina.post(f"/suivi/autre-offre/{another.pk}/")
    lina.post(f"/suivi/autre-offre/{another.pk}/")

    assert ContactRequest.objects.filter(offer=another).count() == 1
    assert messages("recap") == 2  # one for each structure


def test_while_nobody_is_late_no_other_is_asked(lina, another):
    lina.post(f"/suivi/autre-offre/{another.pk}/")

    assert "personne n’est en retard" in lina.text
    assert not ContactRequest.objects.filter(offer=another).exists()


def test_an_offer_for_somebody_else_is_not_asked(lina, time):
    time.forward(days=4)
    pupils = OfferFactory(criteria={"statut": {"only": ["lycee"]}})

    lina.post(f"/suivi/autre-offre/{pupils.pk}/")

    assert "ne correspond pas à ta situation" in lina.text
    assert not ContactRequest.objects.filter(offer=pupils).exists()


# --- Moments, opinion -----------------------------------------------------------------------------
def test_moments_are_changed_alone(lina, filing):
    page = lina.open("/suivi/moments/").content.decode()
    assert 'value="MORNING"' in page

    lina.post("/suivi/moments/", moments=["EVENING"])

    filing.refresh_from_db()
    assert (filing.moments, filing.voicemail_ok, filing.phone) == (["EVENING"], False, "+33639981234")
    assert "Les structures qui s’occupent de ta demande sont prévenues." in lina.text
    assert messages("recap_corrected") == 1


def test_an_opinion_in_two_presses(lina, contact_request, referent, time):
    assert "quand quelqu’un t’aura contacté" in press(lina, "avis", contact_request)
    actions.log_attempt(
        contact_request, kind="CALL", result="REACHED", by=referent, now=time.forward(hours=1)
    )
    lina.open("/suivi/")
    assert "Dire si cela m’a aidé" in lina.text

    path = f"/suivi/avis/{contact_request.public_id}/"
    lina.post(path, helped="YES", score="4", word="Nadia a pris le temps.")

    assert "Merci" in lina.text
    assert "Ton avis : oui, 4 sur 5." in lina.text
    opinion = contact_request.opinion
    assert (opinion.helped, opinion.score, opinion.word) == ("YES", 4, "Nadia a pris le temps.")


def test_errors_keep_what_was_typed(lina, contact_request, referent, time):
    actions.log_attempt(
        contact_request, kind="CALL", result="REACHED", by=referent, now=time.forward(hours=1)
    )
    path = f"/suivi/avis/{contact_request.public_id}/"

    page = lina.post(path, helped="NO", word="Mon numéro est le 1 85 05 78 006 084 36.").content.decode()

    assert "Choisis une note de 1 à 5." in lina.text
    assert "numéro de sécurité sociale" in lina.text
    assert "1 85 05 78 006 084 36" in page
    assert 'value="NO" id="id_helped_2" checked' in page


# --- States ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("ACCOMPANIED", "Cette structure t’accompagne maintenant"),
        ("INFORMED", "On t’a donné l’information que tu cherchais"),
        ("APPOINTMENT", "Un rendez-vous est fixé"),
        ("NOT_ELIGIBLE", "Ce service ne correspond pas à ta situation"),
        ("NO_LONGER_NEEDED", "Tu n’en as plus besoin"),
    ],
)
def test_each_end_is_told(lina, contact_request, referent, time, outcome, words):
    actions.log_attempt(
        contact_request, kind="CALL", result="REACHED", by=referent, now=time.forward(hours=1)
    )
    actions.close(contact_request, outcome=outcome, by=referent, now=time.forward(hours=1))

    lina.open("/suivi/")

    assert words in lina.text
    assert "Tout est terminé ici." in lina.text
    assert "Dire si cela m’a aidé" in lina.text


def test_the_name_that_changes_is_told(lina, contact_request, referent, time):
    karim = ReferentFactory(structure=contact_request.structure, user__first_name="Karim").user
    actions.take_up(contact_request, by=referent, now=time.forward(hours=1))
    actions.assign(contact_request, to=karim, by=referent, now=time.forward(hours=1))

    lina.open("/suivi/")

    assert "C’est maintenant Karim qui s’occupe de ta demande" in lina.text
    assert "Karim te contacte au plus tard mercredi 25 novembre" in lina.text


def test_the_way_out_is_on_every_page_where_answers_are_sensitive(lina, contact_request, referent, time):
    Theme.objects.update(is_sensitive=True)
    actions.log_attempt(
        contact_request, kind="CALL", result="REACHED", by=referent, now=time.forward(hours=1)
    )

    for path in ("/suivi/", "/suivi/moments/", f"/suivi/avis/{contact_request.public_id}/"):
        assert "Quitter vite" in lina.open(path).content.decode()
