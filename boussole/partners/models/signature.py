"""The four people who sign a charter, the proof of each gesture, and the document that both parties hold (R24)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from boussole.accounts.models import User
from boussole.partners.models.charter import CharterAgreement


class SignatoryQuerySet(models.QuerySet["Signatory"]):
    def awaited_from(self, user: User) -> SignatoryQuerySet:
        """The signatures that this very person is asked for, and has neither given nor refused."""
        return self.filter(
            user=user,
            agreement__status=CharterAgreement.Status.SIGNING,
            signed_at__isnull=True,
            refused_at__isnull=True,
        )


class Signatory(models.Model):
    """One person asked to sign one agreement, and what they did. Signed or refused, the row changes no more."""

    class Role(models.TextChoices):
        REPRESENTATIVE = "REPRESENTATIVE", "Représentant ou représentante de la structure"
        REFERENT = "REFERENT", "Référent ou référente de la structure"
        DIRECTOR = "DIRECTOR", "Direction de l’organisme d’animation"
        ANIMATOR = "ANIMATOR", "Animation territoriale"

    class Proof(models.TextChoices):
        """How we know that it was them."""

        MAILBOX = "MAILBOX", "Lien personnel et code reçus dans sa boîte e-mail"
        ACCOUNT = "ACCOUNT", "Lien personnel et compte ouvert avec un second facteur"
        PAPER = "PAPER", "Signature sur papier, numérisée"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agreement = models.ForeignKey(CharterAgreement, on_delete=models.CASCADE, related_name="signatories")
    role = models.CharField("en tant que", max_length=14, choices=Role)
    name = models.CharField("prénom et nom", max_length=160)
    function = models.CharField("fonction", max_length=120)
    email = models.EmailField("adresse e-mail")
    # The account that signs, when the person has one: its second factor is asked.
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField("signé le", null=True, blank=True)
    refused_at = models.DateTimeField("refusé le", null=True, blank=True)
    refusal_reason = models.TextField("raison du refus", max_length=1000, blank=True)
    proof = models.CharField("preuve", max_length=8, choices=Proof, blank=True)
    proved_at = models.DateTimeField("prouvé le", null=True, blank=True)
    # The sentence that was ticked, word for word, and the hash of the words that it was about.
    gesture = models.CharField("geste", max_length=300, blank=True)
    words_hash = models.CharField(max_length=64, blank=True)

    objects = SignatoryQuerySet.as_manager()

    class Meta:
        verbose_name = "signataire"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "role"], name="signatory_once_per_role"),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True) | Q(refused_at__isnull=True),
                name="signatory_signs_or_refuses",
            ),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True) | (~Q(proof="") & ~Q(gesture="") & ~Q(words_hash="")),
                name="signature_has_its_evidence",
            ),
        ]

    def __str__(self) -> str:
        return f"signatory {self.pk}"

    @property
    def is_complete(self) -> bool:
        """Whether the person can be written to, and signs under a name and a function."""
        return bool(self.name and self.function and self.email)

    @property
    def is_waited_for(self) -> bool:
        return self.signed_at is None and self.refused_at is None


class SignatureLink(models.Model):
    """One mail to one signatory: a link of its own, kept as a hash. The rows are the ledger of reminders."""

    class Kind(models.TextChoices):
        FIRST = "FIRST", "Demande de signature"
        WEEK = "WEEK", "Rappel après une semaine"
        FORTNIGHT = "FORTNIGHT", "Rappel après deux semaines"
        MONTH = "MONTH", "Dernier rappel, après un mois"
        AGAIN = "AGAIN", "Renvoi demandé"

    signatory = models.ForeignKey(Signatory, on_delete=models.CASCADE, related_name="links")
    kind = models.CharField(max_length=9, choices=Kind)
    token_hash = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        verbose_name = "lien de signature"
        constraints = [
            models.UniqueConstraint(
                fields=["signatory", "kind"],
                condition=~Q(kind="AGAIN"),
                name="signature_one_link_of_each_kind",
            )
        ]

    def __str__(self) -> str:
        return f"signature link {self.pk}"


class SignatureCode(models.Model):
    """The code sent to a signatory's mailbox: six digits, ten minutes, five tries, once (guarantees.md T7)."""

    signatory = models.OneToOneField(Signatory, on_delete=models.CASCADE, related_name="code")
    code_hash = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "code de signature"

    def __str__(self) -> str:
        return f"signature code {self.pk}"


class CharterDocument(models.Model):
    """The file that both parties hold: sealed by the platform, or the scan of a paper. Written once."""

    class Kind(models.TextChoices):
        SEALED = "SEALED", "Document scellé"
        SCAN = "SCAN", "Papier numérisé"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agreement = models.OneToOneField(CharterAgreement, on_delete=models.PROTECT, related_name="document")
    kind = models.CharField(max_length=6, choices=Kind)
    media_type = models.CharField(max_length=40)
    content = models.BinaryField()  # in the database: saved, restored and erased with the rest
    sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "document de charte"

    def __str__(self) -> str:
        return f"charter document {self.pk}"
