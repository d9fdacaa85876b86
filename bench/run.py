"""Measure, in one run, each page against its bare twin: `make bench`, `python -m bench.run --help`.

Targets are interleaved; each figure is the median of the rounds; only ratios are facts.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--data", type=Path, default=ROOT / ".data" / "bench", help="where the two databases live"
    )
    parser.add_argument("--offers", type=int, default=100_000)
    parser.add_argument("--requests", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=4, help="of load, for each target in each round")
    parser.add_argument("--port", type=int, default=8790)
    parser.add_argument(
        "--write", action="store_true", help="also write docs/reference/measures.md and its figure"
    )
    options = parser.parse_args()
    if not shutil.which("wrk"):
        sys.exit("The load generator is missing: apt-get install wrk")
    small, large = options.data / "1k", options.data / f"{options.offers // 1000}k"
    for folder, offers, requests in ((small, 1_000, 1_000), (large, options.offers, options.requests)):
        step(f"database of {offers} offers and {requests} requests in {folder}")
        python("bench.country", "--offers", str(offers), "--requests", str(requests), data=folder)
    step("matching alone")
    matching = [json.loads(python("bench.matching", data=folder)) for folder in (small, large)]
    step("pages")
    pages = measure_pages(large, options)
    report = {"matching": matching, "pages": pages}
    text = as_markdown(report)
    print(text)
    if options.write:
        from bench.drawing import bars

        (ROOT / "docs/reference/measures.svg").write_text(bars(report, TWINS))
        (ROOT / "docs/reference/measures.md").write_text(text)


def step(line: str) -> None:
    print(f"- {line}", file=sys.stderr, flush=True)


def environment(data: Path) -> dict[str, str]:
    return {
        **os.environ,
        "BOUSSOLE_DATA": str(data),
        "BOUSSOLE_LOCAL": "1",
        "DJANGO_SETTINGS_MODULE": "bench.settings",
    }


def python(module: str, *arguments: str, data: Path) -> str:
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(
        command, env=environment(data), cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout.strip().splitlines()[-1] if done.stdout.strip() else ""


@contextmanager
def server(data: Path, port: int) -> Iterator[None]:
    """The product's own server: granian, 2 workers, 2 blocking threads."""
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--workers",
        "2",
        "--blocking-threads",
        "2",
    ]
    command += [
        "--no-ws",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--log-level",
        "error",
        "bench.wsgi:application",
    ]
    process = subprocess.Popen(command, env=environment(data), cwd=ROOT)
    try:
        for _ in range(100):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/health/", timeout=2)
                break
            except OSError:
                time.sleep(0.2)
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def measure_pages(data: Path, options: argparse.Namespace) -> dict[str, dict[str, float]]:
    """Requests per second of each target, at 1 and 8 connections."""
    prepared = data / "load"
    python("bench.visitors", "--folder", str(prepared), data=data)
    targets = json.loads((prepared / "targets.json").read_text())
    found: dict[str, dict[str, list[float]]] = {name: {"c1": [], "c8": []} for name in targets}
    with embedded(data), server(data, options.port):
        for round_number in range(options.rounds + 1):
            for connections in (1, 8):
                for name, target in targets.items():
                    rate = load(target, prepared, options, connections)
                    if round_number:  # the first round warms up, and gives the bare twins their content
                        found[name][f"c{connections}"].append(rate)
            step(f"round {round_number} of {options.rounds}")
    return {name: {c: statistics.median(rates) for c, rates in by.items()} for name, by in found.items()}


@contextmanager
def embedded(data: Path) -> Iterator[None]:
    """Keep the database of this folder up for the whole measure."""
    from config.embedded_postgres import Server

    kept = Server(data).start()
    try:
        yield
    finally:
        kept.leave()


def load(target: dict[str, str], prepared: Path, options: argparse.Namespace, connections: int) -> float:
    """Requests per second; refuses a measure in which answers were errors."""
    url = f"http://127.0.0.1:{options.port}{target['path']}"
    command = ["wrk", "-t1", f"-c{connections}", f"-d{options.seconds}s", "--timeout", "10s"]
    command += ["-H", f"Cookie: {target.get('cookie', '')}", "-H", f"Host: localhost:{options.port}"]
    if "script" in target:
        command += ["-s", str(HERE / target["script"]), url, "--", str(prepared / "filings.txt")]
    else:
        command.append(url)
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if refused := re.search(r"Non-2xx or 3xx responses: (\d+)", out):
        sys.exit(f"{url}: {refused[1]} answers were errors.")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1])  # type: ignore[index]


def ratio(pages: dict[str, dict[str, float]], page: str, twin: str, connections: str) -> float:
    return pages[page][connections] / pages[twin][connections]


def as_markdown(report: dict[str, Any]) -> str:
    small, large = report["matching"]
    pages = report["pages"]
    lines = ["# Measures", "", "Made by `make bench`. Only ratios inside one run are facts.", ""]
    lines += ["## Matching alone (milliseconds, one connection, round trip included)", ""]
    lines += [
        "| offers | p50 | p95 | p99 | offers found (median) | index-only scan |",
        "|---|---|---|---|---|---|",
    ]
    for row in (small, large):
        shown = f"{row['p50']:.2f} | {row['p95']:.2f} | {row['p99']:.2f} | {row['found']:.0f}"
        alone = f"{row['search_p50']:.2f} | {'yes' if row['index_only'] else 'NO'}"
        lines.append(f"| {row['offers']} | {shown} | {alone} |")
    lines += [
        "",
        f"Growth of the median: × {large['p50'] / small['p50']:.2f}; of the scan alone:"
        f" × {large['search_p50'] / small['search_p50']:.2f}. The rest is reading the offers found.",
        "",
        "## Pages (requests per second)",
        "",
    ]
    lines += ["| page | c=1 | c=8 | ratio to its bare twin, c=1 | c=8 |", "|---|---|---|---|---|"]
    for page, twin in TWINS.items():
        rates = f"{pages[page]['c1']:.0f} | {pages[page]['c8']:.0f}"
        ratios = f"{ratio(pages, page, twin, 'c1'):.2f} | {ratio(pages, page, twin, 'c8'):.2f}"
        lines.append(f"| {page} (twin: {twin}) | {rates} | {ratios} |")
    for twin in sorted(set(TWINS.values())):
        lines.append(f"| {twin} | {pages[twin]['c1']:.0f} | {pages[twin]['c8']:.0f} | 1 | 1 |")
    lines += ["", "![The same figures, drawn](measures.svg)", ""]
    return "\n".join(lines)


TWINS = {"results": "results, bare", "filing": "results, bare", "extranet list": "extranet list, bare"}

if __name__ == "__main__":
    main()
