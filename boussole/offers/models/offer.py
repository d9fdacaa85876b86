"""An offer: what a structure does for young people, where, and how fast it calls back."""

from __future__ import annotations

from datetime import date, datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest

from boussole.accounts import policies as account_policies
from boussole.accounts.models import User
from boussole.core.moves import require_move
from boussole.offers.freshness import OFF_AFTER, SOON_BEFORE
from boussole.partners.models import Absence, CharterAgreement, Structure
from boussole.questionnaires.models import Category, Theme


class OfferQuerySet(models.QuerySet["Offer"]):
    def visible_to(self, user: User, day: date) -> OfferQuerySet:
        """The only door from the extranet: the offers of the person's structures."""
        return self.filter(structure__in=Structure.objects.visible_to(user, day))

    def serving(self, user: User, day: date) -> OfferQuerySet:
        """For the people who run the network: the offers that serve their territory or region."""
        inherited = Q(areas__isnull=True) & account_policies.serves_a_scope_of(user, day, "structure__areas")
        return self.filter(inherited | account_policies.serves_a_scope_of(user, day, "areas"))

    def shown_on(self, day: date) -> OfferQuerySet:
        """The offers a young person may see that day, whatever their situation.

        The same conditions as the derived table `OfferReach`, as a filter on the truth.
        """
        covering = CharterAgreement.objects.covering_on(day).filter(structure=OuterRef("structure"))
        return self.filter(
            ~Exists(_absences_of_the_offer(day, Absence.Rule.PAUSE)),
            ~Q(is_full=True, when_full=Offer.WhenFull.PAUSED),
            Exists(covering),
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_until__isnull=True) | Q(valid_until__gte=day),
            Q(confirm_by__isnull=True) | Q(confirm_by__gt=day - OFF_AFTER),
            _is_open_on(day),
            status=Offer.Status.PUBLISHED,
            structure__status=Structure.Status.ACTIVE,
        )

    def on_line(self) -> OfferQuerySet:
        """Those that their structure keeps on line, whatever dates and absences hide today."""
        return self.filter(status=Offer.Status.PUBLISHED)

    def to_confirm(self, day: date) -> OfferQuerySet:
        """Those on line whose date to confirm by is near or past (`freshness.py`)."""
        return self.on_line().filter(confirm_by__lte=day + SOON_BEFORE)

    def touched_by_an_absence_of(self, structure: Structure, user: User | None) -> OfferQuerySet:
        """Those that a pause or a longer delay of this person changes; of the structure itself for None."""
        rows = self.filter(structure=structure, status=Offer.Status.PUBLISHED)
        return rows if user is None else rows.filter(followed_by=user)

    def with_sites(self) -> OfferQuerySet:
        """With `site_communes`: the codes of the communes of its other places. One subquery, no query per card."""
        sites = Offer.sites.through.objects.filter(offer=OuterRef("pk")).order_by("structure__name")
        return self.annotate(site_communes=ArraySubquery(sites.values("structure__commune")))

    def promising(self, day: date) -> OfferQuerySet:
        """With what a young person is promised that day: `days_promised`, and until when that is longer.

        The one place that knows: the card, the page, the form and the filing all read `days_promised`.
        `slower_until` is the last day of the absence that makes it longer; None when nothing does.
        `version_on_line` is the version whose text is shown: a request remembers it.
        """
        longest = _absences_of_the_offer(day, Absence.Rule.LONGER_DELAY).order_by(
            "-promised_days", "-ends_on"
        )
        longer = longest.filter(promised_days__gt=OuterRef("promised_days"))
        return self.annotate(
            days_promised=Greatest(
                F("promised_days"), Coalesce(Subquery(longer.values("promised_days")[:1]), F("promised_days"))
            ),
            slower_until=Subquery(longer.values("ends_on")[:1]),
            version_on_line=Subquery(
                Offer.objects.filter(pk=OuterRef("pk"), versions__status="PUBLISHED").values("versions__pk")[
                    :1
                ]
            ),
        )


def _is_open_on(day: date) -> Exists | Q:
    """A filter: one of its opening periods holds this day, or it has none."""
    mine = Offer.objects.filter(pk=OuterRef("pk"))
    return Exists(mine.filter(periods__starts_on__lte=day, periods__ends_on__gte=day)) | ~Exists(
        mine.filter(periods__isnull=False)
    )


def _absences_of_the_offer(day: date, rule: Absence.Rule) -> models.QuerySet[Absence]:
    """The absences of that day which act on an offer: its structure's, and those of whoever follows it."""
    absences = Absence.objects.in_force(day).filter(rule=rule, structure=OuterRef("structure"))
    return absences.filter(Q(user__isnull=True) | Q(user=OuterRef("followed_by"))).order_by()


