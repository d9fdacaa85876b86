"""`boussole refresh_geography`, on the hand-made sample."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from boussole.territories.reference_file import read
from tests.territories.sample import SOURCES


@pytest.fixture
def source(tmp_path):
    """An unpacked edition, as npm gives it."""
    data = tmp_path / "package" / "data"
    data.mkdir(parents=True)
    for name, rows in (
        ("communes", SOURCES.communes),
        ("epci", SOURCES.epcis),
        ("departements", SOURCES.departements),
        ("regions", SOURCES.regions),
    ):
        (data / f"{name}.json").write_text(json.dumps(rows), encoding="utf-8")
    return data.parent


@pytest.fixture
def centres(tmp_path):
    path = tmp_path / "centres.json"
    path.write_text(json.dumps([{"code": "42001", "centre": {"coordinates": [4.4, 45.4]}}]), encoding="utf-8")
    return path


def refreshed(source, folder, **options):
    out = StringIO()
    call_command("refresh_geography", source=source, year=2027, output=folder, stdout=out, **options)
    return out.getvalue()


def test_it_writes_the_file_of_the_year_and_says_what_changes(source, centres, tmp_path):
    said = refreshed(source, tmp_path, centres=centres)

    communes = {commune.code: commune for commune in read(tmp_path / "communes-2027.csv.xz").communes}
    assert (communes["42001"].latitude, communes["42001"].longitude) == (45.4, 4.4)
    assert communes["42004"].centre_is_approximate is True
    assert "communes and arrondissements: 35014 -> 5" in said
    assert "    - 42218 Saint-Étienne" in said
    assert "    ~ 43005 Alleyras -> Hautemont" in said
    assert said.splitlines()[-1].startswith("4/4 wrote communes-2027.csv.xz")


def test_twice_the_same_sources_give_the_same_file(source, centres, tmp_path):
    refreshed(source, tmp_path, centres=centres)
    once = (tmp_path / "communes-2027.csv.xz").read_bytes()
    refreshed(source, tmp_path, centres=centres)

    assert (tmp_path / "communes-2027.csv.xz").read_bytes() == once


def test_a_dry_run_writes_nothing(source, tmp_path):
    said = refreshed(source, tmp_path, dry_run=True)

    assert said.splitlines()[-1] == "4/4 dry run: nothing written"
    assert list(tmp_path.glob("*.xz")) == []


def test_a_missing_source_is_said_plainly(tmp_path):
    with pytest.raises(CommandError, match="A source is missing"):
        refreshed(tmp_path, tmp_path)
