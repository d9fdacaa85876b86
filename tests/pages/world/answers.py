"""Two answers that have just been added: the offers that leave them out wait for a word."""

from __future__ import annotations

from django.db import transaction

from boussole.offers.actions.answer_reviews import ask_reviews
from boussole.questionnaires.models import Theme
from tests.pages.world.loire import ago

ADDED = [("statut", "etudes"), ("cherche", "stage")]


@transaction.atomic
def add_answer_reviews() -> None:
    ask_reviews(Theme.objects.get(code="emploi"), ADDED, territory=None, now=ago(days=2))
