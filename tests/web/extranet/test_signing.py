"""A charter from the link of a mail: read, proved, signed; and everything that a link must not open."""

from __future__ import annotations

import re
import time

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client

from boussole.accounts import actions as accounts
from boussole.partners.actions.charters.signing import CODES_PER_HOUR
from boussole.partners.models import CharterAgreement, CharterDocument, Signatory
from tests.partners.charter_signing import Office, code_sent_to, office, token_sent_to
from tests.signing import sign_in, sign_in_with_password_only
from tests.web.extranet.reading import words

pytestmark = pytest.mark.django_db
DIRECTOR, REFERENT = "director@example.org", "referent@example.org"
GESTURE = "J’ai lu la charte en entier"


@pytest.fixture
def place(frozen) -> Office:
    found = office()
    found.sent(frozen)
    return found


@pytest.fixture
def frozen(hands):
    return hands.now


def door(email: str) -> str:
    return f"/extranet/signature/{token_sent_to(email)}/"


def page_of(signatory: Signatory) -> str:
    return f"/extranet/signature/charte/{signatory.public_id}/"


def come(email: str, client: Client | None = None) -> tuple[Client, str]:
    """A browser that came by the link of this mail, and the page that it leads to."""
    client = client or Client()
    answer = client.get(door(email))
    return client, answer["Location"]


def test_the_link_becomes_a_clean_address_that_says_nothing_elsewhere(place):
    answer = Client().get(door(DIRECTOR))

    assert (answer.status_code, answer["Referrer-Policy"]) == (302, "no-referrer")
    assert token_sent_to(DIRECTOR) not in answer["Location"]
    cookie = answer.cookies[settings.MAIL_LINK_COOKIE_NAME]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (answer["Location"], True, "Lax")


def test_opening_the_link_changes_nothing_however_often(place):
    def rows() -> dict[str, int]:
        return {
            each._meta.label: each._default_manager.count()
            for each in apps.get_models()
            if each._meta.managed
        }

    before = rows()
    for _ in range(3):
        client, page = come(DIRECTOR)
        client.get(page)
        client.head(page)
    assert rows() == before


def test_the_whole_text_is_read_then_proved_by_a_code_and_signed(place):
    client, page = come(DIRECTOR)
    assert "La Fabrique et Info Jeunes Loire s’engagent" in words(client.get(page).content.decode())

    client.post(f"{page}code/")
    shown = client.get(page).content.decode()
    assert GESTURE in words(shown)
    words_hash = re.search(r'name="words_hash" value="(\w+)"', shown)[1]
    unticked = client.post(page, {"code": code_sent_to(DIRECTOR), "words_hash": words_hash})
    assert "Cochez la phrase pour signer." in words(unticked.content.decode())
    wrong = client.post(page, {"code": "000001", "words_hash": words_hash, "agrees": "on"})
    assert "il vous reste 4 essais" in words(wrong.content.decode())

    signed = client.post(
        page, {"code": code_sent_to(DIRECTOR), "words_hash": words_hash, "agrees": "on"}, follow=True
    )
    assert "Vous avez signé" in words(signed.content.decode())
    director = place.signatory("DIRECTOR")
    assert (director.proof, director.words_hash) == ("MAILBOX", words_hash)
    assert director.gesture.startswith(GESTURE)


def test_the_link_of_one_never_opens_the_page_of_another(place):
    client, own = come(DIRECTOR)
    other = place.signatory("REFERENT")
    # The cookie is for the pages of the director alone; sent elsewhere by hand, it opens nothing more.
    kept = client.cookies[settings.MAIL_LINK_COOKIE_NAME].value
    forged = Client()
    forged.cookies[settings.MAIL_LINK_COOKIE_NAME] = kept
    posted = {"code": "123456", "words_hash": other.agreement.words_hash, "agrees": "on"}

    for path in ("", "code/", "refus/", "document/"):
        for who in (client, forged):
            for answer in (who.get(page_of(other) + path), who.post(page_of(other) + path, posted)):
                assert answer.status_code in (404, 405), path
    assert place.signatory("REFERENT").signed_at is None
    assert own == page_of(place.signatory("DIRECTOR"))


