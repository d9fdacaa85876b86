"""Whoever reads the phone or the mailbox of a young person learns nothing of what they asked (T8, G16).

Every message to the young person is written for a sensitive theme, with canaries wherever somebody may have typed
something; a message that nobody wrote here fails the test: no new one can be forgotten.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from boussole.contact_requests import actions, emails, links, told
from boussole.contact_requests.draft import SharedAnswer
from boussole.contact_requests.models import AccessCode, ContactRequest, Redirection
from boussole.mail.gateways.sms import as_sms
from boussole.mail.models import OutgoingMessage
from boussole.mail.segments import MOST, segments
from boussole.questionnaires.models import Theme
from tests.factories import NOW
from tests.factories.contact_requests import FilingFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.factories.questionnaires import ThemeFactory

pytestmark = pytest.mark.django_db

HERE = Path(__file__)
THEMES = HERE.resolve().parents[2] / "content" / "national" / "themes.yaml"
TEMPLATES = HERE.resolve().parents[2] / "boussole/contact_requests/templates/contact_requests/messages"
CANARIES = ("Zibeline", "Quetzal", "Oryctérope", "Narval", "Axolotl")
STRUCTURE, OFFER, ANSWER, OWNER, OUTSIDE = CANARIES
PHONE, EMAIL = "+33639981234", "lina@example.org"
# Codes have no request: they are written for a contact, and shown to nobody else.
TO_YOUNG_PERSON = {name.rsplit("/", 1)[1] for name in (*told.TO_YOUNG_PERSON, told.ACKNOWLEDGEMENT)}
ALL = TO_YOUNG_PERSON | {"access_code"}
# These say who takes care: never written when the theme is sensitive.
NAMES_SOMEBODY = {"owner_changed"}


def plain(text: str) -> str:
    """Lower case, without accents, apostrophes as spaces."""
    bare = unicodedata.normalize("NFD", text.lower().replace("’", " ").replace("'", " "))
    return "".join(sign for sign in bare if not unicodedata.combining(sign))


def theme_words() -> list[str]:
    """The written list, and the names of the national themes and categories."""
    lines = HERE.with_name("theme_words.txt").read_text().splitlines()
    written = {plain(line) for line in lines if line and not line.startswith("#")}
    names = re.findall(
        r"^(?:- code: \w+\n  name: (.+)|  - code: .+\n    name: (.+))$", THEMES.read_text(), re.M
    )
    return sorted(written | {plain(theme or category) for theme, category in names})


WORDS = re.compile(rf"\b(?:{'|'.join(re.escape(word) for word in theme_words())})")


def betrayals(text: str) -> list[str]:
    found = WORDS.findall(plain(text))
    return found + [canary for canary in CANARIES if plain(canary) in plain(text)]


@pytest.fixture
def sensitive() -> Theme:
    return ThemeFactory(code="sante", name="Santé", is_sensitive=True)


@pytest.fixture
def asked(sensitive: Theme) -> Callable[[str], ContactRequest]:
    """A request about a sensitive theme, reached by e-mail or by SMS, with a canary everywhere."""

    def ask(channel: str) -> ContactRequest:
        structure = StructureFactory(name=f"{STRUCTURE} {channel}")
        owner = ReferentFactory(structure=structure, user__first_name=OWNER).user
        offer = OfferFactory(structure=structure, theme=sensitive, title=OFFER, summary=OFFER)
        reachable = {"phone": PHONE, "email": ""} if channel == "SMS" else {"phone": "", "email": EMAIL}
        filing = FilingFactory(
            offers=[offer],
            situations={"sante": (SharedAnswer("x", ANSWER, ANSWER, sensitive=True),)},
            message=ANSWER,
            **reachable,
        )
        request = filing.contact_requests.get()
        request.owner = owner
        request.save()
        return request

    return ask


def write_everything(request: ContactRequest) -> None:
    """Each message that a young person may receive; the acknowledgement is written already."""
    emails.tell_taken_up(request, now=NOW)
    emails.tell_owner_changed(request, now=NOW)
    emails.tell_missed_attempt(request, now=NOW)
    emails.tell_closed(request, now=NOW)
    emails.apologise(request, others=3, now=NOW)
    emails.tell_unanswered(request, now=NOW)
    emails.ask_opinion(request, now=NOW)
    redirection = Redirection(contact_request=request, to_structure=request.structure, to_offer=request.offer)
    outside = Redirection(contact_request=request, outside_name=OUTSIDE * 20, outside_contact=OUTSIDE * 40)
    emails.ask_agreement(redirection, now=NOW)
    emails.tell_passed_on(request, now=NOW)
    emails.tell_oriented_outside(outside, now=NOW)
    contact = request.filing.email or request.filing.phone
    actions.write_code(actions.ask_for_code(contact, now=NOW).pk, now=NOW)


def written_to_young_person() -> list[OutgoingMessage]:
    return list(OutgoingMessage.objects.filter(to_address__in=[PHONE, EMAIL]).order_by("pk"))


@pytest.mark.parametrize("channel", ["EMAIL", "SMS"])
def test_no_message_betrays_a_sensitive_theme(asked, channel: str) -> None:
    write_everything(asked(channel))

    messages = written_to_young_person()

    assert {m.template.rsplit("/", 1)[1] for m in messages} == ALL - NAMES_SOMEBODY
    assert {m.channel for m in messages} == {channel}
    said = {m.template: f"{m.sender_name}\n{m.subject}\n{m.body}" for m in messages}
    assert {name: found for name, text in said.items() if (found := betrayals(text))} == {}


@pytest.mark.parametrize("is_sensitive", [True, False])
def test_every_sms_fits_in_three_whatever_its_words(asked, sensitive: Theme, is_sensitive: bool) -> None:
    request = asked("SMS")
    sensitive.is_sensitive = request.offer.theme.is_sensitive = is_sensitive
    sensitive.save()
    request.structure.name = "Établissement et œuvre " * 7
    request.owner.first_name = "Marie-Françoise-Anaïs"
    write_everything(request)

    counted = {m.template.rsplit("/", 1)[1]: segments(as_sms(m.body)) for m in written_to_young_person()}

    assert {name: count for name, count in counted.items() if count > MOST} == {}
    assert counted["access_code"] == 1


def test_every_template_with_an_sms_is_written_here() -> None:
    """Only young people receive SMS: a template that has one speaks to them."""
    assert {file.parent.name for file in TEMPLATES.glob("*/sms.txt")} == ALL


def test_the_list_has_three_hundred_words_and_would_find_them() -> None:
    assert len(theme_words()) >= 300
    assert betrayals("Ton rendez-vous au centre de Santé") == ["sante"]
    assert betrayals(f"Chez {STRUCTURE}") == [STRUCTURE]


def test_addresses_and_titles_betray_nothing(asked, monkeypatch) -> None:
    """What stays in the history of a shared phone: addresses and titles of pages."""
    monkeypatch.setattr("boussole.core.clock.now", lambda: NOW + timedelta(minutes=5))
    request = asked("SMS")
    browser = Client()
    pages = [
        f"/suivi/{links.token_for(request.filing)}/",
        "/suivi/",
        "/suivi/coordonnees/",
        "/suivi/moments/",
        "/suivi/annuler/",
        f"/suivi/annuler/{request.public_id}/",
        "/suivi/mes-donnees/",
        "/suivi/effacer/",
        "/suivi/pas-moi/",
        "/suivi/retrouver/",
    ]
    for address in pages:
        page = browser.get(address, follow=True)
        title = re.search(r"<title>(.*?)</title>", page.content.decode(), re.DOTALL)
        assert page.status_code == 200, address
        assert title is not None, address
        assert betrayals(title[1]) == [], address
        assert page.headers["Cache-Control"] == "no-store", address


def test_a_code_is_about_nothing_but_itself(asked) -> None:
    write_everything(asked("SMS"))

    message = OutgoingMessage.objects.get(template__endswith="access_code")

    assert message.about_type == AccessCode._meta.label
