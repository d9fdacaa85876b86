"""What the young person may say about a request, and who may settle a contradiction."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from boussole.accounts.models import User
from boussole.contact_requests.models import ContactRequest, Filing, Opinion, YoungPersonWord
from boussole.contact_requests.policies.requests import REOPENING
from boussole.contact_requests.queries.contradictions import answered_for_as_manager
from boussole.contact_requests.schedule import OUTCOMES_WITH_OPINION
from boussole.core.clock import local_day
from boussole.core.verdicts import YES, Verdict, no
from boussole.offers.models import Offer

Kind = YoungPersonWord.Kind
Status, Outcome = ContactRequest.Status, ContactRequest.Outcome

HEARD_FOR = REOPENING  # after the end: as long as it may be taken up again
CORRECTED_FOR = timedelta(days=30)  # an opinion
MOST_REQUESTS = 8  # in one filing: as many as one form may ask
# Ends that suppose a contact, or attempts: the young person may say otherwise.
ENDS_WITH_A_CONTACT = OUTCOMES_WITH_OPINION | {Outcome.UNREACHABLE}
# Ends after which another offer of the same theme is worth proposing.
ENDS_WITHOUT_HELP = (Outcome.UNANSWERED, Outcome.NOT_ELIGIBLE)
ERASED = "Cette demande est effacée."


def can_say_contacted(contact_request: ContactRequest, now: datetime) -> Verdict:
    """« On m’a contacté »: unless the log says it already, or they have just said it."""
    if contact_request.status == Status.CONTACTED:
        return no("C’est déjà noté : le contact est établi.")
    if not contact_request.is_open:
        return no("Cette demande est terminée.")
    if last_said(contact_request) == Kind.CONTACTED:
        return no("Tu l’as déjà dit : c’est bien noté.")
    return YES


def can_say_not_contacted(contact_request: ContactRequest, now: datetime) -> Verdict:
    """« Personne ne m’a contacté »: while it is open, or for 30 days after an end that supposes a contact."""
    if contact_request.is_open:
        return YES
    if contact_request.filing.anonymised_at:
        return no(ERASED)
    if contact_request.outcome not in ENDS_WITH_A_CONTACT:
        return no("Cette demande est terminée.")
    if contact_request.closed_at is not None and now > contact_request.closed_at + HEARD_FOR:
        return no("Cette demande est terminée depuis plus de 30 jours : tu peux en faire une autre.")
    return YES


def can_nudge(contact_request: ContactRequest, now: datetime) -> Verdict:
    """Remind the structure that one waits: once a day, in the days of the young person."""
    if not contact_request.is_open:
        return no("Cette demande est terminée : il n’y a plus personne à relancer.")
    today = local_day(now, contact_request.filing.timezone)
    if said_on(contact_request, Kind.NUDGE, today):
        return no("Tu as déjà relancé la structure aujourd’hui. Tu pourras le refaire demain.")
    return YES


def can_give_opinion(contact_request: ContactRequest, now: datetime) -> Verdict:
    """Did it help? Once something happened; what was said may be corrected for 30 days."""
    if contact_request.filing.anonymised_at:
        return no(ERASED)  # a page left open elsewhere
    given = opinion_of(contact_request)
    if given is not None and now > given.given_at + CORRECTED_FOR:
        return no("Tu as donné ton avis il y a plus de 30 jours : il ne change plus.")
    met = contact_request.status == Status.CONTACTED or contact_request.outcome in OUTCOMES_WITH_OPINION
    if met or last_said(contact_request) == Kind.CONTACTED:
        return YES
    return no("Tu pourras donner ton avis quand quelqu’un t’aura contacté.")


def can_ask_another(filing: Filing, offer: Offer, now: datetime) -> Verdict:
    """Ask one more offer with the agreement already given: same theme, after a broken promise or a refusal."""
    if filing.anonymised_at:
        return no(ERASED)
    day = local_day(now, filing.timezone)
    if not Offer.objects.shown_on(day).filter(pk=offer.pk).exists():
        return no("Ce service n’est plus proposé : choisis-en un autre.")
    asked = list(filing.contact_requests.select_related("offer", "filing"))
    if len([row for row in asked if row.is_open]) >= MOST_REQUESTS:
        return no(f"Tu as déjà {MOST_REQUESTS} demandes en cours : annules-en une pour en faire une autre.")
    if not any(row.offer.theme_id == offer.theme_id and is_let_down(row, now) for row in asked):
        return no("Tes demandes suivent leur cours : personne n’est en retard.")
    return YES


def is_let_down(contact_request: ContactRequest, now: datetime) -> bool:
    """Whether this request deserves an apology, or another door: late, or ended without help."""
    if contact_request.is_open:
        return contact_request.is_late(now)
    recent = contact_request.closed_at is not None and now <= contact_request.closed_at + HEARD_FOR
    return recent and contact_request.outcome in ENDS_WITHOUT_HELP


def can_settle(user: User, word: YoungPersonWord, now: datetime) -> Verdict:
    """Explain a contradiction, once: a manager of the structure."""
    if word.settled_at is not None:
        return no("Ce désaccord a déjà une explication.")
    if word.contact_request.filing.anonymised_at:
        return no("Cette demande a été anonymisée : on n’y écrit plus rien.")
    rows = ContactRequest.objects.filter(answered_for_as_manager(user, now.date()))
    if rows.filter(pk=word.contact_request_id).exists():
        return YES
    return no("Seule la personne responsable de la structure règle un désaccord.")


# --- What was said, read from what is at hand ---------------------------------------------------------
def words_of(contact_request: ContactRequest) -> list[YoungPersonWord]:
    """Every word, oldest first; no query when they were read with the request."""
    return list(contact_request.words.all())


def last_said(contact_request: ContactRequest) -> str:
    """Contacted or not, in the last word of the young person about it; empty when they said neither."""
    said = [word.kind for word in words_of(contact_request) if word.kind != Kind.NUDGE]
    return said[-1] if said else ""


def said_on(contact_request: ContactRequest, kind: str, day: date) -> bool:
    return any(word.kind == kind and word.day == day for word in words_of(contact_request))


def opinion_of(contact_request: ContactRequest) -> Opinion | None:
    """The opinion given, if any."""
    try:
        return contact_request.opinion
    except Opinion.DoesNotExist:
        return None
