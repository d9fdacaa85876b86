"""The life of the network: a charter at each stage, people invited, teams confirmed, coordinates agreed to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from boussole.accounts.actions import NewPerson
from boussole.accounts.models import Mandate, User
from boussole.demo.acting import act, claire
from boussole.demo.personas import NADIAS, PAUL
from boussole.demo.year import Year
from boussole.partners import actions
from boussole.partners.actions import charters
from boussole.partners.actions.directory import Said, report_error, say_coordinates
from boussole.partners.models import (
    CharterAgreement,
    CharterText,
    DirectoryCoordinate,
    Referent,
    Signatory,
    Structure,
)

Kind, Visibility = DirectoryCoordinate.Kind, DirectoryCoordinate.Visibility
Role, Proof = Signatory.Role, Signatory.Proof
WAITS_FOR_TWO = "horizons-partages"  # signed by two of the four
PREPARED = "france-services-lignon"
LEAVES = "vie-etudiante-loire"
MISTAKEN = "maison-adolescents-escale"
ASLEEP, ASLEEP_FOR = "martine.griot@example.org", 221
CONFIRMED_EVERY = 90  # days
DAYS_OF_TEAMS = 76  # teams were confirmed one after the other, within so many days
LATE_TEAMS = ("planning-familial-passerelles",)
HOLIDAYS = """

**Pendant les vacances**

Deux semaines avant une absence, la structure dit qui répond à sa place.
"""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A body that the animation brings in, and who of it was written to."""

    name: str
    kind: str
    commune: str
    areas: Sequence[str]
    role: str
    manager: NewPerson
    phone: str = ""


NEWCOMERS = (
    Newcomer(
        "Garage solidaire des Quatre Vents",
        "garage-solidaire",
        "42207",
        ("departement:42",),
        "Un garage où l’on répare sa voiture ou son scooter à petit prix, avec une mécanicienne à côté.",
        NewPerson(
            email="louise.bessat@example.org",
            first_name="Louise",
            last_name="Bessat",
            job_title="Coordinatrice",
        ),
        phone="01 99 00 42 71",
    ),
    Newcomer(
        "Radio des Belvédères",
        "radio-associative",
        "42187",
        ("epci:200035731",),
        "Une radio associative qui prend des jeunes en stage et leur apprend à parler au micro.",
        NewPerson(
            email="simon.allaigre@example.org",
            first_name="Simon",
            last_name="Allaigre",
            job_title="Président",
        ),
        phone="01 99 00 42 72",
    ),
)
REFUSED_BECAUSE = "Nous ne pouvons pas rappeler en sept jours pendant l’été. Parlons-en en septembre."
NEW_COLLEAGUE = NewPerson(
    email="ines.marchal@example.org", first_name="Inès", last_name="Marchal", job_title="Conseillère"
)


def date_the_first_charter_back(first_day: date) -> None:
    """The one that is replaced as the year begins is older than it; its people were there."""
    replaced = CharterAgreement.objects.filter(structure__code=NADIAS)
    replaced.update(signed_on=first_day - timedelta(days=70))


def date_the_network_back(year: Year) -> None:
    """The words of the charter, and the last time each team was confirmed, before the visitor came."""
    CharterText.objects.published().update(published_at=year.since, written_at=year.since)
    today = year.window.day(year.now)
    managers = {row.structure_id: row.user for row in Referent.objects.in_force(today).filter(role="MANAGER")}
    rows = list(Referent.objects.in_force(today).select_related("structure").order_by("pk"))
    for number, row in enumerate(rows):
        late = CONFIRMED_EVERY + 20 if row.structure.code in LATE_TEAMS else number * 29 % DAYS_OF_TEAMS
        row.confirmed_on, row.confirmed_by = today - timedelta(days=late), managers.get(row.structure_id)
    Referent.objects.bulk_update(rows, ["confirmed_on", "confirmed_by"])
    _say_when_they_came(year)


