"""What changes from one version to the next, in words."""

from __future__ import annotations

from hypothesis import given, settings

from boussole.questionnaires import editing
from boussole.questionnaires.comparing import compare
from boussole.questionnaires.definition import definition_from
from boussole.questionnaires.editing import entries
from tests.factories.questionnaires import document
from tests.questionnaires.documents import documents


def words(before, after) -> list[tuple[str, str]]:
    found = compare(definition_from(before), definition_from(after))
    return [(change.sort.value, change.sentence) for change in found]


@settings(max_examples=40)
@given(documents())
def test_nothing_changes_from_a_version_to_itself(version):
    assert words(version, version) == []


def test_what_is_added_removed_reworded_and_moved_is_said():
    before = document()
    after = editing.remove_question(before, "handicap")
    after = editing.rename_page(after, 1, "Bouger")
    after = editing.move_question(after, "cherche", -1)
    statut = entries(after)["statut"]
    more = [
        *statut["answers"][:2],
        {"code": "service", "text": "Je fais un service civique"},
        statut["answers"][2],
    ]
    after = editing.change_question(after, "statut", {**statut, "text": "Tu en es où ?", "answers": more})
    after = editing.add_question(after, 2, {"code": "velo", "kind": "yes_no", "text": "Tu as un vélo ?"})

    assert words(before, after) == [
        ("Reformulé", "Page « Te déplacer » : elle s’appelle « Bouger »."),
        ("Déplacé", "Question « Tu cherches quoi ? »."),
        ("Reformulé", "Question « Tu fais quoi en ce moment ? » : elle devient « Tu en es où ? »."),
        ("Ajouté", "Réponse « Je fais un service civique », à la question « Tu en es où ? »."),
        ("Ajouté", "Question « Tu as un vélo ? », page « Au quotidien »."),
        ("Retiré", "Question « Un handicap ou une maladie complique ta recherche ? »."),
    ]


def test_a_condition_is_said_in_the_words_of_its_answers():
    before = document()
    permis = {key: value for key, value in entries(before)["permis"].items() if key != "only_if"}

    assert words(before, editing.change_question(before, "permis", permis)) == [
        ("Règles", "« Tu as le permis de conduire ? » : posée à tout le monde.")
    ]
    assert words(editing.change_question(before, "permis", permis), before) == [
        (
            "Règles",
            "« Tu as le permis de conduire ? » : posée seulement à qui a répondu « Je cherche du travail »"
            " à « Tu fais quoi en ce moment ? ».",
        )
    ]
