"""Begin the next version of a questionnaire, and change it a gesture at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.core.db import locked, require_transaction
from boussole.core.moves import MoveRefused
from boussole.questionnaires import policies
from boussole.questionnaires.adaptation import adapted, layer_between, pruned
from boussole.questionnaires.editing import Document, entries, fingerprint
from boussole.questionnaires.models import Questionnaire, Theme
from boussole.territories.models import Territory

Status = Questionnaire.Status
Edit = Callable[[Document], Document]


class SavedByAnother(MoveRefused):
    """Somebody saved this version after the state on screen was read; `version` is what it is now."""

    def __init__(self, version: Questionnaire) -> None:
        super().__init__("Une autre personne a enregistré ce questionnaire pendant que vous écriviez.")
        self.version = version


@transaction.atomic
def start_draft(
    theme: Theme,
    territory: Territory | None,
    *,
    by: User,
    day: date,
    now: datetime,
    source: Questionnaire | None = None,
) -> Questionnaire:
    """The next version, beginning from what is on line, or from `source`, an older one to take up again.

    The one at work when there is one already.

    :raises NotAllowed: for somebody who does not write the questionnaires there
    :raises MoveRefused: when a draft would have to be overwritten, or when there is no national text to adapt
    """
    theme = locked(theme)
    policies.can_shape(by, territory, day).require()
    versions = Questionnaire.objects.of(theme, territory)
    if (at_work := versions.at_work().first()) is not None:
        if source is not None:
            raise MoveRefused("Un brouillon est déjà en cours : publiez-le ou abandonnez-le d’abord.")
        return at_work
    source = source or versions.on_line().first()
    if territory is None:
        document = source.document if source else {"theme": theme.code, "pages": []}
        return create_draft(theme, None, document, by=by, now=now)
    national = Questionnaire.objects.of(theme, None).on_line().first()
    if national is None:
        raise MoveRefused("Ce thème n’a pas encore de questionnaire national à adapter.")
    return create_draft(theme, territory, _carried_to(national, source), based_on=national, by=by, now=now)


def _carried_to(national: Questionnaire, source: Questionnaire | None) -> Document:
    """What a territory's version becomes over this national one."""
    if source is None:
        return national.document
    return adapted(national.document, layer_of(source))


def layer_of(version: Questionnaire) -> dict:
    """What a territory decided in this version; for one that came whole, read from its difference."""
    if version.layer is not None:
        return version.layer
    national = version.based_on or Questionnaire.objects.of(version.theme, None).on_line().first()
    return layer_between(national.document, version.document) if national else {}


def create_draft(
    theme: Theme,
    territory: Territory | None,
    document: Document,
    *,
    by: User | None,
    now: datetime,
    based_on: Questionnaire | None = None,
) -> Questionnaire:
    """A draft beside what is on line. The caller has locked the theme, and none is at work there."""
    require_transaction()
    number = next_number(theme, territory)
    draft = Questionnaire(
        theme=theme, territory=territory, version=number, based_on=based_on, author=by, saved_at=now
    )
    _write(draft, document)
    draft.save()
    trail.record("questionnaire.draft_started", by=by, on=draft, at=now, number=number)
    return draft


@transaction.atomic
def change_draft(
    draft: Questionnaire,
    edit: Edit,
    *,
    by: User,
    day: date,
    now: datetime,
    seen: int | None = None,
    question: str = "",
    read: str = "",
) -> Questionnaire:
    """Apply one change to a draft as it is now.

    When what somebody typed replaces what they read: `seen` is `draft.saves` as their page had it, and `read` the
    `fingerprint` of the `question` on it. A colleague's work on another question is no conflict, and a relative
    gesture (one place up) needs none of this.

    :raises NotAllowed: when the person, or the state of the version, does not allow it
    :raises SavedByAnother: when it has been saved since
    """
    draft = locked(draft)
    policies.can_write(by, draft, day).require()
    document = edit(draft.document)
    if document == draft.document:
        return draft
    untouched = question and fingerprint(entries(draft.document).get(question)) == read
    if seen is not None and draft.saves != seen and not untouched:
        raise SavedByAnother(draft)
    _write(draft, document)
    draft.saves += 1
    draft.author = by
    draft.saved_at = now
    draft.save()
    return draft


@transaction.atomic
def drop_draft(draft: Questionnaire, *, by: User, day: date, now: datetime) -> Questionnaire:
    """Give up a draft: what is on line stays, and what was written can be taken up again.

    :raises NotAllowed: for somebody else's, or one that is not a draft
    """
    draft = locked(draft)
    policies.can_write(by, draft, day).require()
    draft.move_to(Status.DROPPED, by=by, at=now)
    trail.record("questionnaire.draft_dropped", by=by, on=draft, at=now, number=draft.version)
    return draft


def rebase(draft: Questionnaire, national: Questionnaire, *, now: datetime) -> Questionnaire:
    """Carry a draft over a newer national version, its layer on top. The caller has locked it."""
    require_transaction()
    layer = pruned(national.document, layer_of(draft))
    draft.based_on = national
    _write(draft, adapted(national.document, layer))
    draft.saves += 1
    draft.saved_at = now
    draft.save()
    return draft


def next_number(theme: Theme, territory: Territory | None) -> int:
    """The number of the version to come: one more than the last, dropped ones included."""
    versions = Questionnaire.objects.of(theme, territory)
    return (versions.order_by("-version").values_list("version", flat=True).first() or 0) + 1


def _write(draft: Questionnaire, document: Document) -> None:
    """Keep the document under the draft's own number; a territory's as a layer, which bounds what it may change."""
    if draft.based_on is not None:
        national = draft.based_on.document
        draft.layer = layer_between(national, document)
        document = adapted(national, draft.layer)
    draft.document = {**document, "theme": draft.theme.code, "version": draft.version}
