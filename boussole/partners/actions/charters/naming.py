"""Who signs: the four people that are proposed, completed, and changed as long as they have not answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from boussole.accounts.models import Mandate, User
from boussole.audit import trail
from boussole.core.db import locked
from boussole.core.mailboxes import mailbox_of
from boussole.partners import policies
from boussole.partners.actions.charters.refused import CharterRefused
from boussole.partners.charters.reminding import Mail
from boussole.partners.emails import charters as emails
from boussole.partners.models import CharterAgreement, Referent, Signatory, SignatureCode

Role = Signatory.Role
ROLES = tuple(Role)
# A structure of one person has one mailbox; the two parties never do, nor the animator and who they answer to.
OF_STRUCTURE = frozenset({Role.REPRESENTATIVE, Role.REFERENT})


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


def name_signatories(agreement: CharterAgreement, *, by: User, day: date) -> None:
    """Those who are missing, with what we know of them: what a person wrote stays."""
    named = set(agreement.signatories.values_list("role", flat=True))
    for role, person in _proposed(agreement, by, day):
        if role not in named:
            agreement.signatories.create(role=role, **_columns(person))


def _proposed(agreement: CharterAgreement, by: User, day: date) -> Iterator[tuple[str, Person]]:
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
        Role.ANIMATOR: _person_of(_animator_of(agreement, by, day)),
    }
    for role in ROLES:
        yield role, known.get(role) or found[role]


def _animator_of(agreement: CharterAgreement, by: User, day: date) -> User | None:
    """Whoever prepares it; who has animated the territory longest, when a text of the country is published."""
    rows = Mandate.objects.in_force(day).filter(role=Mandate.Role.ANIMATOR, territory=agreement.territory)
    animators = [
        row.user
        for row in rows.filter(user__is_active=True).select_related("user").order_by("starts_on", "pk")
    ]
    return by if by in animators else next(iter(animators), None)


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
    is_sent = agreement.status == CharterAgreement.Status.SIGNING
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
    _require_another_than(by, signatory)
    signatory.save(update_fields=list(changed))
    if is_sent:
        require_own_mailboxes(agreement.signatories.all(), by=by)
    trail.record(
        "charter.signatory_changed", by=by, on=agreement, at=now, role=signatory.role, what=sorted(changed)
    )
    if is_sent:  # the function too: it is in the sentence that the page shows to tick
        signatory.links.filter(expires_at__gt=now).update(expires_at=now)
        SignatureCode.objects.filter(signatory=signatory).delete()
        emails.ask_to_sign(signatory, Mail.AGAIN, now=now)
    return signatory


def require_complete(signatories: list[Signatory]) -> None:
    missing = [each for each in signatories if not _same(each).is_complete]
    if missing or len(signatories) < len(ROLES):
        who = missing[0].get_role_display() if missing else "un ou une signataire"
        raise CharterRefused(f"Il manque le nom, la fonction ou l’adresse de : {who}.")


def require_own_mailboxes(signatories: Iterable[Signatory], *, by: User) -> None:
    """Whoever prepares the charter writes the addresses: they sign for nobody else by writing their own."""
    by_mailbox: dict[str, Signatory] = {}
    for each in signatories:
        _require_another_than(by, each)
        other = by_mailbox.setdefault(mailbox_of(each.email), each)
        if other is not each and {other.role, each.role} != OF_STRUCTURE:
            raise CharterRefused(
                f"{other.get_role_display()} et {each.get_role_display().lower()} ont la même adresse : chaque "
                "signature part dans la boîte de la personne qui signe. À défaut, faites signer sur papier.",
                "email",
            )


def _require_another_than(by: User, signatory: Signatory) -> None:
    """With a colleague's name as the animator, they could still sign as the structure that they ask."""
    if signatory.role in OF_STRUCTURE and mailbox_of(signatory.email) == mailbox_of(by.email):
        raise CharterRefused(
            "Cette adresse est la vôtre : une personne de la structure signe, ou une autre prépare cette charte.",
            "email",
        )
