"""What the session of a browser keeps of ProConnect: the questions asked, the answer that waits, the way out."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass

from django.http import HttpRequest
from mozilla_django_oidc.utils import add_state_and_verifier_and_nonce_to_session

from boussole.accounts.gateways import proconnect as gateway
from boussole.accounts.proconnect import NotBelieved, Said, kept_until_linked
from boussole.core.links import absolute

ASKED = "oidc_states"  # the name that mozilla-django-oidc gives it
GOING_TO = "proconnect_next"
WAITING = "proconnect_waiting"
ID_TOKEN = "proconnect_id_token"  # noqa: S105
ANSWERED_WITHIN = 15 * 60  # seconds: somebody may have to look for their phone


@dataclass(frozen=True, slots=True)
class Question:
    """One departure to the provider. Both are longer than the 32 characters that ProConnect wants."""

    state: str
    nonce: str


def ask(request: HttpRequest, going_to: str) -> Question:
    """Keep a new question, and the page to which the person was going."""
    question = Question(secrets.token_urlsafe(32), secrets.token_urlsafe(32))
    add_state_and_verifier_and_nonce_to_session(request, question.state, {"nonce": question.nonce})
    request.session[ASKED][question.state][GOING_TO] = going_to
    request.session.modified = True
    return question


def answered(request: HttpRequest) -> tuple[Question, str] | None:
    """The question that this answer is about, and the page that follows; None for one that was not asked here.

    It is forgotten at once: an answer comes once.
    """
    state = request.GET.get("state", "")
    kept = request.session.get(ASKED, {}).pop(state, None)
    if kept is None:
        return None
    request.session.save()  # before the provider is asked, which takes a moment: another window would find it
    if time.time() - kept["added_on"] > ANSWERED_WITHIN:
        return None
    return Question(state, kept["nonce"]), kept[GOING_TO]


def keep_waiting(request: HttpRequest, said: Said) -> None:
    """Keep who ProConnect says it is, until they have signed in to the account that is theirs."""
    request.session[WAITING] = said.kept(time.time())


def waiting(request: HttpRequest) -> Said | None:
    """Who waits to be linked to an account; None when nobody does, or since too long."""
    return kept_until_linked(request.session.get(WAITING), time.time())


def forget_waiting(request: HttpRequest) -> None:
    request.session.pop(WAITING, None)


def came_in(request: HttpRequest, said: Said) -> None:
    """Keep what signs the person out of ProConnect too, when they sign out here."""
    request.session[ID_TOKEN] = said.id_token


def way_out(request: HttpRequest) -> str:
    """Where to go in order to be signed out of ProConnect too; nowhere for whoever did not come in by it.

    When ProConnect does not answer, one signs out here all the same.
    """
    id_token = request.session.get(ID_TOKEN)
    if not (id_token and gateway.is_on()):
        return ""
    back = absolute("proconnect_signed_out")
    try:
        return gateway.way_out(id_token, state=secrets.token_urlsafe(32), redirect_uri=back)
    except NotBelieved:
        return ""
