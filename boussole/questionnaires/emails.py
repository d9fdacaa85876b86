"""What is written about questionnaires, to professionals only."""

from __future__ import annotations

from datetime import date, datetime

from boussole.accounts.models import Mandate, User
from boussole.core.links import absolute
from boussole.core.typography import day_in_words
from boussole.mail import outbox
from boussole.questionnaires.adaptation import Conflict
from boussole.questionnaires.models import Questionnaire

FOLDER = "questionnaires/messages"


def tell_national_version(
    draft: Questionnaire, found: list[Conflict], *, was_scheduled: date | None, day: date, now: datetime
) -> None:
    """To the animators of a territory: the national text has changed, their adaptation is ready to be read again."""
    mandates = Mandate.objects.in_force(day).filter(role=Mandate.Role.ANIMATOR, territory=draft.territory)
    for user in {each.user_id: each.user for each in mandates.select_related("user")}.values():
        if user.is_active:
            _send(
                "national_version",
                user,
                draft,
                now=now,
                conflicts=[each.message for each in found],
                was_scheduled=day_in_words(was_scheduled) if was_scheduled else "",
            )


def tell_not_published(version: Questionnaire, reason: str, *, now: datetime) -> None:
    """To whoever wrote a version whose day came, and that cannot go on line."""
    if version.author is not None and version.author.is_active:
        _send("not_published", version.author, version, now=now, reason=reason)


def _send(name: str, to: User, version: Questionnaire, *, now: datetime, **words: object) -> None:
    context: dict[str, object] = {
        "first_name": to.first_name,
        "theme": version.theme.name,
        "territory": version.territory.name if version.territory else "",
        "link": absolute("animators:questionnaire", pk=version.pk),
        **words,
    }
    outbox.send(template=f"{FOLDER}/{name}", to=to.email, context=context, about=version, now=now)
