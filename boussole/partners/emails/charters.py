"""What is written about charters: to the four people who sign, and to both parties as long as it lives."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from boussole.accounts.models import Mandate, User
from boussole.core.links import absolute
from boussole.core.typography import day_in_words
from boussole.mail import outbox
from boussole.partners.absences import today_at
from boussole.partners.charters import links
from boussole.partners.charters.life import earliest_end
from boussole.partners.charters.reminding import Mail
from boussole.partners.charters.texts import what_changed
from boussole.partners.models import (
    CharterAgreement,
    CharterText,
    Referent,
    Signatory,
    SignatureCode,
    SignatureLink,
    today_of,
)
from boussole.partners.policies import signs_with_account
from boussole.partners.recipients import animators_of

FOLDER = "partners/messages"
DOCUMENT_LINK_LIFE = timedelta(days=90)  # time to file the document; the animation sends a new link after


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody who follows an agreement for one of its parties, and their page of it."""

    user: User
    party: CharterAgreement.Party
    page: str


def both_parties(agreement: CharterAgreement, now: datetime) -> list[Addressee]:
    """Whoever is responsible for the structure, then whoever animates the territory; each person once."""
    found = {each.user.pk: each for each in (*_of_animation(agreement, now), *_of_structure(agreement, now))}
    return sorted(found.values(), key=lambda each: each.user.pk)


def _of_structure(agreement: CharterAgreement, now: datetime) -> Iterator[Addressee]:
    page = absolute("extranet:charter", agreement.structure.public_id)
    day = today_at(agreement.structure, now)
    for row in Referent.objects.in_force(day).managing(agreement.structure_id):
        yield Addressee(row.user, CharterAgreement.Party.STRUCTURE, page)


def _of_animation(agreement: CharterAgreement, now: datetime) -> Iterator[Addressee]:
    """Whoever animates its territory; one that was loaded without any is run from where the structure acts."""
    page, day = absolute("animators:charter", agreement.public_id), today_of(agreement, now)
    party = CharterAgreement.Party.ANIMATION
    if agreement.territory is None:
        yield from (Addressee(user, party, page) for user in animators_of(agreement.structure, day))
        return
    rows = Mandate.objects.in_force_at(now).filter(role=Mandate.Role.ANIMATOR, territory=agreement.territory)
    for row in rows.filter(user__is_active=True).select_related("user"):
        yield Addressee(row.user, party, page)


def ask_to_sign(signatory: Signatory, mail: Mail, *, now: datetime) -> None:
    """The link of this signatory, and of nobody else."""
    agreement = signatory.agreement
    context: dict[str, object] = {
        **_about(agreement),
        "name": signatory.name,
        "function": signatory.function,
        "replaces": agreement.replaces_id is not None,
        "changes": what_changed(agreement),
        "is_reminder": mail in (Mail.WEEK, Mail.FORTNIGHT, Mail.MONTH),
        "is_last": mail == Mail.MONTH,
        "has_account": signs_with_account(signatory),
        "link": links.new_link(signatory, mail, now=now),
    }
    outbox.send(
        template=f"{FOLDER}/charter_to_sign", to=signatory.email, context=context, about=signatory, now=now
    )


def send_code(code: SignatureCode, digits: str, *, now: datetime) -> None:
    """Six digits that prove that their reader reads this mailbox."""
    signatory = code.signatory
    context: dict[str, object] = {
        "name": signatory.name,
        "structure": signatory.agreement.structure.name,
        "digits": f"{digits[:3]} {digits[3:]}",
    }
    outbox.send(template=f"{FOLDER}/charter_code", to=signatory.email, context=context, about=code, now=now)


def tell_in_force(agreement: CharterAgreement, *, now: datetime) -> None:
    """To the four who signed, each by a link to its document; to the others of both parties."""
    about = {**_about(agreement), "signed_on": in_words(agreement.signed_on)}
    signatories = list(agreement.signatories.select_related("user"))
    for signatory in signatories:
        if not signatory.email:
            continue
        link = links.new_link(signatory, Mail.AGAIN, now=now, life=DOCUMENT_LINK_LIFE)
        context = {**about, "name": signatory.name, "link": link, "expires": True}
        outbox.send(
            template=f"{FOLDER}/charter_in_force",
            to=signatory.email,
            context=context,
            about=signatory,
            now=now,
        )
    known = {signatory.email.casefold() for signatory in signatories}
    for each in both_parties(agreement, now):
        if each.user.email.casefold() not in known:
            tell("charter_in_force", each, agreement, now, name=each.user.first_name, expires=False, **about)


