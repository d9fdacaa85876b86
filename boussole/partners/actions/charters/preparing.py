"""Prepare an agreement, name its four signatories, send it, remind, give up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.core.clock import local_day
from boussole.core.db import locked
from boussole.core.moves import AnswerRefused
from boussole.core.verdicts import no
from boussole.partners import policies
from boussole.partners.charters import fields, texts
from boussole.partners.charters.reminding import Mail
from boussole.partners.emails import charters as emails
from boussole.partners.joining import tell_of_standing
from boussole.partners.models import (
    CharterAgreement,
    CharterText,
    Referent,
    Signatory,
    SignatureCode,
    Structure,
)
from boussole.territories.models import Territory

Status = CharterAgreement.Status
Role = Signatory.Role
ROLES = tuple(Role)
# A structure of one person has one mailbox; the two parties never do, nor the animator and who they answer to.
MAY_SHARE = frozenset({Role.REPRESENTATIVE, Role.REFERENT})


class CharterRefused(AnswerRefused):
    """What was asked cannot be."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who signs, in which function, and where they are written to."""

    name: str
    function: str
    email: str

    @property
    def is_complete(self) -> bool:
        return bool(self.name and self.function and self.email)


NOBODY = Person("", "", "")


@transaction.atomic
def prepare(
    structure: Structure, territory: Territory, *, by: User, day: date, now: datetime
) -> CharterAgreement:
    """The agreement of a structure and a territory, with the text in use and the four people that we know.

    One that is prepared already is completed: `welcome` makes one without words.

    :raises NotAllowed: for somebody who does not animate this territory
    :raises CharterRefused: when it is being signed, or when no text is in use
    """
    structure = locked(structure)
    policies.can_prepare_charter(by, structure, territory, day).require()
    text = texts.in_use(territory)
    if text is None:
        raise CharterRefused("Aucun texte de charte n’est en usage : publiez-en un d’abord.")
    agreement = structure.charters.filter(territory=territory, status__in=CharterAgreement.AT_WORK).first()
    if agreement is not None and agreement.status == Status.SIGNING:
        raise CharterRefused("Une charte est déjà en cours de signature entre ces deux parties.")
    if agreement is None:
        agreement = CharterAgreement(structure=structure, territory=territory, status=Status.PREPARED)
    agreement.replaces = agreement.replaces or _former_of(structure, territory)
    agreement.text, agreement.prepared_by, agreement.prepared_at = text, by, now
    agreement.save()
    _name_signatories(agreement, by=by, day=day)
    trail.record("charter.prepared", by=by, on=agreement, at=now, structure=structure.pk)
    return agreement


def ask_again(
    former: CharterAgreement, text: CharterText, *, by: User, now: datetime
) -> CharterAgreement | None:
    """Prepare what will replace an agreement in force, its substance having changed.

    None when one is being signed already: its page says that the words have changed since.
    """
    at_work = former.structure.charters.filter(
        territory=former.territory, status__in=CharterAgreement.AT_WORK
    ).first()
    if at_work is not None:
        return at_work if at_work.status == Status.PREPARED else None
    agreement = CharterAgreement.objects.create(
        structure=former.structure,
        territory=former.territory,
        text=text,
        status=Status.PREPARED,
        prepared_by=by,
        prepared_at=now,
        replaces=former,
    )
    _name_signatories(agreement, by=None, day=now.date())
    trail.record("charter.prepared", by=by, on=agreement, at=now, structure=former.structure_id)
    return agreement


def _former_of(structure: Structure, territory: Territory) -> CharterAgreement | None:
    """What it will replace: that of the territory, else one that was loaded without any."""
    in_force = structure.charters.filter(status=Status.IN_FORCE)
    return in_force.filter(territory=territory).first() or in_force.filter(territory__isnull=True).first()


