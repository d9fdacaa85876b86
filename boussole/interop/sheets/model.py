"""The table to give: empty as a model to fill, or with the offers that are there."""

from __future__ import annotations

from collections.abc import Iterable

from boussole.interop.sheets.cells import NO, YES
from boussole.interop.sheets.columns import COLUMNS, COMMUNE, STATUS, Column, Texts
from boussole.interop.sheets.files import Table, written
from boussole.interop.sheets.offers import lines_of
from boussole.interop.sheets.scope import PLACES, WHEN_FULL, Scope
from boussole.offers.content import DELAYS
from boussole.questionnaires.definition import AGE_QUESTION, Definition, Kind, Question


def model_file(scope: Scope, format: str) -> bytes:
    """The empty table, with its lists and its help."""
    return written(_table(scope, (), without={STATUS}), format)


def offers_file(scope: Scope, format: str) -> bytes:
    """The same table with every offer of the scope."""
    return written(_table(scope, lines_of(scope)), format)


def columns_of(scope: Scope) -> list[Column]:
    """Only who may add a structure is asked for its commune."""
    return [column for column in COLUMNS if column.name != COMMUNE or scope.may_add_structures]


def _table(scope: Scope, rows: Iterable[Texts], without: frozenset[str] | set[str] = frozenset()) -> Table:
    columns = [column for column in columns_of(scope) if column.name not in without]
    themes = sorted(scope.themes.values(), key=lambda theme: (theme.position, theme.code))
    pairs = [(theme.name, label) for theme in themes for label in scope.category_labels(theme.code).values()]
    return Table(
        columns=columns,
        rows=rows,
        help=[
            ("Colonne", "Ce qu’elle contient", "Exemples et réponses possibles"),
            *((column.heading, column.help, "Obligatoire" if column.needed else "") for column in columns),
            ("", "", ""),
            ("Critères : thème", "Question", "Réponses"),
            *_criteria_help(scope),
        ],
        lists={
            "structures": [scope.label_of(structure) for structure in scope.structures],
            "themes": [theme.name for theme in themes],
            "places": list(PLACES.values()),
            "delays": [str(days) for days in DELAYS],
            "yes_no": [YES, NO],
            "when_full": list(WHEN_FULL.values()),
        },
        categories=pairs,
    )


def _criteria_help(scope: Scope) -> list[tuple[str, str, str]]:
    """Every question that a criterion may use, with its answers as one writes them."""
    lines = [("Tous les thèmes", AGE_QUESTION.label, "18 à 25, à partir de 18, jusqu’à 25")]
    for code, definition in scope.definitions.items():
        lines += [
            (scope.theme_labels[code], question.label, _answers(question)) for question in _asked(definition)
        ]
    return lines


def _asked(definition: Definition) -> Iterable[Question]:
    return definition.questions.values()


def _answers(question: Question) -> str:
    if question.kind == Kind.NUMBER:
        return "un nombre : 0 à 500, à partir de 100, jusqu’à 800"
    return ", ".join(
        f"{answer.code} ({answer.text})" for answer in question.answers if not answer.is_wildcard
    )
