"""What both sites and the signatories share of charters: one agreement as a page shows it, its file, its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString

from boussole.accounts.models import User
from boussole.contact_requests.models import ContactRequest
from boussole.core.moves import MoveRefused
from boussole.offers.models import Offer
from boussole.partners import policies
from boussole.partners.absences import today_at
from boussole.partners.actions import charters
from boussole.partners.charters import life, texts
from boussole.partners.charters.scans import EXTENSIONS
from boussole.partners.models import CharterAgreement, CharterDocument, CharterStep, Referent, Signatory
from boussole.partners.sealing import as_chapters
from boussole.web.shared.refusable import RefusableForm

Status = CharterAgreement.Status
Role = Signatory.Role


@dataclass(frozen=True)
class Shown:
    """One agreement, with everything that its page says."""

    agreement: CharterAgreement
    signatories: list[Signatory]
    title: str
    words: str
    document: CharterDocument | None
    steps: list[CharterStep]
    renewal: date | None  # the next one; None before the last signature, and after a notice
    is_outdated: bool  # being signed, while another text is in use

    @property
    def waited(self) -> list[Signatory]:
        return [each for each in self.signatories if each.is_waited_for]

    @property
    def chapters(self) -> SafeString:
        """The words as a page shows them."""
        return as_chapters(self.words)

    @property
    def is_on_paper(self) -> bool:
        return self.document is not None and self.document.kind == CharterDocument.Kind.SCAN


def shown(agreement: CharterAgreement, day: date) -> Shown:
    """Read one agreement whole, its words frozen or as they would be sent today."""
    signatories = _in_order(agreement.signatories.select_related("user"))
    title, words = texts.words_of(agreement, signatories, day) or ("Charte de partenariat", "")
    lasts = agreement.status == Status.IN_FORCE and agreement.ends_on is None and agreement.signed_on
    in_use = texts.in_use(agreement.territory) if agreement.status == Status.SIGNING else None
    return Shown(
        agreement,
        signatories,
        title,
        words,
        CharterDocument.objects.filter(agreement=agreement).defer("content").first(),
        list(agreement.steps.select_related("by")),
        life.renewal_after(agreement.signed_on, day) if lasts and agreement.signed_on else None,
        in_use is not None and in_use.pk != agreement.text_id,
    )


def _in_order(signatories: Any) -> list[Signatory]:
    """The structure's two, then the animation's two, as they sign."""
    roles = list(Role)
    return sorted(signatories, key=lambda each: roles.index(Role(each.role)))


def document_file(document: CharterDocument) -> HttpResponse:
    """The bytes as they were made, to keep: never opened as a page of ours, whatever they hold."""
    response = HttpResponse(bytes(document.content), content_type=document.media_type)
    extension = EXTENSIONS.get(document.media_type, "bin")
    name = f"charte-{document.agreement.public_id.hex[:8]}.{extension}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@dataclass(frozen=True)
class Effects:
    """What the end of a charter changes, counted today: shown before anybody decides."""

    offers: int  # on line today, that young people will no longer see
    requests: int  # open today, to be finished or redirected
    people: int  # who leave the directory of partners
    others_in_force: int  # charters of the same structure that go on: its offers are then still shown

    @classmethod
    def of(cls, agreement: CharterAgreement) -> Effects:
        structure = agreement.structure
        in_force = CharterAgreement.objects.filter(
            structure=structure, status=Status.IN_FORCE, ends_on__isnull=True
        )
        team = Referent.objects.filter(structure=structure, is_pending=False, ends_on__isnull=True)
        return cls(
            offers=Offer.objects.filter(structure=structure).on_line().count(),
            requests=ContactRequest.objects.filter(structure=structure).open().count(),
            people=team.filter(user__is_active=True).count(),
            others_in_force=in_force.exclude(pk=agreement.pk).count(),
        )


class NoticeForm(RefusableForm):
    """The last day, why, and whether the other party agrees to a day sooner than a month."""

    ends_on = forms.DateField(
        label="Dernier jour de la charte",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Choisissez un jour.", "invalid": "Ce jour n’existe pas."},
    )
    both_agree = forms.BooleanField(
        label="Les deux parties sont d’accord pour arrêter avant un mois",
        required=False,
    )
    reason = forms.CharField(
        label="Raison",
        help_text="L’autre partie la lira.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Dites pourquoi en quelques mots."},
    )

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"ends_on": life.earliest_end(day)}, **kwargs)
        self.fields[
            "ends_on"
        ].help_text = "Un mois de préavis au moins, sauf si les deux parties sont d’accord."


def give_notice(
    request: HttpRequest, agreement: CharterAgreement, *, by: User, day: date, now: Any
) -> NoticeForm | None:
    """The press of « Donner le préavis »; None once it is given, else the form that says what to change."""
    form = NoticeForm(request.POST or None, day=today_at(agreement.structure, now))
    if request.method != "POST" or not form.is_valid():
        return form
    try:
        charters.give_notice(agreement, **form.cleaned_data, by=by, day=day, now=now)
    except MoveRefused as refusal:
        form.refuse(refusal)
        return form
    return None


def can_end(user: User, agreement: CharterAgreement, day: date, now: datetime) -> dict[str, Any]:
    """What the page may propose about its end."""
    return {
        "can_give_notice": policies.can_give_notice(user, agreement, day),
        "can_withdraw_notice": policies.can_withdraw_notice(
            user, agreement, day, today=today_at(agreement.structure, now)
        ),
    }