def _say_when_they_came(year: Year) -> None:
    """Most people signed in these last days; one has been asleep for months."""
    people = list(User.objects.active().exclude(password="").order_by("pk"))
    for number, user in enumerate(people):
        days = ASLEEP_FOR if user.email == ASLEEP else number * 5 % 12
        user.last_login = year.days_ago(days, hour=8 + number % 3, minute=number * 7 % 60)
    User.objects.bulk_update(people, ["last_login"])


def add_network(year: Year) -> None:
    """Add to the agenda what the people of the network did these last weeks."""
    year.add(year.days_ago(70, hour=9, minute=20), partial(_fill_directory, year))
    # Signed as the year begins: whoever was called back since was so under this charter.
    year.add(year.since + timedelta(minutes=2), partial(_send, year, NADIAS))
    year.add(year.since + timedelta(minutes=12), partial(_sign, year, NADIAS, tuple(Role)))
    year.add(year.days_ago(20, hour=11, minute=10), partial(_send, year, WAITS_FOR_TWO))
    signed = (Role.REPRESENTATIVE, Role.ANIMATOR)
    year.add(year.days_ago(18, hour=16, minute=40), partial(_sign, year, WAITS_FOR_TWO, signed))
    year.add(year.days_ago(12, hour=9, minute=50), partial(_give_notice, year))
    year.add(year.days_ago(11, hour=10, minute=25), partial(_bring_in, year, NEWCOMERS[1], True))
    year.add(year.days_ago(5, hour=10, minute=30), partial(_bring_in, year, NEWCOMERS[0], False))
    year.add(year.days_ago(6, hour=8, minute=30), partial(_come_from_elsewhere, year))
    year.add(year.days_ago(4, hour=15, minute=0), partial(_write_the_words_of_the_loire, year))
    year.add(year.days_ago(3, hour=11, minute=45), partial(_prepare, year, PREPARED))
    year.add(year.days_ago(2, hour=9, minute=35), partial(_invite_a_colleague, year))
    year.add(year.days_ago(2, hour=17, minute=5), partial(_report_an_error, year))


# --- Charters ---------------------------------------------------------------------------------------
def _prepare(year: Year, code: str, at: datetime) -> CharterAgreement:
    structure = Structure.objects.get(code=code)
    return charters.prepare(structure, year.territory, **act(year, claire(), at))


def _send(year: Year, code: str, at: datetime) -> None:
    charters.send(_prepare(year, code, at), **act(year, claire(), at))


def _sign(year: Year, code: str, roles: Sequence[str], at: datetime) -> None:
    """One after the other, as each of them found a moment."""
    agreement = CharterAgreement.objects.get(
        structure__code=code, territory=year.territory, status=CharterAgreement.Status.SIGNING
    )
    for rank, signatory in enumerate(agreement.signatories.filter(role__in=roles)):
        moment = at + timedelta(minutes=9 * rank)
        with_account = signatory.user if signatory.user and signatory.user.is_open else None
        charters.sign(
            signatory,
            proof=Proof.ACCOUNT if with_account else Proof.MAILBOX,
            words_hash=agreement.words_hash,
            by=with_account,
            now=moment,
        )


def _give_notice(year: Year, at: datetime) -> None:
    agreement = CharterAgreement.objects.in_force(at).get(structure__code=LEAVES)
    charters.give_notice(
        agreement,
        ends_on=year.window.day(year.now) + timedelta(days=38),
        reason="Notre équipe passe de quatre personnes à une : nous ne tiendrions plus le délai.",
        **act(year, _manager_of(LEAVES, year.window.day(at)), at),
    )


def _write_the_words_of_the_loire(year: Year, at: datetime) -> None:
    """A draft of the territory's own words, to be read beside the national ones."""
    national = CharterText.objects.published().of(None).first()
    if national is not None:
        wording = charters.Wording(national.title, national.body.rstrip() + HOLIDAYS)
        charters.write_text(year.territory, wording, **act(year, claire(), at))


