"""The editor produces exactly what matching reads, and changes nothing that nobody touched."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boussole.offers.actions.publishing import publish
from boussole.offers.actions.writing import create_draft
from boussole.offers.content import OfferContent, Period, content_from, document_of
from boussole.offers.criteria import Criterion, CriterionKind, accepts
from boussole.orientation.queries import matching_ids
from boussole.orientation.situation import Situation
from boussole.partners.models import Structure
from boussole.questionnaires.definition import AGE, Kind, definition_from
from boussole.territories.geography import geography
from boussole.territories.zones import Zone
from boussole.web.extranet.forms.offers import FORMS
from boussole.web.extranet.writing.sections import Section
from tests.factories import NOW
from tests.factories.partners import StructureFactory
from tests.factories.questionnaires import CategoryFactory, QuestionnaireFactory, document
from tests.factories.territories import FIRMINY, ROANNE, SAINT_ETIENNE
from tests.web.extranet.test_writing_an_offer import posted_of

DEFINITION = definition_from(document())
ZONE = Zone.parse(["departement:42"])
PLACES = ["commune:42218", "commune:42095", "commune:42187", "epci:244200770", "epci:200035731"]
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=40).map(str.strip)
pytestmark = pytest.mark.django_db
QUICK = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


@dataclass
class FormDraft:
    """What a section needs of a draft: its content, and around it what never changes here."""

    content: OfferContent
    structure: Structure
    definition = DEFINITION
    zone = ZONE
    shared: frozenset[str] = frozenset()


@pytest.fixture
def structure(db: None) -> Structure:
    CategoryFactory()
    QuestionnaireFactory()
    return StructureFactory()


# --- What is drawn --------------------------------------------------------------------------------------
def criterion(question):
    everybody = st.just(Criterion(question.code))
    if question.kind == Kind.NUMBER:
        ends = st.tuples(st.none() | st.integers(0, 60), st.none() | st.integers(0, 60))
        ends = ends.filter(lambda pair: pair != (None, None)).map(
            lambda pair: pair if None in pair else tuple(sorted(pair))
        )
        return everybody | ends.map(
            lambda pair: Criterion(question.code, CriterionKind.RANGE, minimum=pair[0], maximum=pair[1])
        )
    some = st.sets(st.sampled_from(sorted(question.deciding)), min_size=1)
    return everybody | some.map(
        lambda codes: Criterion(question.code, CriterionKind.ONLY, accepted=frozenset(codes))
    )


QUESTIONS = [DEFINITION.question(AGE), *DEFINITION.questions.values()]
GONE = Criterion("vehicule", CriterionKind.ONLY, accepted=frozenset({"oui"}))


@st.composite
def criteria(draw):
    asked = draw(st.lists(st.sampled_from(QUESTIONS), unique_by=lambda question: question.code))
    found = [draw(criterion(question)) for question in asked]
    return tuple(found + draw(st.sampled_from([[], [GONE]])))


@st.composite
def contents(draw):
    periods = draw(st.lists(st.tuples(DAYS, st.integers(0, 90)), max_size=3))
    since = draw(st.none() | DAYS)
    until = draw(
        st.none() | st.integers(0, 90).map(lambda days: (since or date(2026, 1, 1)) + timedelta(days))
    )
    areas = draw(st.none() | st.lists(st.sampled_from(PLACES), unique=True, min_size=1))
    return OfferContent(
        theme="emploi",
        category="faire-le-point",
        title=draw(WORDS),
        summary=draw(WORDS),
        description=draw(st.lists(WORDS, max_size=4).map("\n".join).map(str.strip)),
        place=draw(st.sampled_from(["IN_PERSON", "REMOTE", "BOTH"])),
        address=draw(WORDS),
        opening_hours=draw(WORDS),
        phone=draw(st.sampled_from(["", "01 99 00 42 01"])),
        areas=None if areas is None else tuple(areas),
        criteria=draw(criteria()),
        promised_days=draw(st.none() | st.integers(0, 40)),
        periods=tuple(Period(day, day + timedelta(length)) for day, length in periods),
        valid_from=since,
        valid_until=until,
        is_free=draw(st.booleans()),
    )


def situations(home, second):
    answers = {}
    for code, question in DEFINITION.questions.items():
        if question.kind == Kind.NUMBER:
            given_ = st.none() | st.integers(0, 60)
        else:
            most = None if question.kind == Kind.SEVERAL else 1
            given_ = st.none() | st.frozensets(st.sampled_from(sorted(question.by_code)), max_size=most)
        answers[code] = given_
    return st.builds(
        lambda age, given_: Situation(home, second, age=age, answers=given_),
        st.none() | st.integers(10, 60),
        st.fixed_dictionaries({}, optional=answers),
    )


# --- What a browser does --------------------------------------------------------------------------------
def through_the_form(draft, section, changed=None, shown=None):
    """The content once this section came back as it was shown, or with what was changed in it.

    `shown` is another draft: what somebody sees there is typed here.
    """
    form = FORMS[section](draft=shown or draft)
    if form.is_bound:  # shown with its error: the same is typed again
        posted = form.data
    else:
        posted = QueryDict(mutable=True)
        for name, value in {**posted_of(form), **(changed or {})}.items():
            posted.setlist(name, value if isinstance(value, list) else [value])
    return FORMS[section](posted, draft=draft).written(draft.content)


@QUICK
@given(contents())
def test_a_form_sent_back_untouched_changes_nothing(structure, content):
    content = content_from(document_of(content))
    for section in FORMS:
        assert through_the_form(FormDraft(content, structure), section) == content


@QUICK
@given(contents())
def test_what_one_offer_shows_typed_in_an_empty_one_says_the_same(structure, content):
    chosen = tuple(each for each in content.criteria if each.kind != CriterionKind.ALL and each != GONE)
    content = replace(content, criteria=chosen)
    typed = OfferContent(theme="emploi", category="faire-le-point")
    for section in FORMS:
        shown = FormDraft(content, structure)
        typed = through_the_form(FormDraft(typed, structure), section, shown=shown)

    assert replace(typed, criteria=(), areas=None) == replace(content, criteria=(), areas=None)
    assert set(typed.criteria) == set(content.criteria)
    assert (typed.areas is None) == (content.areas is None)
    assert Zone.parse(typed.areas or ()).communes() == Zone.parse(content.areas or ()).communes()


def as_posted(criteria):
    """What somebody presses and types to ask exactly this."""
    found = {}
    for each in criteria:
        found[f"kind-{each.question}"] = each.kind.value
        found[f"only-{each.question}"] = sorted(each.accepted)
        found[f"from-{each.question}"] = "" if each.minimum is None else str(each.minimum)
        found[f"to-{each.question}"] = "" if each.maximum is None else str(each.maximum)
    return found


@settings(QUICK, max_examples=25)
@given(st.data())
def test_what_is_pressed_in_the_editor_is_what_matching_reads(structure, data):
    wanted = tuple(each for each in data.draw(criteria()) if each != GONE)
    areas = data.draw(st.none() | st.lists(st.sampled_from(PLACES), unique=True, min_size=1))
    empty = OfferContent(
        theme="emploi", category="faire-le-point", title="Essai", promised_days=3, is_free=True
    )
    content = through_the_form(FormDraft(empty, structure), Section.AUDIENCE, as_posted(wanted))
    zone = {"zone": "toute"} if areas is None else {"zone": "partie", "areas": areas}
    content = through_the_form(FormDraft(content, structure), Section.WHERE, zone)
    with transaction.atomic():
        version = create_draft(structure, content, by=None, now=NOW)
        offer = publish(version, by=None, now=NOW)

    served = ZONE if areas is None else Zone.parse(areas)
    for home in (SAINT_ETIENNE, ROANNE, FIRMINY):
        situation = data.draw(situations(geography().commune(home), None))
        answers = {**situation.answers, AGE: situation.age}
        expected = served.serves(home) and accepts(wanted, answers, DEFINITION)
        found = matching_ids(situation, offer.theme_id, DEFINITION, NOW.date())
        assert (offer.pk in found) is expected, (wanted, situation)
