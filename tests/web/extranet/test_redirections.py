"""Handing a request over, and taking one: what each sees, before and after (guarantees.md R21, T2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from boussole.contact_requests import actions
from boussole.contact_requests.models import ContactRequest, Redirection
from boussole.mail.models import OutgoingMessage
from tests.factories import NOW
from tests.factories.accounts import MandateFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.factories.questionnaires import ThemeFactory
from tests.factories.redirections import accept, propose
from tests.signing import sign_in
from tests.web.extranet.conftest import Office

DIAGNOSIS = "Cherche un toit avant un emploi."


@dataclass
class Escale:
    """The structure that is asked, and Karim who answers there."""

    offer: object
    karim: object
    client: Client

    def read(self, path: str) -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200, answer
        return text_of(answer)


def text_of(answer) -> str:
    return " ".join(unescape(answer.content.decode()).split())


@pytest.fixture
def escale(db):
    offer = OfferFactory(
        structure=StructureFactory(name="L’Escale"), title="Trouver un toit", promised_days=3
    )
    karim = ReferentFactory(structure=offer.structure, user__first_name="Karim").user
    return Escale(offer, karim, sign_in(Client(), karim))


@pytest.fixture
def lina(office: Office) -> ContactRequest:
    """Lina asked Le Phare, who has written a shared note and a private one."""
    row = office.request(message="canari-message", second_commune="42187")
    actions.take_up(row, by=office.nadia, now=NOW)
    for text, visibility in (("canari-partagé", "SHARED"), ("canari-privé", "PRIVATE")):
        actions.add_note(
            row, text=text, visibility=visibility, by=office.nadia, now=office.hands.forward(seconds=1)
        )
    return row


# --- Step by step -----------------------------------------------------------------------------------
def walk(office: Office, row: ContactRequest, *pages: dict[str, object]) -> str:
    """Send each page of the wizard, with what the earlier ones held, and read the last answer."""
    url = reverse("extranet:redirect", args=[row.public_id])
    kept: dict[str, object] = {}
    answer = office.client.get(url)
    for posted in pages:
        kept |= posted
        answer = office.client.post(url, kept, follow=True)
        assert answer.status_code == 200
    return text_of(answer)


def need(**changes: object) -> dict[str, object]:
    return {"etape": "besoin", "reason": "OTHER_NEED", "diagnosis": DIAGNOSIS} | changes


def target(escale: Escale) -> dict[str, object]:
    return {"etape": "destinataire", "target": f"offre:{escale.offer.code}"}


SHARING = {"etape": "transmis", "vu": "1", "shared": ["situation/statut"], "agreement": "TOLD"}
SEND = {"etape": "relecture"}


def test_from_the_need_to_the_proposal(office, lina, escale):
    assert "Pourquoi réorienter ?" in walk(office, lina)
    assert "Correspond à sa situation" in walk(office, lina, need())
    third = walk(office, lina, need(), target(escale))
    assert "Situation : Je cherche du travail" in third
    assert "1 note de suivi" in third
    summary = walk(office, lina, need(), target(escale), SHARING)
    assert "jeudi 26 novembre" in summary
    assert "N’est pas transmis : étudie ou travaille à, handicap ou maladie, son message." in summary
    assert not Redirection.objects.exists()

    done = walk(office, lina, need(), target(escale), SHARING, SEND)

    assert "La demande est proposée à L’Escale." in done
    assert "répond au plus tard le mercredi 25 novembre." in done
    made = Redirection.objects.get()
    assert (made.diagnosis, made.status, made.by) == (DIAGNOSIS, "PROPOSED", office.nadia)
    assert made.shared_fields == ["age", "commune", "situation/statut", "contact", "notes"]


def test_sensitive_lines_are_not_ticked_at_first(office, lina, escale):
    page = office.client.post(
        reverse("extranet:redirect", args=[lina.public_id]), need() | target(escale)
    ).content.decode()

    ticked = {code for code in ("situation/statut", "situation/handicap", "message") if is_ticked(page, code)}
    assert ticked == {"situation/statut", "message"}


def is_ticked(page: str, value: str) -> bool:
    tag = page[page.index(f'value="{value}"') :].partition(">")[0]
    return "checked" in tag


@pytest.mark.parametrize(
    ("pages", "says"),
    [
        ([need(diagnosis="")], "Ce champ est obligatoire"),
        ([need(diagnosis="Lina cherche un toit")], "Retirez le prénom"),
        ([need(), {"etape": "destinataire"}], "Choisissez une offre, ou un organisme"),
        ([need(), {"etape": "destinataire", "target": "dehors"}], "Écrivez le nom de l’organisme."),
        ([need(), {"etape": "destinataire", "target": "offre:inconnue"}], "ne peut plus être proposée"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(office, lina, pages, says):
    page = walk(office, lina, *pages)

    assert says in page
    if pages[0]["diagnosis"]:
        assert str(pages[0]["diagnosis"]) in page


def test_going_back_loses_nothing(office, lina, escale):
    page = walk(office, lina, need(), target(escale), SHARING | {"revenir": "1"})

    assert "À qui proposer la demande ?" in page
    assert is_ticked_target(office, lina, escale)


def is_ticked_target(office, lina, escale) -> bool:
    page = office.client.post(
        reverse("extranet:redirect", args=[lina.public_id]),
        need() | target(escale) | SHARING | {"revenir": "1"},
    ).content.decode()
    return is_ticked(page, f"offre:{escale.offer.code}") and DIAGNOSIS in page


@pytest.mark.parametrize("typed", ["escale", "L’ESCALE", "trouver toit", "saint-etienne", "st etienne"])
def test_the_directory_is_searched_as_people_type(office, lina, escale, typed):
    page = walk(office, lina, need(), {"etape": "destinataire", "q": typed, "chercher": "1"})

    assert "Trouver un toit, L’Escale" in page


def test_outside_the_network_nothing_is_ticked_and_the_request_ends(office, lina):
    outside = {
        "etape": "destinataire",
        "target": "dehors",
        "outside_name": "Clinique du droit",
        "outside_contact": "01 99 00 12 12, le lundi",
    }
    assert "Rien d’elle n’est transmis" in walk(office, lina, need(), outside)

    done = walk(office, lina, need(), outside, SEND)

    assert "Clinique du droit" in done
    assert Redirection.objects.get().status == "ORIENTED"


def test_cancelling_keeps_the_request(office, lina, escale):
    propose(lina, to_offer=escale.offer, by=office.nadia)

    page = " ".join(unescape(office.post("cancel_redirection", lina.public_id)).split())

    assert "La réorientation est annulée" in page
    assert "Réorienter vers une autre structure" in page


def test_an_agreement_told_on_the_phone_is_noted(office, lina, escale):
    propose(lina, to_offer=escale.offer, by=office.nadia, agreement="ASKED")

    page = " ".join(unescape(office.post("note_agreement", lina.public_id)).split())

    assert "L’accord est noté." in page
    assert Redirection.objects.get().status == "PROPOSED"


# --- What each sees ---------------------------------------------------------------------------------
PERSONAL = (
    "Lina", "06 39 98 12 34", "639981234", "lina@example.org", "canari-message", "Roanne", "canari-partagé",
)  # fmt: skip
UNTICKED = ("Handicap", "canari-message", "Roanne")
PRIVATE = ("canari-privé",)


def seen_in(text: str, words) -> set[str]:
    return {word for word in words if word in text}


def everything(client: Client, *paths: str) -> str:
    """Every byte of these pages; what does not exist says nothing."""
    return "".join(
        unescape(client.get(path).content.decode()) for path in paths if client.get(path).status_code != 404
    )


def mails_to(*addresses: str) -> str:
    rows = OutgoingMessage.objects.filter(to_address__in=addresses)
    return "\n".join(f"{each.subject} {each.body}" for each in rows)


def pages_of(row: ContactRequest) -> list[str]:
    return [
        f"/extranet/demandes/{row.public_id}/",
        "/extranet/demandes/?etat=toutes",
        "/extranet/demandes/?etat=toutes&q=lina",
        "/extranet/demandes/?etat=toutes&q=98123",
        "/extranet/",
    ]


def test_before_accepting_the_receiver_reads_no_name(office, lina, escale):
    redirection = propose(
        lina, to_offer=escale.offer, by=office.nadia, diagnosis=DIAGNOSIS, now=office.hands.now
    )

    page = escale.read(f"/extranet/reorientations/{redirection.public_id}/")

    assert seen_in(page, ("19 ans", "Saint-Étienne", "Je cherche du travail", DIAGNOSIS, "jeudi 26 novembre")) == {
        "19 ans", "Saint-Étienne", "Je cherche du travail", DIAGNOSIS, "jeudi 26 novembre",
    }  # fmt: skip
    everywhere = everything(escale.client, "/extranet/reorientations/", "/extranet/", *pages_of(lina))
    everywhere += page + mails_to(*escale.offer.contact_emails, escale.karim.email)
    assert seen_in(everywhere, (*PERSONAL, *UNTICKED, *PRIVATE)) == set()
    assert "1 réorientation à examiner" in " ".join(unescape(everything(escale.client, "/extranet/")).split())


def test_accepted_the_receiver_reads_what_was_agreed_and_no_more(office, lina, escale):
    redirection = propose(lina, to_offer=escale.offer, by=office.nadia, now=office.hands.now)
    answer = escale.client.post(f"/extranet/reorientations/{redirection.public_id}/accepter/", follow=True)

    page = text_of(answer)
    assert "Vous suivez maintenant cette demande." in page
    assert seen_in(page, ("Lina", "06 39 98 12 34", "canari-partagé", "Le Phare", "jeudi 26 novembre")) == {
        "Lina", "06 39 98 12 34", "canari-partagé", "Le Phare", "jeudi 26 novembre",
    }  # fmt: skip
    everywhere = page + everything(
        escale.client, *pages_of(lina), f"/extranet/reorientations/{redirection.public_id}/"
    )
    everywhere += mails_to(*escale.offer.contact_emails, escale.karim.email)
    assert seen_in(everywhere, (*UNTICKED, *PRIVATE)) == set()


def test_accepted_the_sender_sees_the_outcome_and_nobody(office, lina, escale):
    accepted = accept(
        propose(lina, to_offer=escale.offer, by=office.nadia, diagnosis=DIAGNOSIS, now=office.hands.now),
        by=escale.karim,
        now=office.hands.now,
    )
    actions.log_attempt(
        accepted.successor,
        kind="CALL",
        result="REACHED",
        text="canari-escale",
        by=escale.karim,
        now=office.hands.now,
    )
    actions.close(accepted.successor, outcome="APPOINTMENT", by=escale.karim, now=office.hands.now)

    page = " ".join(unescape(office.get("contact_request", lina.public_id)).split())

    assert seen_in(page, ("L’Escale", "Rendez-vous fixé", "Note", "Nadia Belkacem")) == {
        "L’Escale", "Rendez-vous fixé", "Note", "Nadia Belkacem",
    }  # fmt: skip
    everywhere = everything(
        office.client, *pages_of(lina), f"/extranet/demandes/{accepted.successor.public_id}/"
    )
    everywhere += mails_to_the_sender_after(office)
    exported = office.client.post("/extranet/demandes/export/?etat=toutes", {"format": "csv"})
    everywhere += b"".join(exported).decode()
    canaries = (*PERSONAL, *PRIVATE, "canari-escale", "Je cherche du travail", DIAGNOSIS, "19 ans", "42218")
    assert seen_in(everywhere, canaries) == set()
    assert "Personne réorientée" in everywhere


def mails_to_the_sender_after(office) -> str:
    rows = OutgoingMessage.objects.filter(template__endswith="redirection_taken_over")
    return "\n".join(f"{each.subject} {each.body}" for each in rows)


def test_a_name_finds_no_longer_what_was_passed_on(office, lina, escale):
    accept(
        propose(lina, to_offer=escale.offer, by=office.nadia, now=office.hands.now),
        by=escale.karim,
        now=office.hands.now,
    )

    found = {
        text: f"/extranet/demandes/{lina.public_id}/"
        in everything(office.client, f"/extranet/demandes/?etat=toutes&q={text}")
        for text in ("lina", "98123", "entretien")
    }
    assert found == {"lina": False, "98123": False, "entretien": True}


def test_another_open_request_of_the_same_person_does_not_name_the_one_passed_on(office, escale):
    other = OfferFactory(structure=office.structure, title="Un autre atelier")
    row = office.request(offer=office.offer)
    sibling = office.request(offer=other)
    ContactRequest.objects.filter(pk=sibling.pk).update(filing=row.filing)
    accept(
        propose(row, to_offer=escale.offer, by=office.nadia, now=office.hands.now),
        by=escale.karim,
        now=office.hands.now,
    )

    page = office.get("contact_request", sibling.public_id)

    assert "Lina" in page
    assert str(row.public_id) not in page


def test_declined_the_receiver_keeps_one_line_and_the_sender_its_clock(office, lina, escale):
    redirection = propose(
        lina, to_offer=escale.offer, by=office.nadia, diagnosis=DIAGNOSIS, now=office.hands.now
    )
    path = f"/extranet/reorientations/{redirection.public_id}/"

    refused = escale.client.post(f"{path}decliner/", {"reason": ""}, follow=True)
    assert "Pourquoi décliner ?" in text_of(refused)
    done = escale.client.post(f"{path}decliner/", {"reason": "NO_ROOM", "note": "Complet"}, follow=True)

    assert "La demande est rendue à Le Phare" in text_of(done)
    after = escale.read(path)
    assert seen_in(after, (DIAGNOSIS, "19 ans", "Saint-Étienne", "Je cherche", *PERSONAL)) == set()
    page = " ".join(unescape(office.get("contact_request", lina.public_id)).split())
    assert "La demande vous est rendue" in page
    assert "nous n’avons plus de place. « Complet »" in page
    assert "mercredi 25 novembre" in page


@pytest.mark.parametrize("status", ["WAITING_AGREEMENT", "PROPOSED", "ACCEPTED", "DECLINED", "CANCELLED"])
@pytest.mark.parametrize("who", ["stranger", "sender", "animator", "referent of another theme"])
def test_a_redirection_exists_for_its_receiver_alone(office, lina, escale, status, who):
    redirection = reach(status, lina, office, escale)
    people = {
        "stranger": lambda: ReferentFactory().user,
        "sender": lambda: office.nadia,
        "animator": lambda: MandateFactory().user,
        "referent of another theme": lambda: limited(escale),
    }
    client = sign_in(Client(), people[who]())

    for path in ("", "accepter/", "decliner/"):
        url = f"/extranet/reorientations/{redirection.public_id}/{path}"
        assert client.get(url).status_code == 404
        assert client.post(url, {"reason": "NO_ROOM"}).status_code in (404, 405)


@pytest.mark.parametrize(
    ("status", "code"),
    [("WAITING_AGREEMENT", 404), ("PROPOSED", 200), ("ACCEPTED", 200), ("DECLINED", 200), ("CANCELLED", 200)],
)
def test_the_receiver_knows_it_from_the_agreement_on(office, lina, escale, status, code):
    redirection = reach(status, lina, office, escale)

    answer = escale.client.get(f"/extranet/reorientations/{redirection.public_id}/")

    assert answer.status_code == code
    if status not in ("PROPOSED", "ACCEPTED"):
        assert seen_in(text_of(answer), (*PERSONAL, "19 ans", "Je cherche du travail")) == set()


def limited(escale):
    referent = ReferentFactory(structure=escale.offer.structure)
    referent.themes.add(ThemeFactory(code="loisirs"))
    return referent.user


def reach(status, row, office, escale) -> Redirection:
    agreement = "ASKED" if status == "WAITING_AGREEMENT" else "TOLD"
    redirection = propose(
        row, to_offer=escale.offer, by=office.nadia, agreement=agreement, now=office.hands.now
    )
    match status:
        case "ACCEPTED":
            return accept(redirection, by=escale.karim, now=office.hands.now)
        case "DECLINED":
            return actions.decline(redirection, reason="NO_ROOM", by=escale.karim, now=office.hands.now)
        case "CANCELLED":
            return actions.cancel(redirection, by=office.nadia, now=office.hands.now)
    return redirection


def test_the_chain_is_told_as_steps_to_all_its_people(office, lina, escale):
    second = accept(
        propose(lina, to_offer=escale.offer, by=office.nadia, now=office.hands.now),
        by=escale.karim,
        now=office.hands.now,
    ).successor
    actions.add_note(
        second,
        text="canari-du-milieu",
        visibility="SHARED",
        by=escale.karim,
        now=office.hands.forward(minutes=1),
    )
    passerelle = OfferFactory(structure=StructureFactory(name="La Passerelle"))
    rose = ReferentFactory(structure=passerelle.structure).user
    third = accept(
        propose(second, to_offer=passerelle, by=escale.karim, now=office.hands.now, shared_fields=[]),
        by=rose,
        now=office.hands.forward(minutes=1),
    ).successor

    theirs = text_of(sign_in(Client(), rose).get(f"/extranet/demandes/{third.public_id}/"))
    assert seen_in(theirs, ("Le Phare", "L’Escale", "canari-partagé", "canari-du-milieu", "canari-privé")) == {
        "Le Phare", "L’Escale", "canari-partagé", "canari-du-milieu",
    }  # fmt: skip
    assert "Je cherche du travail" not in theirs
    for client, row in ((office.client, lina), (escale.client, second)):
        page = text_of(client.get(f"/extranet/demandes/{row.public_id}/"))
        assert "La Passerelle" in page
        assert seen_in(page, (*PERSONAL, "canari-du-milieu")) == set()


def test_the_list_of_the_receiver_costs_the_same_whatever_its_length(office, escale):
    counts = []
    for _ in range(2):
        propose(
            office.request(first_name="Zoé"), to_offer=escale.offer, by=office.nadia, now=office.hands.now
        )
        with CaptureQueriesContext(connection) as captured:
            escale.client.get("/extranet/reorientations/")
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_time_passes_for_the_receiver_too(office, lina, escale):
    redirection = propose(lina, to_offer=escale.offer, by=office.nadia, now=office.hands.now)
    office.hands.forward(days=4)

    assert "Réponse en retard" in escale.read("/extranet/reorientations/")
    page = " ".join(unescape(office.get("contact_request", lina.public_id)).split())
    assert "devait répondre au plus tard le mercredi 25 novembre" in page
    assert redirection.answer_by < NOW + timedelta(days=4)