def tell_refused(signatory: Signatory, *, now: datetime) -> None:
    """To the animation, with the reason; the others of the four learn that they need not sign."""
    agreement = signatory.agreement
    animation = list(_of_animation(agreement, now))
    about: dict[str, object] = {
        "who": signatory.name,
        "reason": signatory.refusal_reason,
        "is_of_structure": signatory.role in (Signatory.Role.REPRESENTATIVE, Signatory.Role.REFERENT),
    }
    for each in animation:
        tell("charter_refused", each, agreement, now, **about)
    tell_called_off(agreement, now=now, told={each.user.email.casefold() for each in animation})


def tell_called_off(agreement: CharterAgreement, *, now: datetime, told: Collection[str] = ()) -> None:
    """To whoever was asked to sign, but for who was told already: it is over, their link opens nothing any more."""
    asked = agreement.signatories.filter(links__isnull=False, refused_at__isnull=True).distinct()
    for signatory in asked:
        if signatory.email.casefold() in told:
            continue
        context: dict[str, object] = {**_about(agreement), "name": signatory.name}
        outbox.send(
            template=f"{FOLDER}/charter_called_off",
            to=signatory.email,
            context=context,
            about=signatory,
            now=now,
        )


def tell_renewal(agreement: CharterAgreement, renewal: date, *, now: datetime) -> None:
    """Two months before: nothing to do to go on; until when to say otherwise."""
    day = today_of(agreement, now)
    for each in both_parties(agreement, now):
        tell(
            "charter_renewal",
            each,
            agreement,
            now,
            renewal=in_words(renewal),
            earliest=in_words(earliest_end(day)),
        )


def tell_tolerance_ends(agreement: CharterAgreement, *, now: datetime) -> None:
    """Two weeks before its offers disappear for want of signatures: who is waited for."""
    waited = [each.name for each in agreement.signatories.all() if each.is_waited_for]
    is_sent = agreement.status == CharterAgreement.Status.SIGNING
    for each in both_parties(agreement, now):
        tell(
            "charter_tolerance",
            each,
            agreement,
            now,
            until=in_words(agreement.tolerated_until),
            waited=waited if is_sent else [],
        )


def tell_text_changed(text: CharterText, prepared: list[CharterAgreement], *, now: datetime) -> None:
    """To each animation, once: how many agreements are to be signed again, and where."""
    by_animator: dict[int, tuple[User, list[str]]] = {}
    for agreement in prepared:
        for each in _of_animation(agreement, now):
            by_animator.setdefault(each.user.pk, (each.user, []))[1].append(agreement.structure.name)
    for user, structures in by_animator.values():
        context: dict[str, object] = {
            "first_name": user.first_name,
            "structures": sorted(structures),
            "what_changes": text.what_changes,
            "link": absolute("animators:charters"),
        }
        outbox.send(
            template=f"{FOLDER}/charter_text_changed", to=user.email, context=context, about=text, now=now
        )


def close_links(agreement: CharterAgreement, *, now: datetime, but: Signatory | None = None) -> None:
    """The links of the agreement are over, and mails that still wait with one do not leave.

    `but` is whoever has just answered: they read on the page what they did.
    """
    others = agreement.signatories.exclude(pk=but.pk if but else 0)
    SignatureLink.objects.filter(signatory__in=others, expires_at__gt=now).update(expires_at=now)
    for signatory in others:
        outbox.cancel(about=signatory, now=now)


def tell(message: str, to: Addressee, agreement: CharterAgreement, now: datetime, **more: object) -> None:
    """One mail to somebody of a party, with the page that they have of this agreement."""
    context = {**_about(agreement), "first_name": to.user.first_name, "link": to.page, **more}
    outbox.send(template=f"{FOLDER}/{message}", to=to.user.email, context=context, about=agreement, now=now)


def _about(agreement: CharterAgreement) -> dict[str, object]:
    territory = agreement.territory
    return {
        "structure": agreement.structure.name,
        "territory": territory.name if territory else "",
        "carrier": territory.carrier_name if territory else "",
    }


def in_words(day: date | None) -> str:
    """A day of an agreement, its year said; nothing for none."""
    return day_in_words(day, year=True) if day else ""
