"""A question has one more answer: offers that accept only some of the others are asked about it (product.md 5.2).

Publishing a questionnaire asks (`reactions.know_new_answers`), in its own transaction, about all the answers it adds
(`questionnaires.comparing.added_answers`); each structure is written to once. The animation, or somebody of the
structure, then says of each offer that it accepts the answer (`accept`) or not (`leave_out`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import partial

from django.db import transaction

from boussole.accounts import policies as account_policies
from boussole.accounts.models import User
from boussole.audit import trail
from boussole.core.db import locked, require_transaction
from boussole.offers import emails, policies
from boussole.offers.actions.changing import change_everywhere
from boussole.offers.actions.templates import change_template
from boussole.offers.content import OfferContent, with_criterion
from boussole.offers.criteria import CriterionKind
from boussole.offers.models import AnswerReview, Criterion, Offer, OfferTemplate, OfferVersion
from boussole.questionnaires.models import Theme
from boussole.territories.models import Territory

Decision = AnswerReview.Decision


def ask_reviews(
    theme: Theme, added: Collection[tuple[str, str]], *, territory: Territory | None, now: datetime
) -> list[AnswerReview]:
    """Ask about these answers (question, answer) for each offer of the theme that accepts only some others.

    Of the territory's offers when the version is its own. What was asked once is not asked again. The caller is in
    a transaction, and the new version is on line; one mail leaves to each person for their structure.
    """
    require_transaction()
    rows = Criterion.objects.filter(
        offer__theme=theme, kind=Criterion.Kind.ONLY, question__in={question for question, _ in added}
    ).exclude(offer__status__in=(Offer.Status.DRAFT, Offer.Status.ARCHIVED))
    wanted = [
        AnswerReview(offer=row.offer, question=question, answer=answer, asked_at=now)
        for row in rows.select_related("offer__structure").order_by("offer")
        for question, answer in added
        if row.question == question and answer not in row.accepted and _is_of(territory, row.offer)
    ]
    known = set(
        AnswerReview.objects.filter(offer__in=[each.offer for each in wanted]).values_list(
            "offer", "question", "answer"
        )
    )
    asked = [each for each in wanted if (each.offer_id, each.question, each.answer) not in known]
    AnswerReview.objects.bulk_create(asked)
    emails.ask_about_answers(
        AnswerReview.objects.filter(pk__in=[each.pk for each in asked]).pending(), now=now
    )
    return asked


@transaction.atomic
def accept(reviews: Iterable[AnswerReview], *, by: User, day: date, now: datetime) -> list[AnswerReview]:
    """The offers accept the answer from now on: what is on line says so at once, and so does what is being written.

    An offer that follows a template changes with it, and so do the other copies. Reviews that somebody has decided
    meanwhile are left as they are; those decided here are returned.

    :raises NotAllowed: for somebody who may not say it of one of these offers
    """
    chosen = list(reviews)
    for review in chosen:
        policies.can_settle_answer(by, review.offer, day).require()
    decided = _accept_in_templates(chosen, by=by, day=day, now=now)
    for review in _in_hand(chosen, by=by, day=day):
        add = partial(_with_answer, question=review.question, answer=review.answer)
        change_everywhere(review.offer, add, origin=OfferVersion.Origin.ANSWER_ADDED, by=by, now=now)
        decided.append(_decide(review, Decision.ACCEPTED, by=by, now=now))
    return decided


@transaction.atomic
def leave_out(reviews: Iterable[AnswerReview], *, by: User, day: date, now: datetime) -> list[AnswerReview]:
    """The offers go on without the answer: nothing changes on line, and nobody is asked again.

    :raises NotAllowed: for somebody who may not say it of one of these offers
    """
    return [
        _decide(review, Decision.LEFT_OUT, by=by, now=now)
        for review in _in_hand(list(reviews), by=by, day=day)
    ]


def _is_of(territory: Territory | None, offer: Offer) -> bool:
    if territory is None:
        return True
    return not set(offer.effective_areas).isdisjoint(account_policies.around(tuple(territory.areas)))


def _in_hand(reviews: Collection[AnswerReview], *, by: User, day: date) -> Iterator[AnswerReview]:
    """The offer, then the review, locked, always in the same order; those that somebody has decided are passed."""
    offers = {
        offer.pk: offer
        for offer in Offer.objects.filter(pk__in={review.offer_id for review in reviews})
        .select_for_update(of=("self",), no_key=True)
        .order_by("pk")
    }
    for review in sorted(reviews, key=lambda each: (each.offer_id, each.pk)):
        policies.can_settle_answer(by, offers[review.offer_id], day).require()
        review = locked(review)
        review.offer = offers[review.offer_id]
        if not review.decision:
            yield review


def _decide(
    review: AnswerReview, decision: AnswerReview.Decision, *, by: User, now: datetime
) -> AnswerReview:
    review.decision, review.decided_at, review.decided_by = decision, now, by
    review.save(update_fields=["decision", "decided_at", "decided_by"])
    code = "offer.answer_accepted" if decision == Decision.ACCEPTED else "offer.answer_left_out"
    trail.record(code, by=by, on=review.offer, at=now, question=review.question, answer=review.answer)
    return review


def _with_answer(content: OfferContent, question: str, answer: str) -> OfferContent:
    """The same offer, accepting this answer too; one that asks nothing there already does."""
    criterion = content.criterion(question)
    if criterion.kind != CriterionKind.ONLY:
        return content
    return with_criterion(content, replace(criterion, accepted=criterion.accepted | {answer}))


def _accept_in_templates(
    reviews: Collection[AnswerReview], *, by: User, day: date, now: datetime
) -> list[AnswerReview]:
    """The templates first: their copies then say it already, and what was asked of each of them is settled."""
    answers: dict[int, set[tuple[str, str]]] = {}
    for review in reviews:
        if review.offer.follows_template and review.offer.template_id:
            answers.setdefault(review.offer.template_id, set()).add((review.question, review.answer))
    decided = []
    for template in OfferTemplate.objects.filter(pk__in=answers).order_by("pk"):
        content = template.content
        for question, answer in sorted(answers[template.pk]):
            content = _with_answer(content, question, answer)
        change_template(template, content, seen=template.number, by=by, day=day, now=now)
        asked = AnswerReview.objects.filter(offer__template=template, offer__follows_template=True)
        decided += [
            _decide(review, Decision.ACCEPTED, by=by, now=now)
            for review in asked.filter(decision="").select_related("offer").order_by("offer", "pk")
            if (review.question, review.answer) in answers[template.pk]
        ]
    return decided
