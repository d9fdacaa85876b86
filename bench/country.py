"""Fill an empty database at the scale of the country: `python -m bench.country --offers 100000`.

Shapes come from performance.md section 3: where offers are served, how many criteria they have. The
derived table is written by the product's own translation (`offers.reach.exclusions`).
"""

from __future__ import annotations

import argparse
import os
from random import Random

TERRITORIES, OFFERS, STRUCTURES, REQUESTS = 100, 100_000, 5_000, 1_000_000


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--offers", type=int, default=OFFERS)
    parser.add_argument("--structures", type=int, help="5 %% of the offers by default")
    parser.add_argument("--requests", type=int, default=REQUESTS)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--dry-run", action="store_true", help="say what would be written, write nothing")
    options = parser.parse_args()
    structures = options.structures or max(50, options.offers // 20)
    if options.dry_run:
        print(
            f"{TERRITORIES} territories, {structures} structures, {options.offers} offers, {options.requests} requests"
        )
        return
    start_django()
    from bench import filling

    filling.fill(Random(options.seed), structures, options.offers, options.requests)


def start_django() -> None:
    os.environ.setdefault("BOUSSOLE_LOCAL", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    from config.embedded_postgres import ensure_started

    ensure_started()
    import django

    django.setup()


if __name__ == "__main__":
    main()
