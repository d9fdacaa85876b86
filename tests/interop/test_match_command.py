"""`boussole match`: the door for anybody who wants to check the engine from outside."""

import json
from contextlib import suppress
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

LOIRE = Path(__file__).resolve().parents[2] / "content" / "demo-loire"


def matched(tmp_path: Path, *lines: str, **options: object) -> list[dict[str, object]]:
    file = tmp_path / "situations.jsonl"
    file.write_text("\n".join(lines))
    out = StringIO()
    with suppress(SystemExit):  # a line that cannot be read makes the command end with 1
        call_command("match", bundle=LOIRE, theme="emploi", situation=str(file), stdout=out, **options)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_one_line_of_answer_per_situation_with_reasons(tmp_path: Path) -> None:
    found = matched(tmp_path, '{"commune": "42218", "age": 19, "answers": {"statut": "recherche"}}')

    assert [line["line"] for line in found] == [1]
    offers = {offer["offer"]: offer["reasons"] for offer in found[0]["offers"]}
    assert len(offers) >= 8
    assert "tu cherches du travail" in offers["point-recherche-emploi"]


def test_no_database_is_asked(tmp_path: Path) -> None:
    """pytest-django forbids the database to a test that does not ask for it."""
    assert matched(tmp_path, '{"commune": "42218"}')[0]["theme_is_open"] is True


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("{", "Cette ligne n’est pas du JSON."),
        ('{"commune": "42218", "answers": {"zzz": "a"}}', "La question « zzz » n’existe pas"),
        ('{"commune": "42218", "answers": {"statut": "zzz"}}', "« zzz » n’est pas une réponse"),
        ('{"commune": "42218", "answers": {"statut": ["lycee", "etudes"]}}', "attend une seule réponse"),
        ('{"commune": "42218", "prenom": "Lina"}', "« prenom » n’est pas une donnée connue"),
        ('{"commune": "42218", "age": "vieux"}', "L’âge est un nombre entier"),
    ],
)
def test_a_line_that_cannot_be_read_says_why_and_the_others_are_answered(
    tmp_path: Path, line: str, error: str
) -> None:
    found = matched(tmp_path, line, '{"commune": "42218"}')

    assert error in str(found[0]["error"])
    assert found[1]["offers"]


def test_a_theme_not_yet_open_that_day_shows_nothing(tmp_path: Path) -> None:
    found = matched(tmp_path, '{"commune": "42218"}', date=date(2025, 8, 31))

    assert (found[0]["theme_is_open"], found[0]["offers"]) == (False, [])


def test_near_misses_say_what_was_missing(tmp_path: Path) -> None:
    found = matched(tmp_path, '{"commune": "42218", "age": 40}', near_misses=True)

    assert {"question", "missing", "offer"} == set(found[0]["near_misses"][0])
    assert any("ans" in miss["missing"] for miss in found[0]["near_misses"])
