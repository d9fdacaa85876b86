"""`boussole --help`, and what the commands refuse."""

import re

import pytest
from django.core.management import get_commands, load_command_class

from tests.ops.running import boussole

OURS = sorted(name for name, app in get_commands().items() if str(app).startswith("boussole."))


def test_help_lists_our_commands_by_group_without_asking_for_any_setting() -> None:
    ran = boussole("--help")
    assert ran.returncode == 0, ran.stderr
    listed = re.findall(r"^  (\w+)  +(\S.*)$", ran.stdout, flags=re.M)
    assert [name for name, _ in listed][:5] == ["demo", "serve", "worker", "prepare", "check"]
    assert set(OURS) <= {name for name, _ in listed}
    assert "makemigrations" not in ran.stdout
    assert max(len(line) for line in ran.stdout.splitlines()) <= 120


@pytest.mark.parametrize("name", OURS)
def test_each_of_our_commands_says_what_it_is_for_in_a_sentence(name: str) -> None:
    command = load_command_class(str(get_commands()[name]), name)
    assert command.help
    assert command.create_parser("boussole", name).format_help()


def test_no_command_of_ours_hides_one_of_djangos() -> None:
    assert {"check", "migrate", "shell", "test"} & set(OURS) == set()


def test_the_version_is_ours() -> None:
    assert re.match(r"boussole \d+\.\d+\.\d+, Django 5\.2\.\d+, Python 3\.\d+", boussole("--version").stdout)


def test_djangos_own_list_is_one_word_further() -> None:
    ran = boussole("help", "--all")
    assert "makemigrations" in ran.stdout


def test_without_a_secret_a_command_says_which_variable_is_missing() -> None:
    ran = boussole("prepare", DATABASE_URL="postgresql://u@127.0.0.1:1/none")
    assert ran.returncode == 1
    assert ran.stderr.startswith("Set SECRET_KEY")