def _name_signatories(agreement: CharterAgreement, *, by: User | None, day: date) -> None:
    """Those who are missing, with what we know of them: what a person wrote stays."""
    named = set(agreement.signatories.values_list("role", flat=True))
    for role, person in _proposed(agreement, by, day):
        if role not in named:
            agreement.signatories.create(role=role, **_columns(person))


def _proposed(agreement: CharterAgreement, by: User | None, day: date) -> Iterator[tuple[str, Person]]:
    known = {each.role: _same(each) for each in _signatories_before(agreement)}
    rows = list(
        Referent.objects.in_force(day)
        .filter(structure=agreement.structure, user__is_active=True)
        .select_related("user")
        .order_by("starts_on", "pk")
    )
    managers = [row.user for row in rows if row.is_manager]
    others = [row.user for row in rows if not row.is_manager]
    territory = agreement.territory
    director = (
        Person(territory.director_name, territory.director_function, territory.director_email)
        if territory
        else NOBODY
    )
    found = {
        Role.REPRESENTATIVE: _person_of(next(iter(managers), None)),
        Role.REFERENT: _person_of(next(iter((*others, *managers)), None)),
        Role.DIRECTOR: director,
        Role.ANIMATOR: _person_of(by),
    }
    for role in ROLES:
        yield role, known.get(role) or found[role]


def _signatories_before(agreement: CharterAgreement) -> list[Signatory]:
    """Who signed what this replaces, unless their account has been closed since."""
    if agreement.replaces is None:
        return []
    rows = agreement.replaces.signatories.select_related("user")
    return [each for each in rows if each.user is None or each.user.is_active]


def _same(signatory: Signatory) -> Person:
    return Person(signatory.name, signatory.function, signatory.email)


def _person_of(user: User | None) -> Person:
    return Person(user.full_name, user.job_title, user.email) if user else NOBODY


def _columns(person: Person) -> dict[str, object]:
    """As a signatory keeps it; whoever has an account will sign with it."""
    email = person.email.strip()
    account = User.objects.active().filter(email__iexact=email).first() if email else None
    return {
        "name": person.name.strip(),
        "function": person.function.strip(),
        "email": email,
        "user": account,
    }


@transaction.atomic
def change_signatory(
    signatory: Signatory, person: Person, *, by: User, day: date, now: datetime
) -> Signatory:
    """Another name, function or address, before they sign. Once sent, a new link leaves; the former ones are over.

    :raises NotAllowed: for somebody else's agreement, or once they have answered
    :raises CharterRefused: when the words that were sent name the person, or the address is somebody else's
    """
    agreement = locked(signatory.agreement)
    signatory = locked(signatory)
    policies.can_change_signatory(by, signatory, day).require()
    is_sent = agreement.status == Status.SIGNING
    if is_sent and not person.is_complete:
        raise CharterRefused("Donnez le nom, la fonction et l’adresse e-mail.", "email")
    changed = {name: value for name, value in _columns(person).items() if getattr(signatory, name) != value}
    for name in ("name", "function"):
        former = getattr(signatory, name)
        if is_sent and name in changed and former and former in agreement.words:
            raise CharterRefused(
                f"Le texte envoyé contient « {former} » : abandonnez cette charte et préparez-en une autre.",
                name,
            )
    if not changed:
        return signatory
    for name, value in changed.items():
        setattr(signatory, name, value)
    signatory.save(update_fields=list(changed))
    if is_sent:
        _require_own_mailboxes(agreement.signatories.all())
    trail.record(
        "charter.signatory_changed", by=by, on=agreement, at=now, role=signatory.role, what=sorted(changed)
    )
    if is_sent:  # the function too: it is in the sentence that the page shows to tick
        signatory.links.filter(expires_at__gt=now).update(expires_at=now)
        SignatureCode.objects.filter(signatory=signatory).delete()
        emails.ask_to_sign(signatory, Mail.AGAIN, now=now)
    return signatory


