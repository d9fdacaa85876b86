"""What both parties read when a charter is going to end: the notice, an earlier day to agree on, the end."""

from __future__ import annotations

from datetime import datetime

from boussole.accounts.models import User
from boussole.core.links import absolute
from boussole.partners.charters.after import after
from boussole.partners.emails.charters import Addressee, both_parties, in_words, tell
from boussole.partners.models import CharterAgreement

Party = CharterAgreement.Party
SOONER_PAGES = {Party.STRUCTURE: "extranet:sooner_end", Party.ANIMATION: "animators:sooner_end"}


def tell_notice(agreement: CharterAgreement, *, now: datetime) -> None:
    """To both parties: who ends it, when, why, and what follows; the other one may agree to an earlier day."""
    about = _end(agreement)
    for each in _readers(agreement, now):
        tell(
            "charter_notice",
            each,
            agreement,
            now,
            **about,
            from_structure=agreement.notice_from == Party.STRUCTURE,
            reason=agreement.notice_reason,
            **_sooner(agreement, each),
        )


def tell_notice_withdrawn(agreement: CharterAgreement, *, now: datetime) -> None:
    for each in _readers(agreement, now):
        tell("charter_notice_withdrawn", each, agreement, now)


def tell_sooner_proposed(agreement: CharterAgreement, *, now: datetime) -> None:
    """To both parties: which day, and who has to answer."""
    for each in both_parties(agreement, now):
        said = {"ends_on": in_words(agreement.ends_on), **_sooner(agreement, each)}
        tell("charter_sooner_proposed", each, agreement, now, **said)


def tell_sooner_agreed(agreement: CharterAgreement, *, now: datetime) -> None:
    """To both parties: this is the last day."""
    about = _end(agreement)
    for each in both_parties(agreement, now):
        tell("charter_sooner_agreed", each, agreement, now, **about)


def tell_sooner_over(agreement: CharterAgreement, *, is_dropped: bool, now: datetime) -> None:
    """To both parties: the notice runs until its own last day; said no, or given up by whoever proposed."""
    for each in both_parties(agreement, now):
        said = {"ends_on": in_words(agreement.ends_on), "is_dropped": is_dropped}
        tell("charter_sooner_over", each, agreement, now, **said)


def tell_ending(agreement: CharterAgreement, *, now: datetime) -> None:
    """A month before the last day."""
    about = _end(agreement)
    for each in _readers(agreement, now):
        tell("charter_ending", each, agreement, now, **about)


def tell_ended(agreement: CharterAgreement, *, now: datetime) -> None:
    """To both parties: what is shown no more, or still is; what is open is finished or redirected."""
    for each in _readers(agreement, now):
        _tell_ended(agreement, each, now)


def tell_ended_beside(agreement: CharterAgreement, *, by: User, now: datetime) -> None:
    """To whoever animates its territory, when a colleague of another one takes the structure out of the network."""
    for each in both_parties(agreement, now):
        if each.party == Party.ANIMATION and each.user.pk != by.pk:
            _tell_ended(agreement, each, now, reason=agreement.notice_reason)


def _tell_ended(agreement: CharterAgreement, to: Addressee, now: datetime, reason: str = "") -> None:
    requests = absolute("extranet:requests") if to.party == Party.STRUCTURE else ""
    tell("charter_ended", to, agreement, now, **_end(agreement), requests=requests, reason=reason)


def _end(agreement: CharterAgreement) -> dict[str, object]:
    """Its last day, and what the other charters of the structure keep after it."""
    return {
        "ends_on": in_words(agreement.ends_on),
        "kept": after(agreement, agreement.ends_on).in_words,
    }


def _readers(agreement: CharterAgreement, now: datetime) -> list[Addressee]:
    """Both parties; the animation is told once that its territory closes, not once for each of its charters."""
    closes = agreement.territory is not None and agreement.territory.closes_on == agreement.ends_on
    found = both_parties(agreement, now)
    return [each for each in found if not (closes and agreement.ends_on and each.party == Party.ANIMATION)]


def _sooner(agreement: CharterAgreement, to: Addressee) -> dict[str, object]:
    """The earlier day that is proposed, who has to answer, and where."""
    return {
        "sooner_on": in_words(agreement.sooner_on),
        "sooner_from_structure": agreement.sooner_from == Party.STRUCTURE,
        "has_to_answer": to.party != agreement.sooner_from,
        "sooner_link": absolute(SOONER_PAGES[to.party], agreement.public_id),
    }
