"""A territory's questionnaire is a layer: what it does not decide follows the national text."""

from __future__ import annotations

from copy import deepcopy

from hypothesis import given, settings
from hypothesis import strategies as st

from boussole.interop.schema import QuestionnaireFile
from boussole.questionnaires.adaptation import adapted, conflicts, faults, layer_between, pruned
from boussole.questionnaires.editing import add_question, change_question, entries, outline, remove_question
from tests.factories.questionnaires import document
from tests.questionnaires.documents import adaptations, documents

FEW = settings(max_examples=60)


@st.composite
def adapted_pairs(draw: st.DrawFn):
    national = draw(documents())
    return national, draw(adaptations(national))


@FEW
@given(documents())
def test_an_empty_layer_changes_nothing(national):
    assert adapted(national, {}) == national
    assert layer_between(national, national) == {}


@FEW
@given(adapted_pairs())
def test_the_layer_says_all_that_the_animator_did(pair):
    national, own = pair
    assert adapted(national, layer_between(national, own)) == own


@FEW
@given(adapted_pairs())
def test_a_national_code_keeps_its_meaning_and_an_added_one_says_whose_it_is(pair):
    national, own = pair
    layer = layer_between(national, own)
    before, after = entries(national), entries(adapted(national, layer))

    assert set(after) == (set(before) - set(layer.get("hidden", ()))) | {
        code for code in after if code.startswith("loire-")
    }
    for code in set(before) & set(after):
        assert after[code]["kind"] == before[code]["kind"]
        national_answers = [answer["code"] for answer in before[code].get("answers", ())]
        kept = [answer["code"] for answer in after[code].get("answers", ())]
        assert [each for each in kept if each in national_answers] == national_answers
    assert list(faults(national, layer, "loire")) == []


@FEW
@given(adapted_pairs(), documents())
def test_a_layer_carried_over_any_other_version_is_stable(pair, newer):
    national, own = pair
    layer = layer_between(national, own)
    carried = adapted(newer, layer)
    assert adapted(newer, pruned(newer, layer)) == carried
    codes = [code for page in outline(carried) for code in page["questions"]]
    assert sorted(codes) == sorted(set(codes))
    assert set(entries(newer)) - set(layer.get("hidden", ())) <= set(codes)


@FEW
@given(adapted_pairs())
def test_what_is_exported_is_read_again_the_same(pair):
    _, own = pair
    entry = QuestionnaireFile.model_validate(own)
    again = entry.model_dump(exclude_none=True, exclude_defaults=True)
    assert entries(again) == entries(own)
    assert outline(again) == outline(own)


def test_a_territory_cannot_change_what_a_question_stands_for():
    national = document()
    statut = deepcopy(entries(national)["statut"])
    own = change_question(
        national, "statut", {**statut, "kind": "several", "sensitive": True, "answers": statut["answers"][:1]}
    )
    assert adapted(national, layer_between(national, own)) == national


def test_a_layer_says_in_french_what_it_may_not_do():
    national = document()
    layer = {
        "questions": [{"code": "velo", "kind": "yes_no", "text": "Tu as un vélo ?"}],
        "answers": {"permis": [{"code": "bientot", "text": "Bientôt"}]},
    }
    assert list(faults(national, layer, "loire")) == [
        "La question ajoutée « Tu as un vélo ? » doit avoir un code qui commence par « loire- ».",
        "La question « Tu as le permis de conduire ? » ne peut pas recevoir d’autre réponse.",
        "La réponse ajoutée « Bientôt » doit avoir un code qui commence par « loire- ».",
    ]


def test_what_the_nation_changed_under_a_territory_is_listed():
    national = document()
    own = remove_question(national, "handicap")
    own = change_question(own, "statut", {**entries(own)["statut"], "text": "Tu fais quoi dans la Loire ?"})
    own = change_question(own, "cherche", {**entries(own)["cherche"], "help": "Choisis."})
    layer = layer_between(national, own)
    newer = remove_question(remove_question(national, "handicap"), "cherche")
    newer = change_question(newer, "statut", {**entries(newer)["statut"], "text": "Tu en es où ?"})

    assert [each.message for each in conflicts(layer, national, newer)] == [
        "Vous cachiez la question « Un handicap ou une maladie complique ta recherche ? » : elle n’existe plus.",
        "La question « Tu fais quoi en ce moment ? », que vous aviez reformulée, a changé. La vôtre est gardée.",
        "Vous aviez reformulé la question « Tu cherches quoi ? » : elle n’existe plus.",
    ]


def test_a_new_national_question_finds_its_place_in_the_order_of_the_territory():
    national = document()
    own = deepcopy(national)
    own["pages"] = [own["pages"][2], own["pages"][0], own["pages"][1]]
    layer = layer_between(national, own)
    newer = add_question(
        national, 0, {"code": "velo", "kind": "yes_no", "text": "Tu as un vélo ?"}, after="statut"
    )

    assert outline(adapted(newer, layer)) == [
        {"title": "Au quotidien", "questions": ["ressources", "handicap"]},
        {"title": "Où tu en es", "questions": ["statut", "velo", "cherche"]},
        {"title": "Te déplacer", "questions": ["permis"]},
    ]
