"""What young people asked, in each of its states, and what they said of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.text import slugify

from boussole.accounts.models import User
from boussole.contact_requests import actions
from boussole.contact_requests.actions.ending import end
from boussole.contact_requests.draft import SharedAnswer
from boussole.contact_requests.models import ContactRequest, Filing, Opinion
from boussole.core.db import locked
from boussole.mail.models import OutgoingMessage
from boussole.offers.models import Offer
from tests.factories import NOW
from tests.factories.contact_requests import FilingFactory
from tests.pages.world.loire import (
    INTERVIEW,
    LONG_NAME,
    LONG_TEXT,
    RESUME,
    World,
    ago,
)

DELICATE = (
    SharedAnswer("statut", "Situation", "Je n’ai ni cours ni travail"),
    SharedAnswer("handicap", "Handicap ou maladie", "Oui", sensitive=True),
)


def add_requests(world: World) -> None:
    nadia = world.users["referent"]
    world.requests = {
        "late": asked(days_ago=4, first_name="Inès", message=LONG_TEXT),
        "stuck": asked(days_ago=8, first_name="Maël"),
        "today": asked(days_ago=2, first_name="Bilal", email="", moments=("MORNING", "EVENING")),
        "tomorrow": asked(days_ago=1, first_name=LONG_NAME, voicemail_ok=False),
        "minor": asked(days_ago=0, first_name="Noé", age=16, delicate=True),
        "without name": asked(days_ago=0, first_name="", phone="", email="anonyme@example.org", message=""),
    }
    mine = world.requests["mine"] = asked(days_ago=2, first_name="Amandine")
    actions.take_up(mine, by=nadia, now=ago(days=1, hours=20))
    tried = world.requests["tried"] = asked(days_ago=3, first_name="Kévin")
    try_to_reach(tried, nadia, "NOT_REACHED", ago(days=2))
    try_to_reach(tried, nadia, "LEFT_MESSAGE", ago(days=1), next_step="Rappeler jeudi après 17 h.")
    reached = world.requests["contacted"] = asked(days_ago=6, first_name="Sarah", delicate=True)
    try_to_reach(reached, nadia, "NOT_REACHED", ago(days=5))
    try_to_reach(reached, nadia, "REACHED", ago(days=4), text=LONG_TEXT)
    actions.add_note(reached, text="Préfère le tram.", visibility="PRIVATE", by=nadia, now=ago(days=3))
    closed = world.requests["closed"] = asked(days_ago=9, first_name="Hugo")
    try_to_reach(closed, nadia, "REACHED", ago(days=8))
    actions.close(closed, outcome="APPOINTMENT", by=nadia, now=ago(days=7), note="Mercredi à 14 h.")
    world.requests["withdrawn"] = withdrawn = asked(days_ago=5, first_name="Léa")
    actions.withdraw(withdrawn, now=ago(days=4))
    for number in range(40):
        old = asked(days_ago=20 + number, first_name=f"Alix {number + 1}")
        try_to_reach(old, nadia, "REACHED", ago(days=19 + number))
        actions.close(old, outcome="INFORMED", by=nadia, now=ago(days=18 + number))
        if number < 7:
            _give_an_opinion(old, number)
    asked(days_ago=0, first_name="Robot", is_doubtful=True, message="Venez sur https://gagner.example.org")
    _add_words(world, nadia)
    with transaction.atomic():
        message_refused = OutgoingMessage.objects.about(world.requests["late"])[0]
        message_refused.move_to(OutgoingMessage.Status.DEAD, at=ago(days=3), error="smtp_550")
    sent = {"status": "SENT", "sent_at": F("created_at"), "closed_at": F("created_at")}
    OutgoingMessage.objects.waiting().update(**sent)
    # The picture of the README is the same whenever it is drawn.
    Filing.objects.filter(pk=world.requests["contacted"].filing_id).update(number="B-7K2M-4QXR")
    world.filings = {
        "waiting": filed(INTERVIEW, RESUME, now=NOW),
        "late": world.requests["late"].filing,
        "told": world.requests["contacted"].filing,
        **{
            name: world.requests[name].filing
            for name in (
                "just late",
                "said late",
                "tried",
                "contradicted",
                "opinion",
                "withdrawn",
                "unanswered",
            )
        },
        "over": closed.filing,
    }


def _add_words(world: World, nadia: User) -> None:
    """What young people said, against the log or not, and whether it helped."""
    world.requests["just late"] = asked(days_ago=3, first_name="Yanis")
    said = world.requests["said late"] = asked(days_ago=5, first_name="Chloé")
    actions.say_not_contacted(said, now=ago(minutes=30))
    tried = world.requests["contradicted"] = asked(days_ago=4, first_name="Malik")
    try_to_reach(tried, nadia, "NOT_REACHED", ago(days=3))
    actions.say_not_contacted(tried, now=ago(days=1))
    good = asked(days_ago=6, first_name="Anaïs")
    actions.say_contacted(good, now=ago(days=2))
    happy = world.requests["opinion"] = asked(days_ago=16, first_name="Zoé")
    try_to_reach(happy, nadia, "REACHED", ago(days=15))
    actions.close(happy, outcome="APPOINTMENT", by=nadia, now=ago(days=14))
    actions.give_opinion(
        happy, helped="YES", score=5, word="Nadia a pris le temps de m’écouter.", now=ago(days=8)
    )
    unanswered = world.requests["unanswered"] = asked(days_ago=40, first_name="Théo")
    with transaction.atomic():
        end(locked(unanswered), ContactRequest.Outcome.UNANSWERED, by=None, now=ago(days=7))


def _give_an_opinion(row: ContactRequest, number: int) -> None:
    """Seven young people said what they thought of it, one at length."""
    words = {0: "On m’a rappelé vite.", 1: LONG_TEXT[:400], 2: "Merci Nadia"}
    facts = {"helped": ("YES", "YES", "PARTLY", "NO")[number % 4], "score": 5 - number % 4}
    Opinion.objects.create(contact_request=row, word=words.get(number, ""), given_at=NOW, **facts)


def filed(*codes: str, now: datetime, delicate: bool = False, **changes: Any) -> Filing:
    offers = [Offer.objects.select_related("theme").get(code=code) for code in codes]
    if delicate:
        changes["situations"] = {offer.theme.code: DELICATE for offer in offers}
    return FilingFactory(offers=offers, now=now, **changes)


def asked(*, days_ago: int, first_name: str, **changes: Any) -> ContactRequest:
    """One request to the busy structure, which promises to answer in two days; nobody has another's number."""
    number = ContactRequest.objects.count()
    reachable = {"phone": f"+3363998{1200 + 7 * number}", "email": f"{slugify(first_name)}@example.org"}
    at = ago(days=days_ago, minutes=37 * number % 90)
    filing = filed(INTERVIEW, now=at, first_name=first_name, **{**reachable, **changes})
    return filing.contact_requests.select_related("filing").get()


def try_to_reach(
    row: ContactRequest, by: User, result: str, at: datetime, text: str = "", next_step: str = ""
) -> None:
    actions.log_attempt(row, by=by, now=at, kind="CALL", result=result, text=text, next_step=next_step)
