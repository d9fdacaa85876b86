"""What a gesture has just told the young person, word for word."""

from __future__ import annotations

from datetime import datetime

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from boussole.contact_requests.models import ContactRequest
from boussole.contact_requests.told import told_at

JUST_SPOKEN = "Aucun message ne lui est envoyé : vous venez d’être en contact."
UNREACHABLE = "La personne ne reçoit pas de message : elle n’a laissé ni e-mail ni numéro de mobile."


def told_words(contact_request: ContactRequest, moment: datetime, why_silent: str = "") -> SafeString | str:
    """Each message of that moment; else why there is none."""
    if told := told_at(contact_request, moment):
        name = contact_request.filing.first_name or "La personne"
        lines = ((f"{name} reçoit ce message par {each.in_words} :", each.text) for each in told)
        return format_html_join(" ", '{} <q class="told">{}</q>', lines)
    return why_silent or UNREACHABLE
