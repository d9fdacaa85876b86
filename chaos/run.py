"""Kill the product's processes under load, put everything back, and judge: `make chaos`.

The same seed gives the same plan of faults. Ends with 1 when anything was lost, missing or doubled.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from pathlib import Path

from chaos.plan import plan

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent


def main() -> int:
    options = _options()
    if options.dry_run:
        _print_plan(options)
        return 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # everything started is ended on the way out
    from chaos.stage import alone_in, running_database

    with alone_in(options.data), running_database(options.data) as database:
        from chaos import mutations, storm  # they read models: Django had to be set up first

        if options.mutations is not None:
            return mutations.run(database, options.mutations, sound=not options.planted_only)
        return storm.run(database, options)


def _options() -> argparse.Namespace:
    from config.embedded_postgres import data_folder

    parser = argparse.ArgumentParser(prog="make chaos", description=__doc__)
    parser.add_argument("--seed", type=int, default=7, help="of the plan of faults (7)")
    parser.add_argument("--seconds", type=float, default=120, help="of load and faults (120)")
    parser.add_argument("--faults", type=int, default=22, metavar="N", help="kill -9, in all (22)")
    parser.add_argument("--clients", type=int, default=6, help="young people at a time (6)")
    parser.add_argument(
        "--pause", type=float, default=0.1, help="seconds between two forms of one client (0.1)"
    )
    parser.add_argument(
        "--past", type=int, default=60, help="forms filed days ago, whose reminders fall due (60)"
    )
    parser.add_argument(
        "--hurry", action="store_true", help="do not wait for the sweeps at the end: call them"
    )
    parser.add_argument("--dry-run", action="store_true", help="print the plan of faults and do nothing")
    parser.add_argument(
        "--mutations", nargs="*", metavar="BUG", help="plant these bugs (all of them): each must be caught"
    )
    parser.add_argument(
        "--planted-only", action="store_true", help="with --mutations: do not strike without the bug"
    )
    parser.add_argument(
        "--write", action="store_true", help="also write docs/reference/chaos.md and its figure"
    )
    parser.add_argument(
        "--data",
        type=Path,
        default=data_folder() / "chaos",
        help="where the database lives (BOUSSOLE_DATA/chaos)",
    )
    options = parser.parse_args()
    options.data = options.data.resolve()
    os.environ.pop("DATABASE_URL", None)
    return options


def _print_plan(options: argparse.Namespace) -> None:
    print(f"seed {options.seed}, {options.seconds:.0f} s, {options.faults} kills, {options.clients} clients")
    for fault in plan(options.seed, seconds=options.seconds, kills=options.faults):
        print(f"  {fault}")


if __name__ == "__main__":
    sys.exit(main())
