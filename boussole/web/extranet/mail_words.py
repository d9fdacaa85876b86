"""What the page of a mail's link says of a young person, and of what was just done."""

from __future__ import annotations

from datetime import datetime

from django.utils.html import format_html
from django.utils.safestring import SafeString

from boussole.contact_requests.actions import FromMail
from boussole.contact_requests.models import ContactRequest
from boussole.web.extranet.telling import JUST_SPOKEN, told_words

NOT_FOR_US = (
    "C’est signalé dans l’historique de la demande, et aux responsables de votre structure. "
    "La promesse court toujours, et la personne n’est prévenue de rien : pour proposer une autre structure, "
    "connectez-vous."
)
DONE = {
    FromMail.TAKE_UP: "Vous suivez maintenant cette demande.",
    FromMail.SPOKE: "C’est noté : vous vous êtes parlé.",
    FromMail.NO_ANSWER: "C’est noté : pas de réponse.",
    FromMail.VOICEMAIL: "C’est noté : message vocal laissé.",
}


def age_band(age: int) -> str:
    """Enough to know how to speak to somebody, not who they are."""
    if age < 18:
        return "15 à 17 ans"
    return "18 à 25 ans" if age <= 25 else "26 ans ou plus"


def done_words(contact_request: ContactRequest, done: str, at: datetime | None) -> SafeString | str:
    """What the last press did, and what the young person was told; nothing before the first one."""
    if at is None or done not in FromMail.values:
        return ""
    gesture = FromMail(done)
    if gesture == FromMail.NOT_FOR_US:
        return NOT_FOR_US
    kept = contact_request.first_attempt_at == at and at <= contact_request.due_at
    words = DONE[gesture] + (" La promesse est tenue." if kept else "")
    silent = JUST_SPOKEN if gesture == FromMail.SPOKE else ""
    return format_html("{} {}", words, told_words(contact_request, at, silent))
