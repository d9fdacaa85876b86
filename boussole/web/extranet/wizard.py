"""The steps of a redirection, carried from page to page by the form itself.

What is typed about a young person stays in the pages of the person who types it: neither in an address,
nor in a session, nor in a cookie (guarantees.md T26).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Any

from django import forms
from django.http import QueryDict

from boussole.contact_requests import passing, policies, promise
from boussole.contact_requests.models import ContactRequest
from boussole.contact_requests.queries import other_offers_for
from boussole.contact_requests.queries.redirecting import (
    found_targets,
    possible_targets,
    serves,
    shared_notes_of,
)
from boussole.offers.models import Offer
from boussole.territories.geography import geography
from boussole.web.extranet.forms.redirections import (
    OFFER,
    OUTSIDE,
    DiagnosisForm,
    SharingForm,
    TargetForm,
    hint_of,
)

MOST_MATCHING = 6
SEEN = "vu"  # the third step was shown: no box ticked then means that none is wanted


class Step(StrEnum):
    """The pages, in order."""

    NEED = "besoin"
    TARGET = "destinataire"
    SHARING = "transmis"
    SUMMARY = "relecture"


ORDER = list(Step)
FIELDS = {
    Step.NEED: ("reason", "diagnosis"),
    Step.TARGET: ("q", "target", "outside_name", "outside_contact"),
    Step.SHARING: ("shared", "agreement", SEEN),
    Step.SUMMARY: (),
}
FORMS = {Step.NEED: "need", Step.TARGET: "target", Step.SHARING: "sharing"}
KEPT = tuple(name for names in FIELDS.values() for name in names)


@dataclass(frozen=True)
class Wizard:
    """One redirection being written, at one moment."""

    row: ContactRequest
    posted: QueryDict
    now: datetime

    # --- The three forms ------------------------------------------------------------------------------
    def blank(self, step: Step) -> forms.Form:
        """The form of a step with what was typed so far, not checked."""
        return self._made(step, initial=self._typed(step))

    @cached_property
    def need(self) -> DiagnosisForm:
        return self._checked(Step.NEED)  # type: ignore[return-value]

    @cached_property
    def target(self) -> TargetForm:
        return self._checked(Step.TARGET)  # type: ignore[return-value]

    @cached_property
    def sharing(self) -> SharingForm:
        return self._checked(Step.SHARING)  # type: ignore[return-value]

    def to_correct(self, last: Step) -> tuple[Step, forms.Form] | None:
        """The first step up to this one that cannot be left as it is."""
        for step in self.steps[: self.steps.index(last) + 1]:
            form = getattr(self, FORMS[step]) if step in FORMS else None
            if form is not None and form.errors:
                return step, form
        return None

    def _checked(self, step: Step) -> forms.Form:
        form = self._made(step, data=self.posted)
        form.is_valid()
        return form

    def _made(self, step: Step, **typed: Any) -> forms.Form:
        makers = {Step.NEED: self._need, Step.TARGET: self._target, Step.SHARING: self._sharing}
        return makers[step](**typed)

    def _need(self, **typed: Any) -> DiagnosisForm:
        return DiagnosisForm(filing=self.row.filing, **typed)

    def _target(self, **typed: Any) -> TargetForm:
        return TargetForm(targets=self.targets, **typed)

    def _sharing(self, **typed: Any) -> SharingForm:
        verdict = policies.can_be_asked(self.row.filing)
        return SharingForm(fields=self.fields, can_be_asked=verdict, **typed)

    def _typed(self, step: Step) -> Mapping[str, Any]:
        typed: dict[str, Any] = {name: self.posted[name] for name in FIELDS[step] if name in self.posted}
        if step == Step.SHARING:
            seen = SEEN in self.posted
            typed["shared"] = self.posted.getlist("shared") if seen else passing.usually_chosen(self.fields)
        return typed

    # --- What they choose among -----------------------------------------------------------------------
    @cached_property
    def fields(self) -> list[passing.Field]:
        return passing.fields_of(self.row, shared_notes=shared_notes_of(self.row).count())

    @property
    def searched(self) -> str:
        return self.posted.get("q", "").strip()

    @cached_property
    def targets(self) -> list[tuple[Offer, str]]:
        """What was searched, else what matches the situation; and what was chosen, whatever it is."""
        possible = possible_targets(self.row, self.now)
        reasons: dict[str, tuple[str, ...]] = {}
        if self.searched:
            found = found_targets(self.row, self.searched, self.now)
        else:
            matching = other_offers_for(self.row, self.now, most=MOST_MATCHING)
            reasons = {offer.code: offer.reasons for offer in matching}
            places = {code: place for place, code in enumerate(reasons)}
            found = sorted(possible.filter(code__in=reasons), key=lambda offer: places[offer.code])
        code = self.posted.get("target", "").removeprefix(OFFER)
        if code and code not in {offer.code for offer in found}:
            found = [*possible.filter(code=code), *found]
        return [(offer, self._hint(offer, reasons.get(offer.code, ()))) for offer in found]

    def _hint(self, offer: Offer, reasons: tuple[str, ...]) -> str:
        home = geography().commune(self.row.filing.commune)
        is_near = serves(offer, home.areas)
        return hint_of(offer, self.due_of(offer), reasons, is_near=is_near)

    def due_of(self, offer: Offer) -> Any:
        """The date that accepting today would promise."""
        return promise.due_day(self.now, offer.days_promised, self.row.filing.timezone)  # type: ignore[attr-defined]

    @property
    def is_passed_on(self) -> list[passing.Field]:
        """What goes in the end."""
        codes = passing.agreed_codes(self.sharing.cleaned_data["shared"], self.fields)
        return [field for field in self.fields if field.code in codes]

    @property
    def is_left_out(self) -> list[passing.Field]:
        return [field for field in self.fields if field not in self.is_passed_on]

    # --- From step to step ----------------------------------------------------------------------------
    @property
    def goes_outside(self) -> bool:
        return self.posted.get("target") == OUTSIDE

    @property
    def steps(self) -> list[Step]:
        """Outside the network nothing is passed on: there is nothing to tick."""
        return [step for step in ORDER if not (step == Step.SHARING and self.goes_outside)]

    def beside(self, step: Step, by: int) -> Step:
        """The step after (1) or before (-1) this one, within bounds."""
        place = self.steps.index(step) if step in self.steps else 0
        return self.steps[min(max(place + by, 0), len(self.steps) - 1)]

    def kept(self, step: Step) -> list[tuple[str, str]]:
        """What the other steps hold, to be carried by this page."""
        return [
            (name, value) for name in KEPT if name not in FIELDS[step] for value in self.posted.getlist(name)
        ]
