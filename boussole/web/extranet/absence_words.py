"""What an absence will do, in plain sentences, before anybody presses the button; and what it does, after."""

from __future__ import annotations

from datetime import datetime

from boussole.contact_requests.queries.succession import requests_moved_by
from boussole.core.typography import counted, day_in_words
from boussole.offers.models import Offer
from boussole.partners.absences import today_at
from boussole.partners.actions import Plan
from boussole.partners.models import Absence

Rule = Absence.Rule
HINTS = {
    Rule.DEPUTY: "Ses demandes ouvertes lui sont confiées le premier jour, avec leurs dates.",
    Rule.MAILBOX: "Les demandes ouvertes restent à leur place ; les messages vont aussi à cette boîte.",
    Rule.PAUSE: "Personne ne peut faire de nouvelle demande pendant ces jours.",
    Rule.LONGER_DELAY: "Le délai est montré aux jeunes avant leur demande. Sept jours au plus.",
}


def days_in_words(absence: Absence | Plan) -> str:
    """« le lundi 23 novembre », « du lundi 23 novembre au vendredi 27 novembre »."""
    first = day_in_words(absence.starts_on)
    if absence.starts_on == absence.ends_on:
        return f"le {first}"
    return f"du {first} au {day_in_words(absence.ends_on)}"


def rule_in_words(absence: Absence) -> str:
    """What happens during this absence, in one sentence."""
    if absence.deputy is not None:
        return f"{absence.deputy.full_name} prend le relais."
    if absence.rule == Rule.MAILBOX:
        return f"Les messages vont aussi à {absence.mailbox}."
    if absence.rule == Rule.PAUSE:
        return "Les offres ne sont pas montrées."
    return f"Les réponses sont promises en {counted(absence.promised_days or 0, 'jour')}."


def consequences(plan: Plan, now: datetime) -> list[str]:
    """What will happen if this is declared, one sentence each."""
    open_ones = requests_moved_by(plan).count()
    if plan.rule == Rule.DEPUTY and plan.deputy is not None:
        return _with_a_deputy(plan, open_ones, now)
    if plan.rule == Rule.MAILBOX:
        return [
            f"Les nouvelles demandes et les rappels iront aussi à {plan.mailbox}, {days_in_words(plan)}.",
            _left_open(open_ones, "restent à la même personne", "reste à la même personne"),
        ]
    offers = Offer.objects.touched_by_an_absence_of(plan.structure, plan.user)
    count = offers.count()
    if plan.rule == Rule.PAUSE:
        hidden = "ne sera pas montrée" if count < 2 else "ne seront pas montrées"
        return [
            f"{counted(count, 'offre')} {hidden} {days_in_words(plan)}.",
            _left_open(
                open_ones,
                "restent ouvertes : répondez avant, ou confiez-les",
                "reste ouverte : répondez avant, ou confiez-la",
            ),
        ]
    slower = offers.filter(promised_days__lt=plan.promised_days or 0).count()
    will = "promettra" if slower < 2 else "promettront"
    return [
        f"{counted(slower, 'offre')} {will} une réponse en {counted(plan.promised_days or 0, 'jour')}, "
        f"{days_in_words(plan)}.",
        "Les demandes déjà déposées gardent leur date.",
    ]


def _with_a_deputy(plan: Plan, open_ones: int, now: datetime) -> list[str]:
    name = plan.deputy.first_name if plan.deputy else ""
    has_begun = plan.starts_on <= today_at(plan.structure, now)
    when = "tout de suite" if has_begun else f"le {day_in_words(plan.starts_on)}"
    goes = "passera" if open_ones < 2 else "passeront"
    moved = f"{counted(open_ones, 'demande')} {goes} à {name} {when}, sans changer de date."
    return [
        moved if open_ones else "Aucune demande ouverte ne change de mains : il n’y en a pas.",
        f"{name} recevra aussi les nouvelles demandes. Un e-mail le lui dit.",
        "Un jeune dont l’interlocuteur change reçoit un message avec le nouveau prénom.",
        "À la fin, ce que personne n’a commencé revient. Le reste ne change pas de mains.",
    ]


def _left_open(count: int, many: str, one: str) -> str:
    if not count:
        return "Aucune demande ouverte n’est concernée."
    return f"{counted(count, 'demande ouverte', 'demandes ouvertes')} {many if count > 1 else one}."
