"""From a need that nobody meets to a partner who does: what each step requires, writes and tells."""

import pytest

from boussole.animation import actions
from boussole.animation.actions import ProspectPlan
from boussole.animation.models import Prospect, StructureQuestion
from boussole.audit.models import Entry
from boussole.core.moves import MoveRefused
from boussole.core.verdicts import NotAllowed
from boussole.mail.models import OutgoingMessage
from tests.factories import NOW
from tests.factories.accounts import MandateFactory, UserFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.factories.questionnaires import ThemeFactory
from tests.factories.territories import TerritoryFactory

pytestmark = pytest.mark.django_db
DAY = NOW.date()
Status = Prospect.Status
NEED = "18-20 ans, sans logement, avec un chien"


@pytest.fixture
def territory():
    return TerritoryFactory()


@pytest.fixture
def claire(territory):
    return MandateFactory(territory=territory, user__first_name="Claire", user__last_name="Morel").user


@pytest.fixture
def theme():
    return ThemeFactory(name="Logement")


def opened(territory, claire, theme, **known) -> Prospect:
    plan = ProspectPlan(theme=theme, need=NEED, **known)
    return actions.open_prospect(territory, plan, by=claire, day=DAY, now=NOW)


def asked(structure, territory, claire, theme, need=NEED) -> StructureQuestion:
    return actions.ask_structure(
        structure,
        territory=territory,
        theme=theme,
        area="",
        need=need,
        text="Pourriez-vous ?",
        by=claire,
        day=DAY,
        now=NOW,
    )


def test_a_need_is_noted_then_a_body_found_met_and_won(territory, claire, theme):
    prospect = opened(territory, claire, theme, searches=12)
    assert (prospect.status, prospect.searches) == (Status.TO_FIND, 12)

    act = {"by": claire, "day": DAY, "now": NOW}
    actions.change_prospect(prospect, name="La Niche", contact="01 99 00 42 80", due_on=DAY, **act)
    actions.take_step(prospect, to=Status.IN_TALKS, note="Rencontre le 3.", **act)
    actions.take_step(prospect, to=Status.IN_TALKS, note="Ils réfléchissent.", **act)
    structure = StructureFactory(name="La Niche")
    prospect = actions.win_prospect(prospect, structure, note="", **act)

    assert (prospect.status, prospect.structure, prospect.due_on) == (Status.WON, structure, None)
    assert list(prospect.steps.values_list("from_status", "to_status", "note")) == [
        ("TO_FIND", "TO_CONTACT", ""),
        ("TO_CONTACT", "IN_TALKS", "Rencontre le 3."),
        ("IN_TALKS", "IN_TALKS", "Ils réfléchissent."),
        ("IN_TALKS", "WON", ""),
    ]
    assert Entry.objects.filter(code__startswith="prospect.").count() == 4


def test_a_prospect_with_a_name_is_to_contact_at_once(territory, claire, theme):
    assert opened(territory, claire, theme, name="La Niche").status == Status.TO_CONTACT


@pytest.mark.parametrize("to", [Status.WON, Status.TO_FIND])
def test_a_step_that_says_nothing_or_skips_is_refused(territory, claire, theme, to):
    prospect = opened(territory, claire, theme)

    with pytest.raises(MoveRefused):
        actions.take_step(prospect, to=to, note="", by=claire, day=DAY, now=NOW)
    assert prospect.steps.count() == 0


def test_one_is_not_won_before_any_discussion(territory, claire, theme):
    prospect = opened(territory, claire, theme, name="La Niche")

    with pytest.raises(MoveRefused):
        actions.win_prospect(prospect, StructureFactory(), note="", by=claire, day=DAY, now=NOW)


def test_only_the_animation_of_the_territory_prospects(territory, claire, theme):
    prospect = opened(territory, claire, theme)
    elsewhere = MandateFactory(territory=TerritoryFactory(code="ain", areas=["departement:01"])).user
    somebody = UserFactory()

    for stranger in (elsewhere, somebody):
        with pytest.raises(NotAllowed):
            opened(territory, stranger, theme)
        with pytest.raises(NotAllowed):
            actions.take_step(prospect, to=None, note="x", by=stranger, day=DAY, now=NOW)
        assert list(Prospect.objects.visible_to(stranger, DAY)) == []
    assert list(Prospect.objects.visible_to(claire, DAY)) == [prospect]


def test_whoever_is_responsible_is_asked_and_whoever_asked_is_answered(territory, claire, theme):
    structure = StructureFactory(name="Le Phare")
    manager = ReferentFactory(structure=structure, role="MANAGER", user__email="direction@example.org").user
    ReferentFactory(structure=structure, user__email="nadia@example.org")

    question = asked(structure, territory, claire, theme)

    (mail,) = OutgoingMessage.objects.about(question)
    assert mail.to_address == "direction@example.org"
    assert NEED in mail.body
    assert str(question.public_id) in mail.body

    actions.answer_question(
        question, StructureQuestion.Answer.WIDEN, words="Dès janvier.", by=manager, day=DAY, now=NOW
    )

    answer = OutgoingMessage.objects.about(question).get(to_address=claire.email)
    assert "Oui, en élargissant une offre" in answer.body
    assert "Dès janvier." in answer.body


def test_without_anybody_responsible_every_referent_is_asked(territory, claire, theme):
    structure = StructureFactory()
    for name in ("nadia", "karim"):
        ReferentFactory(structure=structure, user__email=f"{name}@example.org")

    question = asked(structure, territory, claire, theme)

    told = set(OutgoingMessage.objects.about(question).values_list("to_address", flat=True))
    assert told == {"nadia@example.org", "karim@example.org"}


def test_a_question_is_asked_once_and_answered_once(territory, claire, theme):
    structure = StructureFactory()
    nadia, karim = (ReferentFactory(structure=structure).user for _ in range(2))
    question = asked(structure, territory, claire, theme)
    with pytest.raises(MoveRefused):
        asked(structure, territory, claire, theme)

    no = StructureQuestion.Answer.NO
    actions.answer_question(question, no, words="", by=nadia, day=DAY, now=NOW)
    with pytest.raises(NotAllowed):
        actions.answer_question(question, no, words="", by=karim, day=DAY, now=NOW)

    assert asked(structure, territory, claire, theme).answer == ""


def test_nobody_to_answer_is_said_and_nothing_is_kept(territory, claire, theme):
    with pytest.raises(MoveRefused, match="Personne ne répond pour cette structure"):
        asked(StructureFactory(), territory, claire, theme)
    assert not StructureQuestion.objects.exists()


def test_a_stranger_neither_reads_nor_answers(territory, claire, theme):
    structure = StructureFactory()
    ReferentFactory(structure=structure)
    question = asked(structure, territory, claire, theme)
    stranger = ReferentFactory().user

    assert list(StructureQuestion.objects.visible_to(stranger, DAY)) == []
    with pytest.raises(NotAllowed):
        actions.answer_question(
            question, StructureQuestion.Answer.NO, words="", by=stranger, day=DAY, now=NOW
        )
