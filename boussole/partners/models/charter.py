"""The yearly agreement between a structure and the animation (product.md 2 and 5.6)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, datetime

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value

from boussole.accounts import policies as account_policies
from boussole.accounts.models import Mandate, User
from boussole.core.moves import require_move
from boussole.partners.models.charter_days import today_of_each
from boussole.partners.models.charter_text import CharterText
from boussole.partners.models.structure import Structure
from boussole.territories.models import Territory


class CharterAgreementQuerySet(models.QuerySet["CharterAgreement"]):
    def visible_to(self, user: User, day: date) -> CharterAgreementQuerySet:
        """From the extranet: the agreements of the person's structures."""
        return self.filter(structure__in=Structure.objects.visible_to(user, day))

    def run_by(self, user: User, day: date) -> CharterAgreementQuerySet:
        """For the network: those of the territories animated; of the region; all for the national team."""
        allowed = Q(pk__in=[])
        for mandate in account_policies.mandates_of(user, day):
            if mandate.role == Mandate.Role.NATIONAL:
                return self
            if mandate.role == Mandate.Role.ANIMATOR:
                # An agreement without a territory was loaded: the animation of where the structure acts keeps it.
                here = account_policies.around(tuple(mandate.territory.areas)) if mandate.territory else []
                loaded = Q(territory__isnull=True, structure__areas__overlap=here)
                allowed |= Q(territory=mandate.territory) | loaded
            elif mandate.role == Mandate.Role.REGIONAL:
                there = account_policies.around((f"region:{mandate.region}",))
                allowed |= Q(territory__areas__overlap=there)
        return self.filter(allowed)

    def naming_another_carrier(self, territory: Territory) -> CharterAgreementQuerySet:
        """Signed here with the body that carried this territory before, and not prepared again since."""
        replaced = self.model.objects.filter(replaces=OuterRef("pk"), status__in=CharterAgreement.AT_WORK)
        signed = self.filter(territory=territory, status=CharterAgreement.Status.IN_FORCE, ends_on=None)
        named = signed.filter(text__body__icontains="{organisme}").exclude(words="")
        return named.exclude(words__contains=territory.carrier_name).filter(~Exists(replaced))

    def in_force(self, now: datetime) -> CharterAgreementQuerySet:
        """Signed by all, and not ended, at this moment: each by the calendar of where it is signed."""
        return self.alias(today=today_of_each(now)).filter(IN_FORCE_TODAY)

    def covering(self, now: datetime) -> CharterAgreementQuerySet:
        """Those by which the offers of the structure may be shown at this moment: in force, or tolerated."""
        return self.alias(today=today_of_each(now)).filter(IN_FORCE_TODAY | TOLERATED_TODAY)

    def covering_on(self, day: date) -> CharterAgreementQuerySet:
        """The same for whoever counts days elsewhere: a young person who looks at an offer, on their own day."""
        return self.alias(today=Value(day)).filter(IN_FORCE_TODAY | TOLERATED_TODAY)


# On the day that the query calls `today`; in Python, `CharterAgreement.covers`.
_LASTING = Q(ends_on__isnull=True) | Q(ends_on__gte=F("today"))
IN_FORCE_TODAY = Q(_LASTING, status="IN_FORCE", signed_on__lte=F("today"))
TOLERATED_TODAY = Q(_LASTING, status__in=["PREPARED", "SIGNING"], tolerated_until__gte=F("today"))