@transaction.atomic
def send(agreement: CharterAgreement, *, by: User, day: date, now: datetime) -> CharterAgreement:
    """Freeze the words and ask the four people: from now on nothing of it changes but their answers.

    :raises NotAllowed: for somebody else's agreement
    :raises CharterRefused: when somebody's name, function or address is missing, or one address is of two people
    """
    agreement = locked(agreement)
    policies.can_run_charter(by, agreement, day).require()
    signatories = list(agreement.signatories.select_related("user"))
    _require_complete(signatories)
    _require_own_mailboxes(signatories)
    freeze(agreement, signatories, now=now)
    agreement.sent_at = now
    agreement.save(update_fields=["sent_at"])
    agreement.move_to(Status.SIGNING, by=by, at=now)
    trail.record("charter.sent", by=by, on=agreement, at=now)
    for signatory in signatories:
        signatory.agreement = agreement
        emails.ask_to_sign(signatory, Mail.FIRST, now=now)
    return agreement


def _require_complete(signatories: list[Signatory]) -> None:
    missing = [each for each in signatories if not _same(each).is_complete]
    if missing or len(signatories) < len(ROLES):
        who = missing[0].get_role_display() if missing else "un ou une signataire"
        raise CharterRefused(f"Il manque le nom, la fonction ou l’adresse de : {who}.")


def _require_own_mailboxes(signatories: Iterable[Signatory]) -> None:
    """Whoever prepares the charter writes the addresses: they sign for nobody else by writing their own."""
    by_address: dict[str, Signatory] = {}
    for each in signatories:
        other = by_address.setdefault(each.email.casefold(), each)
        if other is not each and {other.role, each.role} != MAY_SHARE:
            raise CharterRefused(
                f"{other.get_role_display()} et {each.get_role_display().lower()} ont la même adresse : chaque "
                "signature part dans la boîte de la personne qui signe. À défaut, faites signer sur papier.",
                "email",
            )


def freeze(agreement: CharterAgreement, signatories: list[Signatory], *, now: datetime) -> None:
    """Write the words as they are signed, and their hash.

    :raises CharterRefused: when there is no text to sign
    """
    zone = agreement.territory.timezone if agreement.territory else "Europe/Paris"
    words = texts.words_of(agreement, signatories, local_day(now, zone))
    if words is None:
        raise CharterRefused("Cette charte n’a pas de texte : préparez-la de nouveau.")
    agreement.title, agreement.words = words[0][:160], words[1]
    agreement.words_hash = fields.hash_of(agreement.title, agreement.words)
    agreement.save(update_fields=["title", "words", "words_hash"])


@transaction.atomic
def resend(signatory: Signatory, *, by: User, day: date, now: datetime) -> Signatory:
    """One more mail, with a link of its own, to somebody who has not answered.

    :raises NotAllowed: for somebody else's agreement, one that is not being signed, or once they have answered
    """
    locked(signatory.agreement)
    signatory = locked(signatory)
    policies.can_change_signatory(by, signatory, day).require()
    policies.can_sign(signatory).require()
    trail.record("charter.sent_again", by=by, on=signatory.agreement, at=now, role=signatory.role)
    emails.ask_to_sign(signatory, Mail.AGAIN, now=now)
    return signatory


@transaction.atomic
def cancel(
    agreement: CharterAgreement, *, note: str = "", by: User, day: date, now: datetime
) -> CharterAgreement:
    """Give it up before everybody has signed: the links are over, whoever was asked is told.

    :raises NotAllowed: for somebody else's agreement, or once in force
    """
    agreement = locked(agreement)
    policies.can_run_charter(by, agreement, day).require()
    if agreement.status == Status.IN_FORCE:
        no("Cette charte est en vigueur : elle s’arrête par un préavis.").require()
    was_sent = agreement.status == Status.SIGNING
    agreement.move_to(Status.CANCELLED, by=by, at=now, note=note.strip())
    emails.close_links(agreement, now=now)
    trail.record("charter.cancelled", by=by, on=agreement, at=now)
    if was_sent:
        emails.tell_called_off(agreement, now=now)
    tell_of_standing(agreement.structure, by, now)
    return agreement
