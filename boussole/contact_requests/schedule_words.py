"""The schedule, in the words of those who read it. Pure."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from boussole.contact_requests.owed import Owed, What
from boussole.contact_requests.schedule import Audience, Kind
from boussole.core.typography import day_in_words

KINDS = {
    Kind.HALF_WAY: "Rappel à mi-chemin",
    Kind.DAY_BEFORE: "Rappel avant la date promise",
    Kind.LATE: "Alerte de retard",
    Kind.ONE_DAY_LATE: "Alerte après un jour de retard",
    Kind.APOLOGY: "Excuses et autres offres",
    Kind.THREE_DAYS_LATE: "Reprise possible par l’animation",
    Kind.UNANSWERED: "Fin, restée sans réponse",
    Kind.OPINION_AFTER_CONTACT: "Demande d’avis",
    Kind.OPINION_AT_END: "Demande d’avis",
}
AUDIENCES = {
    Audience.OWNER_OR_CONTACT: "à la personne qui suit la demande, ou au contact de l’offre",
    Audience.DEPUTY: "à la personne qui remplace",
    Audience.EVERY_REFERENT: "à tous les référents et responsables de la structure",
    Audience.ANIMATOR: "à l’animation du territoire",
    Audience.RECEIVER: "à la structure sollicitée",
    Audience.YOUNG_PERSON: "à la personne qui a fait la demande",
    Audience.NOBODY: "à personne",
}


def owed_in_words(owed: Owed, now: datetime, timezone: str) -> str:
    """« Appeler au plus tard le mardi 24 novembre »; empty when nothing is owed."""
    day = day_in_words(owed.before.astimezone(ZoneInfo(timezone)).date()) if owed.before else ""
    if owed.what == What.CALL and owed.before and owed.before < now:
        return f"Appeler sans attendre : c’était promis pour le {day}"
    gesture = GESTURES[owed.what]
    return f"{gesture} au plus tard le {day}" if day else gesture


GESTURES = {
    What.REVIEW: "Vérifier que la demande est réelle",
    What.CALL: "Appeler",
    What.CALL_AGAIN: "Rappeler, à un autre moment",
    What.CLOSE: "Noter la suite donnée, puis terminer",
    What.AGREE: "Accord de la personne attendu",
    What.DECIDE: "Appeler pour décider : la réorientation n’a pas eu de réponse",
    What.ACCEPT: "Réponse de la structure sollicitée attendue",
    What.NOTHING: "",
}