class Offer(models.Model):
    """One service, free of charge, with the delay its structure promises."""

    class Status(models.TextChoices):
        DRAFT = "DRAFT", "Brouillon"
        PUBLISHED = "PUBLISHED", "Publiée"
        PAUSED = "PAUSED", "En pause"
        ENDED = "ENDED", "Terminée"
        ARCHIVED = "ARCHIVED", "Archivée"

    # What is being written or reviewed is the business of its versions (`OfferVersion`), not of this status.
    MOVES = {
        Status.DRAFT: {Status.PUBLISHED, Status.ARCHIVED},
        Status.PUBLISHED: {Status.PAUSED, Status.ENDED},
        Status.PAUSED: {Status.PUBLISHED, Status.ENDED},
        Status.ENDED: {Status.PUBLISHED, Status.ARCHIVED},
        Status.ARCHIVED: {Status.DRAFT, Status.ENDED},
    }

    class Place(models.TextChoices):
        IN_PERSON = "IN_PERSON", "Sur place"
        REMOTE = "REMOTE", "À distance"
        BOTH = "BOTH", "Sur place ou à distance"

    class WhenFull(models.TextChoices):
        LAST = "LAST", "La montrer en dernier, avec la raison"
        PAUSED = "PAUSED", "Ne plus la montrer"

    code = models.SlugField("code", max_length=100, unique=True)
    structure = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="offers")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="offers")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="offers")
    title = models.CharField("titre", max_length=120)
    summary = models.CharField("texte court", max_length=300)
    description = models.TextField("texte complet", max_length=6000, blank=True)
    place = models.CharField("lieu", max_length=10, choices=Place, default=Place.IN_PERSON)
    address = models.CharField("adresse", max_length=200, blank=True)
    opening_hours = models.CharField("horaires", max_length=200, blank=True)
    # Other places of the same structure where the service is given; the structure itself answers the requests.
    sites = models.ManyToManyField(Structure, blank=True, related_name="hosted_offers", verbose_name="sites")
    # Null: inherits the zone of competence of the structure. Never wider than it.
    areas = ArrayField(models.CharField(max_length=24), null=True, blank=True, verbose_name="zone")
    promised_days = models.PositiveSmallIntegerField("délai promis (jours)")
    contact_emails = ArrayField(models.EmailField(), verbose_name="e-mails de contact")
    phone = models.CharField("téléphone", max_length=30, blank=True)
    capacity = models.PositiveIntegerField("demandes ouvertes au plus", null=True, blank=True)
    is_full = models.BooleanField("capacité atteinte", default=False)
    when_full = models.CharField(
        "quand elle est atteinte", max_length=6, choices=WhenFull, default=WhenFull.LAST
    )
    valid_from = models.DateField("à partir du", null=True, blank=True)
    valid_until = models.DateField("jusqu’au", null=True, blank=True)
    # Its next date of « toujours d’actualité » (`freshness.py`), and who said it last.
    confirm_by = models.DateField("à confirmer avant le", null=True, blank=True)
    confirmed_at = models.DateTimeField("confirmée le", null=True, blank=True)
    confirmed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    followed_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="followed_offers"
    )
    is_free = models.BooleanField("gratuit", default=True)
    status = models.CharField("état", max_length=10, choices=Status, default=Status.DRAFT)
    published_at = models.DateTimeField(null=True, blank=True)
    # The template it was made from; a copy that follows it changes with it, but for what is its own.
    template = models.ForeignKey(
        "offers.OfferTemplate", on_delete=models.SET_NULL, null=True, blank=True, related_name="copies"
    )
    follows_template = models.BooleanField("suit son modèle", default=False)
    days_promised: int  # not columns: the rows of `OfferQuerySet.promising` have them
    slower_until: date | None
    version_on_line: int | None

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = "offre de service"
        constraints = [
            models.CheckConstraint(
                condition=Q(promised_days__gte=1, promised_days__lte=7),
                name="offer_delay_between_1_and_7_days",
                violation_error_message="Le délai promis va de 1 à 7 jours.",
            ),
            models.CheckConstraint(
                condition=~Q(status="PUBLISHED") | Q(is_free=True),
                name="offer_published_is_free",
                violation_error_message="Une offre qui n’est pas gratuite ne peut pas être publiée.",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_from__lte=F("valid_until")),
                name="offer_validity_in_order",
                violation_error_message="La date de fin vient après la date de début.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def move_to(self, status: Offer.Status, *, by: User | None, at: datetime, note: str = "") -> None:
        """Change the status and write its line of history, with the reason that was given.

        :raises MoveRefused: if MOVES does not allow it from the current status
        """
        require_move(self, status, called="Cette offre")
        self.history.create(from_status=self.status, to_status=status, by=by, at=at, note=note)
        self.status = status
        self.save(update_fields=["status"])

    @property
    def effective_areas(self) -> list[str]:
        """The zone really served: its own, else its structure's."""
        return self.areas if self.areas is not None else self.structure.areas


class OfferStatusChange(models.Model):
    """One move of an offer."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="history")
    from_status = models.CharField(max_length=10, choices=Offer.Status)
    to_status = models.CharField(max_length=10, choices=Offer.Status)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    note = models.CharField("raison", max_length=300, blank=True)

    class Meta:
        verbose_name = "changement d’état d’une offre"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"offer status change {self.pk}"
