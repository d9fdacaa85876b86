"""What is written when a questionnaire has one more answer: which offers leave it out, and where to say so."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from boussole.accounts.models import User
from boussole.core.links import absolute
from boussole.mail import outbox
from boussole.offers.answer_words import added_in_words, key_of
from boussole.offers.models import AnswerReview
from boussole.offers.models.answer_review import AnswerReviewQuerySet
from boussole.offers.recipients import Teams
from boussole.partners.models import Structure

FOLDER = "offers/messages"
MOST = 20  # lines; beyond, one works from the page


def ask_about_answers(reviews: AnswerReviewQuerySet, *, now: datetime) -> None:
    """One mail for each structure to each person who keeps some of these offers."""
    rows = list(reviews.select_related("offer__theme", "offer__structure").order_by("offer__title", "pk"))
    teams = Teams.of((row.offer.structure_id for row in rows), now.date())
    theirs: dict[tuple[User, Structure], list[AnswerReview]] = defaultdict(list)
    for row in rows:
        for person in teams.keeping(row.offer):
            theirs[person, row.offer.structure].append(row)
    words = added_in_words(rows)
    for (person, structure), asked in theirs.items():
        answers = list(dict.fromkeys(words[key_of(row)] for row in asked))
        titles = list(dict.fromkeys(row.offer.title for row in asked))
        context: dict[str, object] = {
            "first_name": person.first_name,
            "structure": structure.name,
            "theme": asked[0].offer.theme.name,
            "answers": answers,
            "titles": titles[:MOST],
            "others": max(0, len(titles) - MOST),
            "count": len(titles),
            "link": absolute("extranet:answer_reviews"),
        }
        outbox.send(
            template=f"{FOLDER}/answer_added", to=person.email, context=context, about=structure, now=now
        )
