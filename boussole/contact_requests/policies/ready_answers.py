"""Who keeps the ready answers of a structure: whoever answers for it. One question, one reason."""

from __future__ import annotations

from datetime import date

from boussole.accounts.models import User
from boussole.contact_requests.models import ReadyAnswer
from boussole.core.verdicts import YES, Verdict, no
from boussole.partners.models import Structure
from boussole.partners.policies import referents_of

MOST = 50  # beyond, nobody finds the one that they look for


def can_keep_answers(user: User, structure: Structure | int, day: date) -> Verdict:
    """Write, change or delete the ready answers of this structure."""
    wanted = structure if isinstance(structure, int) else structure.pk
    if wanted in {referent.structure_id for referent in referents_of(user, day)}:
        return YES
    return no("Seules les personnes référentes de la structure écrivent ses réponses prêtes.")


def can_add_answer(user: User, structure: Structure, day: date) -> Verdict:
    if ReadyAnswer.objects.filter(structure=structure).count() >= MOST:
        return no(f"Votre structure a déjà {MOST} réponses prêtes : supprimez celles qui ne servent plus.")
    return can_keep_answers(user, structure, day)


def can_be_titled(structure: Structure | int, title: str, *, than: ReadyAnswer | None = None) -> Verdict:
    """A title names one text in a structure, whatever its capitals."""
    others = ReadyAnswer.objects.filter(structure=structure, title__iexact=title)
    if than is not None:
        others = others.exclude(pk=than.pk)
    return no("Une réponse de ce titre existe déjà : choisissez-en un autre.") if others.exists() else YES
