"""The schedule, in the words of those who read it. Pure."""

from __future__ import annotations

from boussole.contact_requests.schedule import Audience, Kind

KINDS = {
    Kind.HALF_WAY: "Rappel à mi-chemin",
    Kind.DAY_BEFORE: "Rappel avant la date promise",
    Kind.LATE: "Alerte de retard",
    Kind.ONE_DAY_LATE: "Alerte après un jour de retard",
    Kind.APOLOGY: "Excuses et autres offres",
    Kind.THREE_DAYS_LATE: "Alerte après trois jours de retard",
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
