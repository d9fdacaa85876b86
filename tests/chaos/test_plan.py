"""The same seed gives the same storm, and every storm has everything in it."""

from collections import Counter
from itertools import pairwise

import pytest

from chaos.plan import KILLS, WEATHER, plan
from tests.ops.running import ROOT


def test_the_same_seed_gives_the_same_plan_and_another_seed_another_one() -> None:
    assert plan(7, seconds=120, kills=22) == plan(7, seconds=120, kills=22)
    assert plan(7, seconds=120, kills=22) != plan(8, seconds=120, kills=22)


@pytest.mark.parametrize("seed", range(20))
def test_each_kind_is_killed_as_often_as_the_others_and_each_trouble_comes_once(seed: int) -> None:
    faults = plan(seed, seconds=120, kills=22)
    met = Counter(fault.kind for fault in faults)
    assert sum(met[kind] for kind in KILLS) == 22
    assert {met[kind] for kind in KILLS} == {5, 6}
    assert [met[kind] for kind in WEATHER] == [1, 1, 1, 1, 1]


@pytest.mark.parametrize("seed", range(20))
def test_everything_happens_during_the_run_and_troubles_follow_each_other(seed: int) -> None:
    faults = plan(seed, seconds=120, kills=22)
    assert [fault for fault in faults if not 0 < fault.at < fault.at + fault.lasts + 1 < 120] == []
    weather = [fault for fault in faults if fault.kind in WEATHER]
    assert [b for a, b in pairwise(weather) if b.at <= a.at + a.lasts] == []


def test_production_has_no_switch_for_any_of_this() -> None:
    product = [path for folder in ("boussole", "config") for path in (ROOT / folder).rglob("*.py")]
    assert [path for path in product if "chaos" in path.read_text().lower()] == []
