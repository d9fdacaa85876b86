"""Who writes the charter, who runs an agreement, who may sign it and who may end it."""

from __future__ import annotations

from datetime import date, datetime

from boussole.accounts import policies as account_policies
from boussole.accounts.models import User
from boussole.core.verdicts import YES, Verdict, no
from boussole.partners.models import CharterAgreement, Signatory, Structure, today_of
from boussole.partners.policies.joining import animates
from boussole.partners.policies.people import is_manager
from boussole.territories.models import Territory

Status = CharterAgreement.Status
Party = CharterAgreement.Party


def can_write_text(user: User, territory: Territory | None, day: date) -> Verdict:
    """Word the charter: the national team for the country, the animation of a territory for its own."""
    if territory is None:
        if account_policies.is_national(user, day):
            return YES
        return no("Seule l’équipe nationale écrit la charte nationale.")
    if account_policies.animates(user, territory, day):
        return YES
    return no("Seule l’animation de ce territoire écrit sa charte.")


def can_prepare_charter(user: User, structure: Structure, territory: Territory, day: date) -> Verdict:
    """Prepare an agreement between a structure and a territory that it serves."""
    if not account_policies.animates(user, territory, day):
        return no("Seule l’animation de ce territoire y prépare des chartes.")
    if not animates(user, structure, day):
        return no("Cette structure ne sert pas ce territoire.")
    if structure.status == Structure.Status.LEFT:
        return no("Cette structure a quitté le réseau : faites-la d’abord revenir.")
    if territory.closes_on is not None:
        return no("Ce territoire ferme : une charte n’y durerait pas.")
    return YES


def can_renew_with_carrier(user: User, territory: Territory, day: date) -> Verdict:
    """Have the charters of a territory signed again when another body carries it: its animation."""
    if account_policies.animates(user, territory, day):
        return YES
    return no("Seule l’animation de ce territoire y prépare des chartes.")


def can_run_charter(user: User, agreement: CharterAgreement, day: date) -> Verdict:
    """Change, send, remind, give up: the animation of its territory, or of where the structure acts."""
    if runs(user, agreement, day):
        return YES
    return no("Seule l’animation du territoire s’occupe de cette charte.")


def runs(user: User, agreement: CharterAgreement, day: date) -> bool:
    """Whether the person animates the territory of this agreement."""
    if agreement.territory is not None:
        return account_policies.animates(user, agreement.territory, day)
    return animates(user, agreement.structure, day)


def can_change_signatory(user: User, signatory: Signatory, day: date) -> Verdict:
    """Before they sign, and while the agreement is at work."""
    agreement = signatory.agreement
    if not runs(user, agreement, day):
        return can_run_charter(user, agreement, day)
    if agreement.status not in CharterAgreement.AT_WORK:
        return no(
            f"Cette charte est « {agreement.get_status_display()} » : ses signataires ne changent plus."
        )
    if not signatory.is_waited_for:
        return no("Cette personne a déjà répondu.")
    return YES


def can_sign(signatory: Signatory) -> Verdict:
    """Sign or refuse: once, while the others are waited for, with an account that is not closed."""
    agreement = signatory.agreement
    if signatory.signed_at is not None:
        return no("Vous avez déjà signé cette charte.")
    if signatory.refused_at is not None:
        return no("Vous avez refusé cette charte.")
    if agreement.status != Status.SIGNING:
        return no(f"Cette charte est « {agreement.get_status_display()} » : elle n’attend plus de signature.")
    if signatory.user is not None and not signatory.user.is_active:
        return no(
            "Ce compte est désactivé : demandez à l’animation du territoire de nommer quelqu’un d’autre."
        )
    return YES


def signs_with_account(signatory: Signatory) -> bool:
    """Whether this person has an account that opens: its second factor is then what proves that it is them."""
    return signatory.user is not None and signatory.user.is_active and signatory.user.is_open


def party_of(user: User, agreement: CharterAgreement, day: date) -> CharterAgreement.Party | None:
    """For which party the person may end it; the structure's when they could for both."""
    return next((party for party in Party if speaks_for(party, user, agreement, day)), None)


