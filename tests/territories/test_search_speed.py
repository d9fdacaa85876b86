"""The search box answers at once on the whole country, whatever is typed."""

import statistics
import time

from boussole.territories.geography import geography
from tests.territories.queries import varied_queries


def milliseconds(text):
    """Of processor: what others do on the machine does not count."""
    start = time.thread_time()
    geography().search(text)
    return (time.thread_time() - start) * 1000


def test_answers_in_under_twenty_milliseconds():
    geography().search("")
    durations = [milliseconds(text) for text in varied_queries(400)]

    # Generous, for slow machines: `python -m bench.commune_search` measures, docs/reference/geography.md tells.
    assert statistics.median(durations) < 5
    assert statistics.quantiles(durations, n=20)[-1] < 20
