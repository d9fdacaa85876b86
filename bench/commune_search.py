"""How long the commune search takes, and what the geography weighs: `python -m bench.commune_search`.

Processor time of the one thread that works: on a busy machine, what it would take on a quiet one.
"""

import statistics
import sys
import time
from pathlib import Path


def resident_megabytes() -> float:
    """What this process holds in memory now (Linux)."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def main(number: int) -> None:
    """Load, then search so many varied queries, and print what it took."""
    import boussole.territories.geography as module

    before, start = resident_megabytes(), time.thread_time()
    geography = module.geography()
    loaded = time.thread_time()
    module.warm_up()
    indexed = time.thread_time()
    print(f"read {(loaded - start) * 1000:.0f} ms, index {(indexed - loaded) * 1000:.0f} ms", end=", ")
    print(f"memory {resident_megabytes() - before:.0f} MB")

    from tests.territories.queries import varied_queries

    durations = []
    for text in list(varied_queries(number)):
        start = time.thread_time()
        geography.search(text)
        durations.append((time.thread_time() - start) * 1000)
    at = statistics.quantiles(durations, n=100)
    print(
        f"{number} searches: p50 {at[49]:.2f}, p95 {at[94]:.2f}, p99 {at[98]:.2f}, most {max(durations):.2f} ms"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
