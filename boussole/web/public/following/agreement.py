"""May a request pass to another structure? What the young person reads before answering, and what follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from boussole.contact_requests import passing
from boussole.contact_requests.models import ContactRequest, Redirection
from boussole.contact_requests.queries.redirecting import shared_notes_of
from boussole.web.public.masking import HIDDEN_ANSWER

Status = Redirection.Status
ASKED = (Status.WAITING_AGREEMENT, Status.LAPSED)
IF_ACCEPTED = "Si elle accepte"
# Said without being shown: somebody else may hold the phone (guarantees.md T7).
WITHOUT_WORDS = {
    passing.CONTACT: (IF_ACCEPTED, "Ton prénom et de quoi te joindre"),
    passing.NOTES: (IF_ACCEPTED, "Les notes de suivi que la structure partage"),
    passing.MESSAGE: (IF_ACCEPTED, "Ton message, tel que tu l’as écrit"),
}
LABELS = {
    passing.AGE: "Ton âge",
    passing.COMMUNE: "Ta commune",
    passing.SECOND_COMMUNE: "Où tu étudies ou travailles",
}


@dataclass(frozen=True)
class Agreement:
    """One redirection, told to the young person whom it is about."""

    redirection: Redirection
    row: ContactRequest

    @property
    def is_asked(self) -> bool:
        """They have not answered yet; late is not too late."""
        return self.redirection.status in ASKED

    @property
    def is_proposed(self) -> bool:
        return self.redirection.status == Status.PROPOSED

    @property
    def is_outside(self) -> bool:
        return self.redirection.status == Status.ORIENTED

    @property
    def to(self) -> str:
        structure = self.redirection.to_structure
        return structure.name if structure else self.redirection.outside_name

    @property
    def offer_title(self) -> str:
        return self.redirection.to_offer.title if self.redirection.to_offer else ""

    @property
    def answer_day(self) -> date | None:
        return self.redirection.answer_day

    @cached_property
    def passed_on(self) -> list[tuple[str, str]]:
        """Exactly what would go beside the diagnosis, label and words; nothing that is not here."""
        notes = shared_notes_of(self.row).count()
        return [_as_read(field) for field in passing.agreed_fields(self.redirection, shared_notes=notes)]

    @property
    def diagnosis(self) -> str:
        """What the structure understood, to be read by its author; a page hides it from who has the link alone."""
        return self.redirection.diagnosis

    @property
    def is_sensitive(self) -> bool:
        """Whether what was understood may say what a stranger must not learn."""
        return self.row.offer.theme.is_sensitive or any(line["sensitive"] for line in self.row.situation)


def _as_read(field: passing.Field) -> tuple[str, str]:
    if field.code in WITHOUT_WORDS:
        return WITHOUT_WORDS[field.code]
    return LABELS.get(field.code, field.label), HIDDEN_ANSWER if field.is_sensitive else field.text


def agreement_of(row: ContactRequest) -> Agreement | None:
    """The redirection that matters now: asked, proposed, or the outside body that was named."""
    told = (*ASKED, Status.PROPOSED, Status.ORIENTED)
    found = [each for each in row.redirections.all() if each.status in told]
    if not found:
        return None
    found[-1].contact_request = row
    return Agreement(found[-1], row)