def test_whoever_has_an_account_signs_signed_in_with_the_second_factor(place):
    email, claire = place.claire.email, place.claire
    client, page = come(email)
    assert "Me connecter pour signer" in words(client.get(page).content.decode())
    posted = {"words_hash": place.signatory("ANIMATOR").agreement.words_hash, "agrees": "on"}

    for who in (client, sign_in(client, place.manager), sign_in_with_password_only(Client(), claire)):
        come(email, who)
        who.post(page, posted)
        assert place.signatory("ANIMATOR").signed_at is None
    client, page = come(email, sign_in(Client(), claire))
    client.post(page, posted)

    signed = place.signatory("ANIMATOR")
    assert (signed.proof, signed.signed_at is not None) == ("ACCOUNT", True)


def test_the_desk_says_that_a_signature_is_awaited_until_it_is_given(place):
    sophie = sign_in(Client(), place.manager)
    signatory = place.signatory("REPRESENTATIVE")
    Signatory.objects.filter(pk=signatory.pk).update(user=place.manager, email=place.manager.email)
    awaited = "Lire et signer la charte de La Fabrique"
    assert awaited in words(sophie.get("/extranet/").content.decode())

    place.sign("REPRESENTATIVE")
    assert awaited not in words(sophie.get("/extranet/").content.decode())


def test_in_the_demo_where_one_factor_opens_everything_it_signs_too(place, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    client, page = come(place.claire.email, sign_in_with_password_only(Client(), place.claire))
    assert "Vous signez avec ce compte : Claire" in words(client.get(page).content.decode())


def test_a_refusal_says_why_and_closes_the_other_links(place):
    other, others_page = come(REFERENT)
    client, page = come(DIRECTOR)
    client.post(f"{page}code/", {"pour": "refus"})
    empty = client.post(f"{page}refus/", {"code": code_sent_to(DIRECTOR)})
    assert "Dites pourquoi en quelques mots." in words(empty.content.decode())
    assert "Recevoir un nouveau code" in words(empty.content.decode()), "the first may have got lost"
    refused = client.post(
        f"{page}refus/", {"code": code_sent_to(DIRECTOR), "reason": "Trop tôt."}, follow=True
    )

    assert "Vous avez refusé de signer" in words(refused.content.decode())
    assert other.get(others_page).status_code == 404
    assert CharterAgreement.objects.get().status == "REFUSED"


def test_an_old_link_and_the_link_of_a_closed_account_open_one_page(place, frozen, hands):
    accounts.disable(place.claire, by=None, now=frozen)
    for path in ("/extranet/signature/lien-inconnu/", door(place.claire.email)):
        answer = Client().get(path)
        assert (answer.status_code, "ne permet plus de signer" in answer.content.decode()) == (404, True)


def test_the_four_read_the_same_document_once_everybody_has_signed(place, frozen):
    client, page = come(DIRECTOR)
    for role in Signatory.Role.values:
        place.sign(role, frozen)
    assert "Document en préparation" in words(client.get(page).content.decode())
    assert client.get(f"{page}document/").status_code == 404
    CharterDocument.objects.create(
        agreement=CharterAgreement.objects.get(),
        kind="SEALED",
        media_type="application/pdf",
        content=b"%PDF-1.7",
        sha256="0" * 64,
        made_at=frozen,
    )
    file = client.get(f"{page}document/")

    assert (file.content, file["Content-Type"]) == (b"%PDF-1.7", "application/pdf")
    assert file["Content-Disposition"].startswith("attachment")


def test_too_many_codes_are_refused_with_words(place):
    client, page = come(DIRECTOR)
    for _ in range(CODES_PER_HOUR):
        client.post(f"{page}code/")
    assert "Réessayez dans une heure" in words(client.post(f"{page}code/").content.decode())


def test_a_page_left_open_on_a_shared_computer_closes_after_two_hours(place, monkeypatch):
    client, page = come(DIRECTOR)
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + 2 * 3600 + 1)
    assert client.get(page).status_code == 404


def test_a_link_lives_thirty_days(place, hands):
    path = door(DIRECTOR)
    hands.forward(days=29, hours=23)
    assert Client().get(path).status_code == 302
    hands.forward(hours=2)
    assert Client().get(path).status_code == 404
