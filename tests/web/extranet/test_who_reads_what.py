"""Who reads what of a request that passes from structure to structure: state by actor by field (T1, T2, R21, T33).

Each text of each table holds a canary of its own, planted by force: the table below says which fields each
person may read, and everything else is searched in every byte of every page that they can reach by pressing
links, in their exports, their calendar and their mails. A field that somebody adds tomorrow is planted too.
"""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.test import Client

from boussole.contact_requests import actions
from boussole.contact_requests.models import ContactRequest, CoordinatesLook, Redirection, Reminder
from boussole.partners.models import Referent
from tests.canaries import plant, seen
from tests.factories.accounts import MandateFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.factories.redirections import propose
from tests.signing import sign_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
MOST_PAGES = 60
# What must stay true for the pages to be shown at all: a number that can be said, codes of communes, what was agreed.
SPARED = (
    "contact_requests.Filing.phone",
    "contact_requests.Filing.second_commune",
    "contact_requests.Redirection.shared_fields",
)
PHONES = ("06 39 98 12 34", "639981234")
# Their own pages; signing out, and what is not theirs to read, are left out.
INSIDE = re.compile(r'href="(/(?:extranet|animation)/[^"#]*)')
NOT_FOLLOWED = re.compile(r"/compte/|/affichage/|/nouvelle/|page=|tri=|echeance=")


@pytest.fixture
def people(office):
    """Nadia and her manager send; Karim is asked; Zoé animates; a stranger has nothing to do with it."""
    escale = StructureFactory(name="L’Escale")
    row = office.request(message="Plutôt le matin.")
    return {
        "row": row,
        "sender": ReferentFactory(structure=office.structure, role=Referent.Role.MANAGER).user,
        "receiver": ReferentFactory(structure=escale, role=Referent.Role.MANAGER).user,
        "animator": MandateFactory(role="ANIMATOR", territory=row.filing.territory).user,
        "stranger": ReferentFactory(structure=StructureFactory(), role=Referent.Role.MANAGER).user,
        "to_offer": OfferFactory(structure=escale, title="Trouver un toit"),
    }


def lived(office, people) -> ContactRequest:
    """A late request that everybody has written about: log, notes, words, looks, a settled contradiction."""
    row, nadia = people["row"], office.nadia
    late = office.hands.forward(days=6)
    actions.say_not_contacted(row, now=late)
    CoordinatesLook.objects.create(contact_request=row, by=people["animator"], reason="Je rappelle.", at=late)
    actions.log_attempt(row, kind="CALL", result="REACHED", text="Vu.", by=nadia, now=late)
    actions.add_note(row, text="Vu.", visibility="PRIVATE", by=nadia, now=late + timedelta(minutes=1))
    actions.give_opinion(row, helped="YES", score=4, word="Merci.", now=late)
    actions.settle(row.words.get(), note="Vu.", by=people["sender"], now=late)
    Reminder.objects.create(contact_request=row, kind="LATE", day=late.date(), at=late, messages=1)
    office.hands.forward(hours=1)
    return row


def handed(office, people, state: str) -> Redirection:
    row = lived(office, people)
    fields = {"by": office.nadia, "now": office.hands.now, "to_offer": people["to_offer"]}
    if state == "ASKED":
        return propose(row, agreement="ASKED", **fields)
    redirection = propose(row, **fields)
    if state == "ACCEPTED":
        actions.accept(redirection, by=people["receiver"], now=office.hands.forward(hours=1))
    elif state == "DECLINED":
        actions.decline(
            redirection, reason="OTHER", note="Vu.", by=people["receiver"], now=office.hands.forward(hours=1)
        )
    return redirection


# --- Everything that somebody receives ------------------------------------------------------------
def everything_for(user, *, since) -> str:
    """Every page that links lead to, the list of requests and figures as files, the calendar, and the mails."""
    client = sign_in(Client(), user)
    found, waiting = {}, ["/extranet/", "/animation/", "/extranet/demandes/?etat=toutes"]
    while waiting and len(found) < MOST_PAGES:
        path = waiting.pop(0)
        if path in found:
            continue
        answer = client.get(path, follow=True)
        found[path] = b"".join(answer).decode(errors="replace")
        waiting += [
            link
            for link in map(unescape, INSIDE.findall(found[path]))
            if link not in found and not NOT_FOLLOWED.search(link)
        ]
    for address in ("/extranet/demandes/export/?etat=toutes", "/extranet/chiffres/export/"):
        found[address] = b"".join(client.post(address, {"format": "csv"}, follow=True)).decode()
    feed = urlsplit(actions.open_calendar_feed(user, now=since)).path
    found[feed] = client.get(feed).content.decode()
    return unescape("\n".join(found.values()))


def read_by(office, people, who: str, planted: dict[str, str]) -> set[str]:
    text = everything_for(people[who], since=office.hands.now)
    found = seen(text, planted)
    return found | ({"Filing.phone"} if any(phone in text for phone in PHONES) else set())


# --- The table ------------------------------------------------------------------------------------
# What passes with a request: coordinates, the agreed lines, shared notes (the private ones: test_redirections).
PASSED_ON = {
    "Filing.first_name",
    "Filing.phone",
    "Filing.email",
    "ContactRequest.situation",
    "ContactRequest.reasons",
    "FollowUp.text",
    "FollowUp.next_step",
    "Redirection.diagnosis",
}
# What the structure that was asked reads besides; the message was not agreed to.
OWN = PASSED_ON | {
    "Filing.message",
    "Opinion.word",
    "YoungPersonWord.settled_note",
    "CoordinatesLook.reason",
}
NOTHING: set[str] = set()
TABLE = [
    ("ASKED", "sender", OWN),
    ("ASKED", "receiver", NOTHING),
    ("ASKED", "animator", {"CoordinatesLook.reason"}),
    ("ASKED", "stranger", NOTHING),
    ("PROPOSED", "sender", OWN),
    ("PROPOSED", "receiver", {"Redirection.diagnosis"}),  # and the agreed lines: see test_redirections
    ("PROPOSED", "animator", {"CoordinatesLook.reason"}),
    ("PROPOSED", "stranger", NOTHING),
    ("DECLINED", "sender", OWN | {"Redirection.decline_note"}),
    ("DECLINED", "receiver", NOTHING),
    ("DECLINED", "stranger", NOTHING),
    ("ACCEPTED", "sender", NOTHING),
    ("ACCEPTED", "receiver", PASSED_ON),
    ("ACCEPTED", "animator", NOTHING),
    ("ACCEPTED", "stranger", NOTHING),
]


@pytest.mark.parametrize(
    ("state", "who", "fields"), TABLE, ids=lambda value: value if isinstance(value, str) else ""
)
def test_each_reads_this_and_nothing_else(office, people, state, who, fields):
    handed(office, people, state)
    planted = plant(SPARED)

    assert read_by(office, people, who, planted) == fields
