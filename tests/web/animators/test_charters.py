"""The pages of charters for the network: who reads, who acts, what each gesture does."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from icalendar import Calendar

from boussole.audit.models import Entry
from boussole.partners.actions import charters as signing
from boussole.partners.models import CharterAgreement, CharterText, Signatory
from boussole.web.animators.charter_changes import paragraphs_between
from tests.factories.accounts import MandateFactory
from tests.factories.partners import CharterFactory, ReferentFactory, StructureFactory
from tests.factories.territories import TerritoryFactory
from tests.hands import hands
from tests.partners.charter_signing import NOW, Office, mails, office
from tests.partners.test_charter_fields_and_dates import PNG
from tests.signing import sign_in
from tests.web.extranet.reading import words

__all__ = ["hands"]

pytestmark = pytest.mark.django_db
CHARTERS = "/animation/chartes/"


@pytest.fixture
def place(hands) -> Office:
    return office()


@pytest.fixture
def claire(place) -> Client:
    return sign_in(Client(), place.claire)


@pytest.fixture
def others(place) -> dict[str, Client]:
    """Who reads without acting."""
    regional = MandateFactory(role="REGIONAL", territory=None, region="84").user
    national = MandateFactory(role="NATIONAL", territory=None).user
    return {"regional": sign_in(Client(), regional), "national": sign_in(Client(), national)}


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.status_code
    return words(answer.content.decode())


def test_a_structure_without_a_charter_is_listed_and_prepared(place, claire):
    assert "Préparer la charte de La Fabrique" in page(claire, CHARTERS)
    claire.post(f"/animation/partenaires/{place.structure.public_id}/charte/", {"territory": "loire"})

    charter = CharterAgreement.objects.get()
    assert "Envoyer aux quatre signataires" in page(claire, f"{CHARTERS}{charter.public_id}/")
    assert "La Fabrique et Info Jeunes Loire s’engagent" in page(claire, f"{CHARTERS}{charter.public_id}/")


def test_what_is_missing_is_completed_then_it_is_sent(place, claire):
    charter = place.prepared()
    charter.signatories.filter(role="DIRECTOR").update(email="")
    own = f"{CHARTERS}{charter.public_id}/"
    assert "À compléter" in page(claire, own)
    claire.post(f"{own}envoi/")
    assert mails("charter_to_sign") == []

    person = {"name": "Sylvie Meunier", "function": "Directrice", "email": "sylvie@example.org"}
    claire.post(f"{own}signataires/director/", person)
    claire.post(f"{own}envoi/")
    assert len(mails("charter_to_sign")) == 4
    claire.post(f"{own}signataires/director/renvoi/")
    assert mails("charter_to_sign").count("sylvie@example.org") == 2


def test_what_is_ready_leaves_at_one_press_and_only_once(place, claire, others):
    """After a change of substance: two structures are asked again, a third is incomplete."""
    for name in ("La Maison", "Le Relais", "L’Escale"):
        structure = StructureFactory(name=name, charter=None)
        ReferentFactory(structure=structure, role="MANAGER", user__job_title="Présidente")
    place.structure.move_to("LEFT", by=None, at=NOW)
    assert "Préparer ces chartes" in page(claire, CHARTERS)
    for told in ("3 chartes préparées", "Rien à préparer"):
        answer = claire.post(f"{CHARTERS}preparation/", follow=True)
        assert told in words(answer.content.decode())
    CharterAgreement.objects.filter(structure__name="Le Relais").update(
        text=None
    )  # welcomed before its words
    answer = claire.post(f"{CHARTERS}preparation/", {"sans_texte": "1"}, follow=True)
    assert "1 charte préparée" in words(answer.content.decode())
    Signatory.objects.filter(role="DIRECTOR").update(name="Sylvie Meunier", function="Directrice")
    CharterAgreement.objects.get(structure__name="L’Escale").signatories.filter(role="REFERENT").update(
        email=""
    )
    assert "Envoyer plusieurs chartes" in page(claire, CHARTERS)
    shown = page(claire, f"{CHARTERS}envoi/")
    assert "Prêtes à partir 2 chartes" in shown
    assert "L’Escale Loire Il manque le nom, la fonction ou l’adresse de : Référent" in shown

    everything = {
        "charte": [str(each) for each in CharterAgreement.objects.values_list("public_id", flat=True)]
    }
    for client in others.values():
        assert client.post(f"{CHARTERS}envoi/", everything).status_code == 404
    assert "Cochez au moins une charte" in words(
        claire.post(f"{CHARTERS}envoi/", follow=True).content.decode()
    )
    for told in ("2 chartes partent", "« L’Escale » n’est pas partie. Il manque"):
        answer = claire.post(f"{CHARTERS}envoi/", everything, follow=True)
        assert told in words(answer.content.decode())
    assert len(mails("charter_to_sign")) == 2 * 4, "pressed twice, written once"
    assert Entry.objects.filter(code="charter.sent").count() == 2


def test_the_region_and_the_country_read_and_change_nothing(place, others):
    charter = place.sent()
    own = f"{CHARTERS}{charter.public_id}/"
    for client in others.values():
        assert "La Fabrique" in page(client, f"{CHARTERS}?etat=en-signature")
        assert "Renvoyer le mail" not in page(client, own)
        for gesture in ("envoi/", "abandon/", "papier/", "preavis/", "signataires/director/"):
            assert client.post(own + gesture).status_code == 404, gesture
    observer = MandateFactory(role="OBSERVER", territory=None, region="84").user
    assert sign_in(Client(), observer).get(CHARTERS).status_code == 404
    MandateFactory(user=observer, territory=TerritoryFactory(code="paris", areas=["departement:75"]))
    assert sign_in(Client(), observer).get(own).status_code == 404, "animating elsewhere opens nothing here"


def test_the_animator_signs_from_the_page_by_a_link_of_their_own(place, claire):
    charter = place.sent()
    answer = claire.post(f"{CHARTERS}{charter.public_id}/signataires/animator/signer/")
    there = claire.get(answer["Location"])["Location"]
    claire.post(there, {"words_hash": charter.words_hash, "agrees": "on"})

    assert place.signatory("ANIMATOR").proof == "ACCOUNT"
    for role in ("director", "representative"):
        assert claire.post(f"{CHARTERS}{charter.public_id}/signataires/{role}/signer/").status_code == 404


def test_a_paper_is_filed_by_hand_and_marked(place, claire):
    charter = place.sent()
    own = f"{CHARTERS}{charter.public_id}/"
    posted = {"signed_on": "2026-11-20", "verified": "on"}
    refused = claire.post(f"{own}papier/", posted | {"scan": SimpleUploadedFile("charte.pdf", b"MZ rien")})
    assert "ni un PDF" in words(refused.content.decode())
    claire.post(f"{own}papier/", posted | {"scan": SimpleUploadedFile("charte.pdf", PNG)})

    assert "Signée sur papier" in page(claire, own)
    file = claire.get(f"{own}document/")
    assert (file.content, file["Content-Type"]) == (PNG, "image/png")


def test_after_a_refusal_the_page_leads_to_the_next_charter(place, claire, others):
    charter = place.sent()
    own = f"{CHARTERS}{charter.public_id}/"
    assert "Préparer une nouvelle charte" not in page(claire, own)
    animator, proof = place.signatory("ANIMATOR"), Signatory.Proof.ACCOUNT
    signing.refuse(animator, proof=proof, reason="Pas cet été.", by=place.claire, now=NOW)

    assert "Préparer une nouvelle charte" in page(claire, own)
    assert "Préparer une nouvelle charte" not in page(others["regional"], own)
    claire.post(f"/animation/partenaires/{place.structure.public_id}/charte/", {"territory": "loire"})
    assert "Préparer une nouvelle charte" not in page(claire, own)


def test_a_notice_announces_its_effects_first(place, claire):
    charter = place.signed()
    own = f"{CHARTERS}{charter.public_id}/"
    assert "Ce que la fin de la charte change" in page(claire, f"{own}preavis/")
    early = claire.post(f"{own}preavis/", {"ends_on": "2026-11-30", "reason": "Fin."})
    assert "Choisissez un jour à partir du mercredi 23 décembre 2026." in words(early.content.decode())
    claire.post(f"{own}preavis/", {"ends_on": "2026-12-31", "sooner_on": "2026-12-04", "reason": "Fin."})

    assert "propose de finir plus tôt, dès le vendredi 4 décembre 2026" in page(claire, own)
    sooner = f"{own}fin-plus-proche/"
    assert "attend une réponse" in page(claire, sooner)
    claire.post(sooner, {"accepter": "2026-12-04"})  # her own proposal
    claire.post(sooner, {"retirer": "1"})
    late = claire.post(sooner, {"sooner_on": "2027-01-04"})
    assert "Choisissez un jour avant le jeudi 31 décembre 2026" in words(late.content.decode())
    assert "Préavis en cours" in page(claire, own)
    claire.post(f"{own}preavis/annulation/")
    assert "En vigueur" in page(claire, own)
    assert claire.get(sooner).url == own


def test_a_manager_agrees_to_an_earlier_end_on_the_extranet(place, claire):
    charter = place.signed()
    claire.post(
        f"{CHARTERS}{charter.public_id}/preavis/",
        {"ends_on": "2026-12-31", "sooner_on": "2026-12-04", "reason": "Fin."},
    )
    manager, sooner = Client(), f"/extranet/chartes/{charter.public_id}/fin-plus-proche/"
    sign_in(manager, place.manager)
    assert "On vous propose de finir la charte plus tôt La Fabrique" in page(manager, "/extranet/")
    assert "Préavis en cours" in page(manager, f"/extranet/structure/{place.structure.public_id}/")
    assert "Préavis en cours" in page(claire, f"/animation/partenaires/{place.structure.public_id}/")
    assert "On vous propose de finir plus tôt" in page(manager, sooner)
    manager.post(sooner, {"accepter": "2026-12-03"})
    charter.refresh_from_db()
    assert charter.ends_on == date(2026, 12, 31), "not the day that was proposed"
    manager.post(sooner, {"accepter": "2026-12-04"})
    charter.refresh_from_db()
    assert (charter.ends_on, charter.is_end_agreed) == (date(2026, 12, 4), True)
    assert "Un préavis court La Fabrique" in page(manager, "/extranet/")
    told = page(manager, f"/extranet/structure/{place.structure.public_id}/charte/")
    assert "y met fin : préavis donné le lundi 23 novembre 2026" in told
    assert "Préavis donné lundi 23 novembre 2026" in told, "in its history"
    assert "Dernier jour : le jeudi 31 décembre 2026. Fin proposée dès le vendredi 4 décembre 2026." in told
    assert "Fin plus proche acceptée" in told


def test_the_calendar_and_the_list_of_the_year_take_fixed_queries(
    place, claire, others, django_assert_max_num_queries
):
    for number in range(3):
        CharterFactory(
            structure=StructureFactory(name=f"=Maison {number}", charter=None),
            territory=place.territory,
            signed_on=date(2026, 1, 13 + number),
        )
    for path in ("", "calendrier/", "annee/", "?etat=en-vigueur", "envoi/"):
        with django_assert_max_num_queries(26):
            claire.get(CHARTERS + path)
    assert "mercredi 13 janvier 2027 =Maison 0 Renouvellement" in page(claire, f"{CHARTERS}calendrier/")
    events = Calendar.from_ical(claire.get(f"{CHARTERS}calendrier.ics").content).walk("VEVENT")
    assert [each.decoded("dtstart") for each in events] == [date(2027, 1, 13 + n) for n in range(3)]

    for client in (claire, *others.values()):
        file = client.get(f"{CHARTERS}annee/fichier/?annee=2026")
        rows = list(openpyxl.load_workbook(io.BytesIO(file.content)).active.values)
        assert [row[0] for row in rows] == ["Structure", "'=Maison 0", "'=Maison 1", "'=Maison 2"]
        assert rows[1][5:7] == ("13/01/2026", "13/01/2027")


def test_a_text_is_written_compared_and_put_in_use_by_its_level(place, claire, others):
    national = others["national"]
    assert claire.get(f"{CHARTERS}textes/ecrire/national/").status_code == 404
    wrong = national.post(f"{CHARTERS}textes/ecrire/national/", {"title": "Charte", "body": "Bonjour {nom}"})
    assert "le champ « {nom} » n’existe pas" in words(wrong.content.decode())
    body = place.text.body.replace("s’engagent", "promettent")
    national.post(f"{CHARTERS}textes/ecrire/national/", {"title": "Charte", "body": body})
    draft = CharterText.objects.get(status="DRAFT")
    assert claire.get(f"{CHARTERS}textes/{draft.public_id}/").status_code == 404, "not yet read"
    assert "retiré : s’engagent" in page(national, f"{CHARTERS}textes/{draft.public_id}/changements/")

    place.signed()
    usage = f"{CHARTERS}textes/{draft.public_id}/usage/"
    assert "Dites ce qui change" in words(national.post(usage, {"kind": "fond"}).content.decode())
    national.post(usage, {"kind": "fond", "what_changes": "On promet."})
    assert "Elle remplacera la charte en vigueur" in page(
        claire, f"{CHARTERS}{CharterAgreement.objects.get(status='PREPARED').public_id}/"
    )


def test_paragraphs_are_compared_one_by_one():
    found = paragraphs_between("Un.\n\nDeux mots.\n\nTrois.", "Un.\n\nDeux autres mots.\n\nTrois.\n\nQuatre.")
    assert [each.is_kept for each in found] == [True, False, True, False]
    assert [segment.text for segment in found[3].segments] == ["Quatre."]


def test_a_mailbox_is_not_filled_by_changing_a_signatory(place, claire):
    charter = place.sent()
    own = f"{CHARTERS}{charter.public_id}/signataires/director/"
    for number in range(7):
        said = {"name": "Prénom Director", "function": f"Fonction {number}", "email": "director@example.org"}
        answer = claire.post(own, said)

    assert "Cinq mails sont déjà partis" in words(answer.content.decode())
    assert len([each for each in mails("charter_to_sign") if each == "director@example.org"]) == 1 + 5


def test_what_is_signed_is_what_is_read(place, claire):
    """A sign that reverses a line, or hides in it, would be in the words and their hash, and not before the eyes."""
    body = {
        "title": "Charte\u202e de\nl’accueil\u00a0!",
        "body": "Sans\u200b contrepartie.\r\n\r\nFait le {date}.",
    }
    claire.post(f"{CHARTERS}textes/ecrire/loire/", body)
    text = CharterText.objects.get(territory=place.territory)
    assert (text.title, text.body) == ("Charte de l’accueil\u00a0!", "Sans contrepartie.\n\nFait le {date}.")

    charter = place.sent()
    own = f"{CHARTERS}{charter.public_id}/signataires/director/"
    claire.post(
        own, {"name": "Lou\u202e Roche", "function": "Directrice\tadjointe", "email": "lou@example.org"}
    )
    director = place.signatory("DIRECTOR")
    assert (director.name, director.function) == ("Lou Roche", "Directrice adjointe")