# --- People -----------------------------------------------------------------------------------------
def _bring_in(year: Year, newcomer: Newcomer, refuses: bool, at: datetime) -> None:
    """Known, written to, its charter sent; one of them says no."""
    structure = actions.add_prospect(
        {
            "name": newcomer.name,
            "kind": newcomer.kind,
            "commune": newcomer.commune,
            "areas": list(newcomer.areas),
            "role": newcomer.role,
            "phone": newcomer.phone,
        },
        by=claire(),
        now=at,
    )
    actions.invite_manager(structure, newcomer.manager, **act(year, claire(), at))
    if not refuses:
        return
    agreement = charters.prepare(structure, year.territory, **act(year, claire(), at))
    who = newcomer.manager
    person = charters.Person(f"{who.first_name} {who.last_name}", who.job_title, who.email)
    for signatory in agreement.signatories.filter(role__in=(Role.REPRESENTATIVE, Role.REFERENT)):
        charters.change_signatory(signatory, person, **act(year, claire(), at))
    charters.send(agreement, **act(year, claire(), at + timedelta(minutes=20)))
    representative = agreement.signatories.get(role=Role.REPRESENTATIVE)
    charters.refuse(
        representative, proof=Proof.MAILBOX, reason=REFUSED_BECAUSE, now=at + timedelta(days=2, hours=3)
    )


def _come_from_elsewhere(year: Year, at: datetime) -> None:
    """A record of the structure of Nadia that somebody else had typed: to be seen among the duplicates."""
    known = Structure.objects.get(code=NADIAS)
    values = {
        "name": "Mission locale Bassin stéphanois",
        "kind": known.kind,
        "commune": known.commune,
        "areas": list(known.areas),
        "phone": known.phone,
    }
    actions.add_prospect(values, by=None, now=at)


def _invite_a_colleague(year: Year, at: datetime) -> None:
    structure, paul = Structure.objects.get(code=NADIAS), User.objects.get(email=PAUL.email)
    actions.invite_referent(structure, NEW_COLLEAGUE, role=Referent.Role.REFERENT, **act(year, paul, at))


# --- The directory ----------------------------------------------------------------------------------
def _fill_directory(year: Year, at: datetime) -> None:
    """Most people show their address to everybody and their number to their territory; some show nothing."""
    day = year.window.day(at)
    rows = Referent.objects.in_force(day).filter(user__is_active=True).select_related("user", "structure")
    for number, row in enumerate(rows.order_by("pk")):
        if number % 7 == 3:
            continue
        everywhere = Visibility.DIRECTORY if number % 4 else Visibility.TERRITORY
        said = [Said(Kind.EMAIL, row.user.email, everywhere)]
        if row.user.phone:
            said.append(Said(Kind.PHONE, row.user.phone, Visibility.TERRITORY))
        say_coordinates(row, said, **act(year, row.user, at))
        if row.is_manager and row.structure.email:
            own = [Said(Kind.EMAIL, row.structure.email, Visibility.DIRECTORY)]
            say_coordinates(row.structure, own, **act(year, row.user, at))
    mandate = Mandate.objects.in_force(day).get(user=claire(), territory=year.territory)
    shown = [Said(Kind.EMAIL, claire().email, Visibility.DIRECTORY)]
    say_coordinates(mandate, shown, **act(year, claire(), at))


def _report_an_error(year: Year, at: datetime) -> None:
    nadia = User.objects.get(email="nadia.belkacem@example.org")
    text = "Le standard ne répond plus à ce numéro depuis lundi : il renvoie vers une autre ville."
    report_error(Structure.objects.get(code=MISTAKEN), text, **act(year, nadia, at))


def _manager_of(code: str, day: date) -> User:
    row = Referent.objects.in_force(day).filter(structure__code=code, role=Referent.Role.MANAGER).first()
    if row is None:
        raise LookupError(f"The demonstration's {code} has nobody responsible for it.")
    return row.user
