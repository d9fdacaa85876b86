"""What still stands after the end of a charter: the structure may have others, elsewhere or with the country.

The one place that says it: the pages that announce an end, and the mails that tell of it, all read it here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from boussole.core.typography import day_in_words
from boussole.partners.models import CharterAgreement, Structure, coverages

Status = CharterAgreement.Status


@dataclass(frozen=True, slots=True)
class After:
    """What the other charters of a structure keep, once one of them is over."""

    shown_until: date | None = None  # the last day on which its offers are shown; `date.max` without an end
    is_listed: bool = False  # in the directory, which takes a charter in force

    @property
    def in_words(self) -> str:
        """What does not change, and why; nothing at all when nothing stays."""
        if self.shown_until is None:
            return ""
        end = "" if self.shown_until == date.max else f" jusqu’au {day_in_words(self.shown_until, year=True)}"
        if self.is_listed:
            return (
                f"Une autre charte de la structure reste en vigueur : ses offres restent montrées{end}, "
                "sa place dans l’annuaire et ses accès ne changent pas."
            )
        return (
            f"Une autre charte de la structure est en cours de signature : ses offres restent montrées{end}. "
            "D’ici sa signature, la structure sort de l’annuaire."
        )


def after(agreement: CharterAgreement, last_day: date | None) -> After:
    """The day after its last day. One query.

    While no day is chosen, only the charters that nobody has said would end count.
    """
    if agreement.structure.status == Structure.Status.LEFT:
        return After()
    alive = agreement.structure.charters.filter(status__in=CharterAgreement.ALIVE)
    others = list(alive.exclude(pk=agreement.pk).defer("words"))
    day = last_day + timedelta(days=1) if last_day else date.max
    shown_until = next((last for first, last in coverages(others) if first <= day <= last), None)
    in_force = coverages(each for each in others if each.status == Status.IN_FORCE)
    return After(shown_until, any(first <= day <= last for first, last in in_force))