def can_give_notice(user: User, agreement: CharterAgreement, day: date) -> Verdict:
    """End an agreement in force: whoever is responsible for the structure, or animates the territory."""
    if party_of(user, agreement, day) is None:
        return no(
            "Seules la personne responsable de la structure et l’animation du territoire y mettent fin."
        )
    if agreement.status != Status.IN_FORCE:
        return no(f"Cette charte est « {agreement.get_status_display()} » : il n’y a rien à arrêter.")
    if agreement.ends_on is not None:
        return no("Un préavis est déjà donné pour cette charte.")
    return YES


def can_withdraw_notice(user: User, agreement: CharterAgreement, day: date, now: datetime) -> Verdict:
    """Take a notice back: the party that gave it, until its last day, unless both have agreed on that day."""
    if not _is_under_notice(agreement, now):
        return no("Cette charte n’a pas de préavis en cours.")
    if not speaks_for(Party(agreement.notice_from), user, agreement, day):
        return no("Seule la partie qui a donné le préavis peut revenir dessus.")
    if (territory := agreement.territory) is not None and territory.closes_on is not None:
        return no(f"Le territoire « {territory.name} » ferme : ses chartes finissent avec lui.")
    if agreement.is_end_agreed:
        return no(
            "Les deux parties ont convenu de ce jour. Pour continuer, préparez ensemble une nouvelle charte."
        )
    return YES


def can_propose_sooner(user: User, agreement: CharterAgreement, day: date, now: datetime) -> Verdict:
    """Ask the other party for an earlier last day, while a notice runs: either of them, one proposal at a time."""
    if not _is_under_notice(agreement, now):
        return no("Cette charte n’a pas de préavis en cours.")
    if party_of(user, agreement, day) is None:
        return no(
            "Seules la personne responsable de la structure et l’animation du territoire proposent un autre jour."
        )
    if agreement.is_end_agreed:
        return no("Les deux parties ont déjà convenu du dernier jour.")
    if agreement.proposes_sooner(today_of(agreement, now)):
        return no("Un jour est déjà proposé : attendez la réponse, ou retirez la proposition.")
    return YES


def can_answer_sooner(user: User, agreement: CharterAgreement, day: date, now: datetime) -> Verdict:
    """Agree to an earlier last day, or let the notice run: the party that did not propose it, by somebody else."""
    if not _waits_for_answer(agreement, now):
        return no("Aucun jour plus proche n’attend de réponse.")
    if user.pk == agreement.sooner_by_id or not speaks_for(_other(agreement), user, agreement, day):
        return no("C’est à l’autre partie de répondre.")
    return YES


def can_drop_sooner(user: User, agreement: CharterAgreement, day: date, now: datetime) -> Verdict:
    """Take the proposal of an earlier day back, as long as nobody has answered: the party that made it."""
    if not _waits_for_answer(agreement, now):
        return no("Aucun jour plus proche n’attend de réponse.")
    if not speaks_for(Party(agreement.sooner_from), user, agreement, day):
        return no("Seule la partie qui propose ce jour peut y renoncer.")
    return YES


def speaks_for(party: CharterAgreement.Party, user: User, agreement: CharterAgreement, day: date) -> bool:
    """Whether the person is of this party: of both, sometimes."""
    if party == Party.STRUCTURE:
        return is_manager(user, agreement.structure, day)
    return runs(user, agreement, day)


def _is_under_notice(agreement: CharterAgreement, now: datetime) -> bool:
    """In force, with a last day that is not over where it was signed."""
    is_running = agreement.status == Status.IN_FORCE and bool(agreement.notice_from)
    return is_running and agreement.ends_on is not None and agreement.ends_on >= today_of(agreement, now)


def _waits_for_answer(agreement: CharterAgreement, now: datetime) -> bool:
    return _is_under_notice(agreement, now) and agreement.proposes_sooner(today_of(agreement, now))


def _other(agreement: CharterAgreement) -> CharterAgreement.Party:
    return Party.ANIMATION if agreement.sooner_from == Party.STRUCTURE else Party.STRUCTURE
