"""« À revoir »: which offers accept an answer that their questionnaire has just received, for both sites."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.contrib import messages
from django.http import HttpRequest

from boussole.accounts.models import User
from boussole.core.moves import MoveRefused
from boussole.core.typography import counted
from boussole.offers.actions import answer_reviews
from boussole.offers.answer_words import AddedAnswer, added_in_words, key_of
from boussole.offers.models import AnswerReview
from boussole.offers.models.answer_review import AnswerReviewQuerySet
from boussole.offers.policies import can_write_template

MOST = 200  # lines of a page; what is settled makes room for the next ones
ACCEPT, LEAVE_OUT = "accepter", "laisser"
TICK_FIRST = "Cochez d’abord les offres, puis dites si elles acceptent la réponse."


@dataclass(frozen=True)
class Line:
    """One offer to look at."""

    review: AnswerReview
    accepts: list[str]  # what it accepts of the question until now
    refusal: str  # why somebody else decides; empty when it is for this person


@dataclass
class Group:
    """The offers asked about one new answer."""

    words: AddedAnswer
    lines: list[Line] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        review = self.lines[0].review
        return f"reponse-{review.offer.theme.code}-{review.question}-{review.answer}"

    @property
    def is_open(self) -> bool:
        """Whether one of them at least is for this person to settle."""
        return any(not line.refusal for line in self.lines)


def groups_of(reviews: AnswerReviewQuerySet, *, user: User, day: date) -> list[Group]:
    """By new answer, then by structure and title. Five queries at most, templates aside."""
    found = reviews.select_related("offer__theme", "offer__structure", "offer__template__territory")
    rows = list(
        found.prefetch_related("offer__criteria").order_by(
            "offer__theme__position", "question", "answer", "offer__structure__name", "offer__title"
        )[:MOST]
    )
    words = added_in_words(rows)
    refusals = _refusals(rows, user, day)
    groups: dict[AddedAnswer, Group] = {}
    for row in rows:
        added = words[key_of(row)]
        template = row.offer.template_id if row.offer.follows_template else None
        line = Line(row, added.accepted_by(row), refusals.get(template, ""))
        groups.setdefault(added, Group(added)).lines.append(line)
    return list(groups.values())


def _refusals(rows: Iterable[AnswerReview], user: User, day: date) -> dict[int | None, str]:
    """Of each template that some of these offers follow, why this person does not decide for its copies."""
    templates = {row.offer.template for row in rows if row.offer.template and row.offer.follows_template}
    return {
        template.pk: f"Suit le modèle « {template.title} » : qui l’écrit décide."
        for template in templates
        if not can_write_template(user, template, day)
    }


def settle(
    request: HttpRequest, reviews: AnswerReviewQuerySet, *, by: User, day: date, now: datetime
) -> None:
    """Do what the form of a group asks for the offers that are ticked, and tell what became of it."""
    wanted = set(request.POST.getlist("offre"))
    rows = reviews.select_related("offer__template", "offer__structure")
    chosen = [each for each in rows if str(each.pk) in wanted]
    decision = request.POST.get("decision")
    if decision not in (ACCEPT, LEAVE_OUT):
        return
    if not chosen:
        messages.warning(request, TICK_FIRST)
        return
    try:
        if decision == ACCEPT:
            done = answer_reviews.accept(chosen, by=by, day=day, now=now)
            words = counted(len(done), "offre l’accepte", "offres l’acceptent")
            messages.success(request, f"C’est noté : {words}. Rien d’autre à faire.")
        else:
            done = answer_reviews.leave_out(chosen, by=by, day=day, now=now)
            words = counted(len(done), "offre ne l’accepte pas", "offres ne l’acceptent pas")
            messages.success(request, f"C’est noté : {words}. Rien ne change en ligne.")
    except MoveRefused as refusal:
        messages.error(request, refusal.message)
