"""The life of a questionnaire: drafted, adapted, published now or on a day, followed by those who adapt it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from boussole.accounts.models import User
from boussole.core.moves import MoveRefused
from boussole.core.verdicts import NotAllowed
from boussole.mail.models import OutgoingMessage
from boussole.offers.models import AnswerReview, OfferReach
from boussole.orientation.queries import matching_ids
from boussole.orientation.situation import Situation
from boussole.questionnaires import actions, editing
from boussole.questionnaires.actions import SavedByAnother
from boussole.questionnaires.editing import Document, entries
from boussole.questionnaires.models import Questionnaire, Theme
from boussole.questionnaires.queries import (
    conflicts_of,
    current_questionnaire,
    faults_of,
    questionnaire_version,
)
from boussole.territories.geography import geography
from boussole.web.animators.questionnaires.shelf import shelves_of
from tests.factories import NOW
from tests.factories.accounts import MandateFactory
from tests.factories.offers import OfferFactory
from tests.factories.questionnaires import QuestionnaireFactory, ThemeFactory
from tests.factories.territories import SAINT_ETIENNE, TerritoryFactory

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
SERVICE = {"code": "service", "text": "Je fais un service civique", "reason": "tu es en service civique"}


@pytest.fixture
def theme() -> Theme:
    return QuestionnaireFactory().theme


@pytest.fixture
def national() -> User:
    return MandateFactory(role="NATIONAL", territory=None).user


@pytest.fixture
def animator() -> User:
    return MandateFactory().user


def who(user: User) -> dict[str, object]:
    return {"by": user, "day": TODAY, "now": NOW}


def with_answer(document: Document, answer: dict, question: str = "statut") -> Document:
    entry = entries(document)[question]
    answers = [*entry["answers"][:-1], answer, entry["answers"][-1]]
    return editing.change_question(document, question, {**entry, "answers": answers})


def reworded(document: Document, text: str, question: str = "statut") -> Document:
    return editing.change_question(document, question, {**entries(document)[question], "text": text})


def a_version(theme: Theme, territory: object, user: User, *edits: object) -> Questionnaire:
    draft = actions.start_draft(theme, territory, **who(user))
    for edit in edits:
        draft = actions.change_draft(draft, edit, **who(user))
    return actions.publish(draft, **who(user))


def test_a_version_replaces_the_former_one_and_the_story_says_who_and_when(theme, national):
    version = a_version(theme, None, national, lambda d: reworded(d, "Tu en es où ?"))

    assert (version.version, version.document["version"], version.status) == (2, 2, "PUBLISHED")
    assert current_questionnaire("emploi", None)[0] == version.pk
    former = Questionnaire.objects.get(version=1)
    assert former.status == "REPLACED"
    assert questionnaire_version(former.pk).questions["statut"].text == "Tu fais quoi en ce moment ?"
    assert [(change.to_status, change.by) for change in version.history.all()] == [("PUBLISHED", national)]


def test_there_is_one_draft_and_it_is_found_again(theme, national):
    draft = actions.start_draft(theme, None, **who(national))
    assert actions.start_draft(theme, None, **who(national)) == draft
    with pytest.raises(MoveRefused, match="Un brouillon est déjà en cours"):
        actions.start_draft(theme, None, source=Questionnaire.objects.get(version=1), **who(national))


def test_each_writes_at_home_only(theme, national, animator):
    elsewhere = TerritoryFactory(code="ain", name="Ain", areas=["departement:01"])
    for user, territory in ((animator, None), (animator, elsewhere), (national, elsewhere)):
        with pytest.raises(NotAllowed):
            actions.start_draft(theme, territory, **who(user))


def test_two_people_on_two_questions_do_not_disturb_each_other(theme, national):
    draft = actions.start_draft(theme, None, **who(national))
    read = {code: editing.fingerprint(entry) for code, entry in entries(draft.document).items()}

    def save(code: str, text: str) -> Questionnaire:
        edit = lambda d: reworded(d, text, code)  # noqa: E731
        return actions.change_draft(draft, edit, seen=0, question=code, read=read[code], **who(national))

    save("statut", "Tu en es où ?")
    save("permis", "Tu as le permis ?")
    with pytest.raises(SavedByAnother):
        save("statut", "Et toi ?")
    assert [e["text"] for e in entries(Questionnaire.objects.at_work().get().document).values()][:3] == [
        "Tu en es où ?",
        "Tu cherches quoi ?",
        "Tu as le permis ?",
    ]


def test_a_draft_with_something_to_mend_is_not_published(theme, national):
    draft = actions.start_draft(theme, None, **who(national))
    draft = actions.change_draft(draft, lambda d: editing.remove_question(d, "statut"), **who(national))
    draft = actions.change_draft(
        draft,
        lambda d: editing.change_question(d, "ressources", {**entries(d)["ressources"], "kind": "yes_no"}),
        **who(national),
    )
    assert [fault.question for fault in faults_of(draft)] == ["permis", "ressources"]
    with pytest.raises(MoveRefused, match="dépend d’une question qui n’est pas posée avant elle"):
        actions.publish(draft, **who(national))


def test_a_territory_answers_its_own_version_and_the_others_the_national_one(theme, animator):
    loire, ain = TerritoryFactory(), TerritoryFactory(code="ain", name="Ain", areas=["departement:01"])
    version = a_version(theme, loire, animator, lambda d: reworded(d, "Tu fais quoi dans la Loire ?"))
    assert current_questionnaire("emploi", loire)[0] == version.pk
    assert current_questionnaire("emploi", ain)[1].questions["statut"].text == "Tu fais quoi en ce moment ?"


def test_a_new_answer_asks_the_offers_that_choose_and_leaves_them_as_they_were(theme, national):
    choosy = OfferFactory(theme=theme, criteria={"statut": {"only": ["recherche"]}})
    OfferFactory(theme=theme)
    a_version(theme, None, national, lambda d: with_answer(d, SERVICE))

    assert [(each.offer, each.question, each.answer) for each in AnswerReview.objects.all()] == [
        (choosy, "statut", "service")
    ]
    definition = current_questionnaire("emploi", None)[1]
    someone = Situation(
        geography().commune(SAINT_ETIENNE), age=19, answers={"statut": frozenset(["service"])}
    )
    assert choosy.pk not in matching_ids(someone, theme.pk, definition, TODAY)
    assert OfferReach.objects.filter(offer=choosy).exists()


def test_a_new_national_version_leaves_the_territory_a_draft_and_tells_its_animator(
    theme, national, animator
):
    loire = TerritoryFactory()
    own = a_version(
        theme,
        loire,
        animator,
        lambda d: reworded(d, "Tu fais quoi dans la Loire ?"),
        lambda d: editing.remove_question(d, "handicap"),
    )
    newer = a_version(
        theme,
        None,
        national,
        lambda d: reworded(d, "Tu en es où ?"),
        lambda d: editing.add_question(d, 2, {"code": "velo", "kind": "yes_no", "text": "Tu as un vélo ?"}),
    )

    assert current_questionnaire("emploi", loire)[0] == own.pk
    draft = Questionnaire.objects.at_work().get()
    assert (draft.territory, draft.based_on, draft.layer) == (loire, newer, own.layer)
    assert list(entries(draft.document)) == ["statut", "cherche", "permis", "ressources", "velo"]
    said = "La question « Tu fais quoi en ce moment ? », que vous aviez reformulée, a changé. La vôtre est gardée."
    assert [conflict.message for conflict in conflicts_of(draft)] == [said]
    message = OutgoingMessage.objects.get(template="questionnaires/messages/national_version")
    assert message.to_address == animator.email
    assert said in message.body


def test_a_version_goes_on_line_at_the_beginning_of_its_day_where_it_is_answered(theme, national, animator):
    reunion = TerritoryFactory(
        code="reunion", name="La Réunion", areas=["departement:974"], timezone="Indian/Reunion"
    )
    MandateFactory(user=animator, territory=reunion)
    day = date(2026, 12, 1)
    scheduled = {}
    for territory, user in ((None, national), (reunion, animator)):
        draft = actions.start_draft(theme, territory, **who(user))
        draft = actions.change_draft(draft, lambda d: reworded(d, "Tu en es où ?"), **who(user))
        scheduled[territory] = actions.schedule(draft, on=day, **who(user))
        with pytest.raises(NotAllowed, match="attend son jour de publication"):
            actions.change_draft(draft, lambda d: d, **who(user))

    def on_line_at(hour: int) -> list[object]:
        actions.publish_due(now=NOW.replace(month=11, day=30, hour=hour))
        return [
            place
            for place, row in scheduled.items()
            if Questionnaire.objects.get(pk=row.pk).status == "PUBLISHED"
        ]

    assert on_line_at(19) == []
    assert on_line_at(20) == [reunion]  # midnight in Saint-Denis
    assert on_line_at(23) == [None, reunion]
    assert actions.publish_due(now=NOW + timedelta(days=30)) == 0


def test_a_version_that_cannot_be_published_holds_back_no_other(theme, national, caplog):
    broken = QuestionnaireFactory(theme=ThemeFactory(code="logement"), status="DRAFT", published_at=None)
    sound = actions.start_draft(theme, None, **who(national))
    sound = actions.change_draft(sound, lambda d: reworded(d, "Tu en es où ?"), **who(national))
    for version in (broken, sound):
        Questionnaire.objects.filter(pk=version.pk).update(status="SCHEDULED", publish_on=date(2026, 12, 1))
    Questionnaire.objects.filter(pk=broken.pk).update(document={"pages": 3})
    assert broken.pk < sound.pk

    assert actions.publish_due(now=NOW.replace(month=12, day=2)) == 1

    assert "could not be published" in caplog.text


def test_a_scheduled_version_of_a_territory_waits_again_when_the_nation_publishes(theme, national, animator):
    loire = TerritoryFactory()
    draft = actions.start_draft(theme, loire, **who(animator))
    draft = actions.change_draft(draft, lambda d: reworded(d, "Et ici ?"), **who(animator))
    actions.schedule(draft, on=date(2026, 12, 1), **who(animator))
    a_version(theme, None, national, lambda d: reworded(d, "Tu as le permis ?", "permis"))

    draft.refresh_from_db()
    assert draft.status == "DRAFT"
    assert [entries(draft.document)[code]["text"] for code in ("statut", "permis")] == [
        "Et ici ?",
        "Tu as le permis ?",
    ]
    message = OutgoingMessage.objects.get(template="questionnaires/messages/national_version")
    assert "Votre version programmée le mardi 1er décembre est revenue en brouillon" in " ".join(
        message.body.split()
    )


def test_what_was_dropped_is_taken_up_again(theme, national):
    draft = actions.start_draft(theme, None, **who(national))
    draft = actions.change_draft(draft, lambda d: reworded(d, "Tu en es où ?"), **who(national))
    dropped = actions.drop_draft(draft, **who(national))
    again = actions.start_draft(theme, None, source=dropped, **who(national))
    assert (again.version, again.status) == (3, "DRAFT")
    assert entries(again.document)["statut"]["text"] == "Tu en es où ?"


def test_a_bundle_that_brings_the_number_of_a_draft_leaves_the_draft_its_work(theme, national):
    draft = actions.start_draft(theme, None, **who(national))
    with transaction.atomic():
        loaded = actions.record_published(theme, None, {**draft.document, "version": 2}, by=None, now=NOW)
    draft.refresh_from_db()
    assert (loaded.version, draft.version, draft.document["version"]) == (2, 3, 3)


def test_the_list_of_questionnaires_costs_the_same_whatever_their_number(animator):
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            shelves_of(User.objects.get(pk=animator.pk), TODAY)
        return len(found)

    QuestionnaireFactory()
    few = queries()
    for code in ("sante", "logement", "formation"):
        QuestionnaireFactory(theme=ThemeFactory(code=code))
    assert queries() == few
