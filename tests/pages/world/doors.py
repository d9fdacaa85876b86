"""Addresses that hold a secret or an id, and what browsers carry."""

from __future__ import annotations

from typing import Any

from django.db.models import F

from boussole.accounts import actions as accounts
from boussole.accounts.models import User
from boussole.contact_requests import actions
from boussole.contact_requests.links import token_for
from boussole.mail.models import OutgoingMessage
from boussole.offers.models import Offer
from boussole.partners.models import Structure
from boussole.questionnaires.definition import Answers
from boussole.questionnaires.models import Questionnaire
from boussole.web.public.visit import ThemeAnswers, Visit
from tests.factories import NOW
from tests.factories.accounts import UserFactory
from tests.factories.territories import SAINT_ETIENNE
from tests.pages.world.loire import (
    BED,
    BUSY,
    INTERVIEW,
    RESUME,
    World,
    ago,
)
from tests.pages.world.requests import filed

JOB_ANSWERS = {
    "statut": frozenset({"recherche"}),
    "cherche": frozenset({"emploi", "alternance"}),
    "diplome": frozenset({"bac"}),
    "suivi": frozenset({"non"}),
    "deplacement": frozenset({"non"}),
    "permis": frozenset({"non"}),
    "handicap": frozenset({"oui"}),
}


def add_doors(world: World) -> None:
    """Addresses that hold a secret or an id."""
    world.paths = {
        **{f"request {name}": f"/extranet/demandes/{row.public_id}/" for name, row in world.requests.items()},
        **{
            f"watched {name}": f"/animation/demandes/{row.public_id}/" for name, row in world.requests.items()
        },
        "elsewhere stuck": f"/animation/demandes/{world.requests['stuck'].public_id}/reorientation/",
        "follow-up link": f"/suivi/{token_for(world.filings['waiting'])}/",
        "opinion": f"/suivi/avis/{world.requests['contacted'].public_id}/",
        "withdraw": f"/suivi/annuler/{world.filings['waiting'].contact_requests.first().public_id}/",
        "structure": f"/extranet/structure/{Structure.objects.get(code=BUSY).public_id}/",
    }
    invited = UserFactory(password=None, email="invite@example.org")
    accounts.invite(invited, by=world.users["referent"], now=NOW)
    world.paths["invitation"] = _link_sent_to(invited, "invitation")
    forgetful = UserFactory()  # who does not sign in: that would spend the link
    accounts.send_reset_link(forgetful.email, now=NOW)
    world.paths["reset"] = _link_sent_to(forgetful, "reset")


def _link_sent_to(user: User, message: str) -> str:
    body = OutgoingMessage.objects.get(to_address=user.email, template=f"accounts/emails/{message}").body
    return "/extranet/" + body.partition("/extranet/")[2].split()[0]


def add_visits(world: World) -> None:
    offers = {code: Offer.objects.get(code=code).pk for code in (INTERVIEW, RESUME, BED)}
    lina: dict[str, Any] = {"commune": SAINT_ETIENNE, "age": 19, "age_is_asked": True}
    abroad = lina | {"themes": {"mobilite": _answers("mobilite")}}
    lina["themes"] = {"emploi": _answers("emploi", JOB_ANSWERS)}
    world.visits = {
        "nothing": Visit(),
        "home": Visit(commune=SAINT_ETIENNE),
        "elsewhere": Visit(commune="69383", age=19, age_is_asked=True),
        "two communes": Visit(commune=SAINT_ETIENNE, second_commune="42187"),
        "age": Visit(commune=SAINT_ETIENNE, age=19, age_is_asked=True),
        "too young": Visit(commune=SAINT_ETIENNE, age=14, age_is_asked=True),
        "results": Visit(**lina),
        "chosen": Visit(**lina, basket=[offers[INTERVIEW], offers[RESUME]]),
        "no result": Visit(**abroad),
        "gone": Visit(**lina, basket=[offers[INTERVIEW], offers[BED]]),
        **{
            name: Visit(**lina, follow_up=filing.pk, receipts=[filing.pk])
            for name, filing in world.filings.items()
        },
    }
    _add_rights(world, lina)


def _add_rights(world: World, lina: dict[str, Any]) -> None:
    """Who comes back by a code, who was erased, who said « ce n’est pas moi »."""
    waiting = world.filings["waiting"]
    another = filed(RESUME, now=ago(days=2))  # of the same contact
    asked = actions.ask_for_code(another.phone, now=NOW)
    forgotten = filed(RESUME, now=ago(days=3), phone="+33639985501", email="")
    not_hers = filed(RESUME, now=ago(days=3), phone="+33639985500", email="")
    world.paths["forgotten link"] = f"/suivi/{token_for(forgotten)}/"
    actions.erase(forgotten, now=ago(days=1))
    actions.disown(not_hers, now=ago(days=1))
    OutgoingMessage.objects.waiting().update(
        status="SENT", sent_at=F("created_at"), closed_at=F("created_at")
    )
    world.visits |= {
        "code asked": Visit(code={"id": str(asked.pk), "to": another.phone}),
        "proved": Visit(**lina, follow_up=waiting.pk, proved=waiting.phone),
        "protected": Visit(proved="+33639985500"),
    }


def _answers(theme: str, answers: Answers | None = None) -> ThemeAnswers:
    """These answers, or every question left untouched, which is an answer too."""
    questionnaire = Questionnaire.objects.get(theme__code=theme, status="PUBLISHED")
    untouched = dict.fromkeys(questionnaire.definition.questions, frozenset())
    return ThemeAnswers(questionnaire.pk, untouched if answers is None else answers)