class CharterAgreement(models.Model):
    """One structure and one animation. Signed, it is renewed every year without a gesture, until its notice.

    Without a territory it was signed with the national level, or before the product (a bundle).
    """

    class Status(models.TextChoices):
        PREPARED = "PREPARED", "Préparée"
        SIGNING = "SIGNING", "En cours de signature"
        IN_FORCE = "IN_FORCE", "En vigueur"
        REFUSED = "REFUSED", "Refusée"
        CANCELLED = "CANCELLED", "Abandonnée"
        ENDED = "ENDED", "Terminée"
        REPLACED = "REPLACED", "Remplacée"

    class Party(models.TextChoices):
        STRUCTURE = "STRUCTURE", "La structure"
        ANIMATION = "ANIMATION", "L’animation territoriale"

    AT_WORK = (Status.PREPARED, Status.SIGNING)
    ALIVE = (*AT_WORK, Status.IN_FORCE)
    MOVES = {
        Status.PREPARED: {Status.SIGNING, Status.IN_FORCE, Status.CANCELLED},
        Status.SIGNING: {Status.IN_FORCE, Status.REFUSED, Status.CANCELLED},
        Status.IN_FORCE: {Status.ENDED, Status.REPLACED},
        Status.REFUSED: set(),
        Status.CANCELLED: set(),
        Status.ENDED: set(),
        Status.REPLACED: set(),
    }

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    structure = models.ForeignKey(Structure, on_delete=models.CASCADE, related_name="charters")
    territory = models.ForeignKey(
        Territory, on_delete=models.PROTECT, null=True, blank=True, related_name="charters"
    )
    text = models.ForeignKey(
        CharterText, on_delete=models.PROTECT, null=True, blank=True, related_name="agreements"
    )
    status = models.CharField("état", max_length=10, choices=Status, default=Status.SIGNING)
    prepared_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    prepared_at = models.DateTimeField("préparée le", null=True, blank=True)
    sent_at = models.DateTimeField("envoyée le", null=True, blank=True)
    # The words as they are signed, their fields filled; frozen when sent. The hash is what each person signs.
    title = models.CharField(max_length=160, blank=True)
    words = models.TextField(blank=True)
    words_hash = models.CharField(max_length=64, blank=True)
    signed_on = models.DateField("dernière signature", null=True, blank=True)
    tolerated_until = models.DateField("tolérée jusqu’au", null=True, blank=True)
    # The last day, after a notice: who gave it, when, why.
    ends_on = models.DateField("fin", null=True, blank=True)
    notice_from = models.CharField("préavis de", max_length=9, choices=Party, blank=True)
    notice_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    notice_at = models.DateTimeField("préavis donné le", null=True, blank=True)
    notice_reason = models.TextField("raison", max_length=1000, blank=True)
    # An earlier last day that one party proposes: agreed by the other once it is `ends_on`, never alone.
    sooner_on = models.DateField("fin plus proche proposée", null=True, blank=True)
    sooner_from = models.CharField("proposée par", max_length=9, choices=Party, blank=True)
    sooner_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    replaces = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replaced_by"
    )

    objects = CharterAgreementQuerySet.as_manager()

    class Meta:
        verbose_name = "charte signée"
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="IN_FORCE") | Q(signed_on__isnull=False),
                name="charter_in_force_is_signed",
                violation_error_message="Une charte en vigueur a une date de signature.",
            ),
            models.CheckConstraint(
                condition=Q(sooner_on__isnull=True, sooner_from="")
                | Q(
                    ends_on__isnull=False,
                    sooner_on__lte=F("ends_on"),
                    sooner_from__in=["STRUCTURE", "ANIMATION"],
                ),
                name="charter_sooner_than_its_end",
            ),
            models.UniqueConstraint(
                fields=["structure", "territory"],
                condition=Q(status__in=["PREPARED", "SIGNING"]),
                name="charter_one_at_work",
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                fields=["structure", "territory"],
                condition=Q(status="IN_FORCE"),
                name="charter_one_in_force",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"charter {self.pk}"

    def covers(self) -> tuple[date, date] | None:
        """The first and last days on which the offers may be shown; None when there are none."""
        return coverage(self.status, self.signed_on, self.tolerated_until, self.ends_on)

    @property
    def is_end_agreed(self) -> bool:
        """Whether both parties have said this last day, one after the other."""
        return self.sooner_on is not None and self.sooner_on == self.ends_on

    def proposes_sooner(self, today: date) -> bool:
        """Whether an earlier last day waits for the other party; one that is past waits for nobody."""
        return self.sooner_on is not None and not self.is_end_agreed and self.sooner_on >= today

    def forget_sooner(self) -> None:
        """No earlier last day is proposed or agreed any more; the caller saves."""
        self.sooner_on, self.sooner_from, self.sooner_by = None, "", None

    def move_to(
        self, status: CharterAgreement.Status, *, by: User | None, at: datetime, note: str = ""
    ) -> None:
        """Change the status and write the step that did it.

        :raises MoveRefused: if MOVES does not allow it from the current status
        """
        require_move(self, status, called="Cette charte")
        self.steps.create(from_status=self.status, to_status=status, by=by, at=at, note=note)
        self.status = status
        self.save(update_fields=["status"])


def coverage(
    status: str, signed_on: date | None, tolerated_until: date | None, ends_on: date | None
) -> tuple[date, date] | None:
    """Pure form of `CharterAgreement.covers`, for a charter that is not a row (a bundle)."""
    if status == CharterAgreement.Status.IN_FORCE and signed_on:
        return signed_on, ends_on or date.max
    if status in CharterAgreement.AT_WORK and tolerated_until:
        return date.min, min(tolerated_until, ends_on or date.max)
    return None


def coverages(agreements: Iterable[CharterAgreement]) -> list[tuple[date, date]]:
    """The days on which a structure with these agreements is covered, as stretches in order that do not touch."""
    found: list[tuple[date, date]] = []
    for first, last in sorted(covered for each in agreements if (covered := each.covers())):
        if found and (found[-1][1] == date.max or first.toordinal() <= found[-1][1].toordinal() + 1):
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def foremost(agreements: Iterable[CharterAgreement]) -> CharterAgreement | None:
    """The one that says where a structure stands: in force, else at work, else the latest of those that are over."""
    rank = {CharterAgreement.Status.IN_FORCE: 0, **dict.fromkeys(CharterAgreement.AT_WORK, 1)}
    return min(agreements, key=lambda each: (rank.get(each.status, 2), -each.pk), default=None)  # type: ignore[call-overload, no-any-return]
