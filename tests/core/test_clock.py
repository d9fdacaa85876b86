"""One clock, which the visitor of the demo may move forward."""

from datetime import UTC, datetime, timedelta

import pytest

from boussole.core import clock


@pytest.fixture
def demo(settings, tmp_path):
    settings.DEMO_CLOCK_FILE = str(tmp_path / "clock")


@pytest.mark.usefixtures("demo")
def test_the_clock_of_the_demo_moves_and_the_real_one_does_not():
    clock.move_demo_clock(timedelta(days=3))

    ahead = clock.now() - clock.real_now()
    assert timedelta(days=2, hours=23) < ahead <= timedelta(days=3)


@pytest.mark.usefixtures("demo")
def test_a_periodic_task_sees_the_moment_it_was_planned_for_in_the_time_of_the_demo():
    planned = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)

    assert clock.planned(int(planned.timestamp())) == planned
    clock.move_demo_clock(timedelta(hours=5))
    assert clock.planned(int(planned.timestamp())) == planned + timedelta(hours=5)


def test_outside_the_demo_time_belongs_to_nobody(settings):
    settings.DEMO_CLOCK_FILE = ""

    with pytest.raises(RuntimeError):
        clock.move_demo_clock(timedelta(hours=1))


@pytest.mark.usefixtures("demo")
def test_the_clock_never_goes_back():
    with pytest.raises(ValueError, match="forward"):
        clock.move_demo_clock(timedelta(hours=-1))
