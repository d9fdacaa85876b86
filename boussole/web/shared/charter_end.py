"""The end of a charter, on both sites: what it changes, the notice, an earlier day that both agree on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.dateparse import parse_date

from boussole.accounts.models import User
from boussole.contact_requests.models import ContactRequest
from boussole.core.moves import MoveRefused
from boussole.core.typography import day_in_words
from boussole.offers.models import Offer
from boussole.partners import policies
from boussole.partners.actions import charters
from boussole.partners.charters import life
from boussole.partners.charters.after import after
from boussole.partners.models import CharterAgreement, Referent, today_of
from boussole.web.shared.refusable import RefusableForm

SOONER_GESTURES = (policies.can_propose_sooner, policies.can_answer_sooner, policies.can_drop_sooner)


@dataclass(frozen=True)
class Effects:
    """What the end of a charter changes, counted today: shown before anybody decides."""

    offers: int  # on line today, that young people will no longer see
    requests: int  # open today, to be finished or redirected
    people: int  # who leave the directory of partners
    kept: str  # what the other charters of the structure keep, in words

    @classmethod
    def of(cls, agreement: CharterAgreement) -> Effects:
        """Before a notice no day is chosen; while one runs, the day that is proposed, or its own."""
        structure = agreement.structure
        team = Referent.objects.filter(structure=structure, is_pending=False, ends_on__isnull=True)
        return cls(
            offers=Offer.objects.filter(structure=structure).on_line().count(),
            requests=ContactRequest.objects.filter(structure=structure).open().count(),
            people=team.filter(user__is_active=True).count(),
            kept=after(agreement, agreement.sooner_on or agreement.ends_on).in_words,
        )


def _day_field(label: str, *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Choisissez un jour.", "invalid": "Ce jour n’existe pas."},
    )


class NoticeForm(RefusableForm):
    """The last day, a month ahead at least; an earlier one that the other party may agree to; and why."""

    ends_on = _day_field("Dernier jour de la charte")
    sooner_on = _day_field("Jour plus proche à proposer", required=False)
    reason = forms.CharField(
        label="Raison",
        help_text="L’autre partie la lira.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Dites pourquoi en quelques mots."},
    )

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        earliest = life.earliest_end(day)
        super().__init__(*args, initial={"ends_on": earliest}, **kwargs)
        self.fields[
            "ends_on"
        ].help_text = f"À partir du {day_in_words(earliest, year=True)} : un mois de préavis."
        self.fields[
            "sooner_on"
        ].help_text = (
            "L’autre partie accepte ce jour, ou laisse courir le préavis. Sans réponse, le préavis court."
        )


class SoonerForm(RefusableForm):
    """An earlier last day to propose, while a notice runs."""

    sooner_on = _day_field("Jour proposé")

    def __init__(self, *args: Any, ends_on: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if ends_on is not None:
            self.fields["sooner_on"].help_text = f"Avant le {day_in_words(ends_on, year=True)}."


def give_notice(
    request: HttpRequest, agreement: CharterAgreement, *, by: User, day: date, now: datetime
) -> NoticeForm | None:
    """The press of « Donner le préavis »; None once it is given, else the form that says what to change."""
    form = NoticeForm(request.POST or None, day=today_of(agreement, now))
    if request.method != "POST" or not form.is_valid():
        return form
    try:
        charters.give_notice(agreement, **form.cleaned_data, by=by, day=day, now=now)
    except MoveRefused as refusal:
        form.refuse(refusal)
        return form
    return None


def sooner_end(
    request: HttpRequest, agreement: CharterAgreement, *, by: User, day: date, now: datetime
) -> SoonerForm | None:
    """The page of an earlier end: its form, with what to change; None when it is answered, or not for this person."""
    if not any(may(by, agreement, day, now) for may in SOONER_GESTURES):
        messages.info(request, policies.can_propose_sooner(by, agreement, day, now).reason)
        return None
    form = SoonerForm(request.POST if "sooner_on" in request.POST else None, ends_on=agreement.ends_on)
    if request.method != "POST" or (form.is_bound and not form.is_valid()):
        return form
    act = {"by": by, "day": day, "now": now}
    try:
        done = _propose(agreement, form, act) if form.is_bound else _answer(request, agreement, act)
    except MoveRefused as refusal:
        if form.is_bound:
            form.refuse(refusal)
            return form
        messages.error(request, refusal.message)
    else:
        messages.success(request, done)
    return None


def _propose(agreement: CharterAgreement, form: SoonerForm, act: dict[str, Any]) -> str:
    on = form.cleaned_data["sooner_on"]
    charters.propose_sooner(agreement, on=on, **act)
    return f"Vous proposez de finir le {day_in_words(on, year=True)}. L’autre partie est prévenue."


def _answer(request: HttpRequest, agreement: CharterAgreement, act: dict[str, Any]) -> str:
    """What the button says: yes to the day that the page showed, no, or never mind."""
    if "accepter" in request.POST:
        read = parse_date(request.POST["accepter"]) or date.min
        charters.agree_sooner(agreement, on=read, **act)
        return f"C’est convenu : la charte finit le {day_in_words(read, year=True)}."
    if "retirer" in request.POST:
        charters.drop_sooner(agreement, **act)
        return "La proposition est retirée. L’autre partie est prévenue."
    charters.decline_sooner(agreement, **act)
    return "Le préavis court jusqu’à son dernier jour. L’autre partie est prévenue."


def can_end(
    user: User, agreement: CharterAgreement, day: date, now: datetime, *, site: str
) -> dict[str, Any]:
    """What the page may propose about its end; `site` is the space of the names of its addresses."""
    asked = (user, agreement, day)
    return {
        "can_give_notice": policies.can_give_notice(*asked),
        "can_withdraw_notice": policies.can_withdraw_notice(*asked, now),
        "can_propose_sooner": policies.can_propose_sooner(*asked, now),
        "can_answer_sooner": policies.can_answer_sooner(*asked, now),
        "can_drop_sooner": policies.can_drop_sooner(*asked, now),
        "sooner_is_waiting": agreement.proposes_sooner(today_of(agreement, now)),
        "sooner_url": reverse(f"{site}:sooner_end", args=[agreement.public_id]),
    }
