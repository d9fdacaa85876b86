"""The figure of the report: receipts, second by second, and under them each fault at its time."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from chaos.plan import KILLS, WEATHER

if TYPE_CHECKING:
    from chaos.storm import Storm

WIDTH, LEFT, TOP, CHART, ROW = 760, 220, 34, 130, 24
INK, BLUE, RED, PAPER = "#1c2340", "#2a3a8f", "#c8452f", "#fdfcf9"


def timeline(storm: Storm) -> str:
    """An SVG readable without colour: each fault has its own line, and its name beside."""
    assert storm.young_people
    seconds = max(1, round(storm.ended - storm.began))
    scale = (WIDTH - LEFT - 20) / seconds
    during = [kept for kept in storm.young_people.acknowledged if kept.at >= storm.began]
    counts = Counter(int(kept.at - storm.began) for kept in during)
    most = max((counts[second] for second in range(seconds)), default=1) or 1
    kinds = [*KILLS, *WEATHER]
    height = TOP + CHART + 20 + ROW * len(kinds) + 34
    foot = TOP + CHART
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
        f'viewBox="0 0 {WIDTH} {height}" role="img" font-family="sans-serif" font-size="13">',
        "<title>Receipts given in each second of the run, and the faults made meanwhile</title>",
        f'<rect width="{WIDTH}" height="{height}" fill="{PAPER}"/>',
        _text(LEFT, 20, f"receipts given in each second (at most {most})"),
    ]
    for second in range(seconds):
        tall = counts[second] / most * CHART
        parts.append(
            f'<rect x="{LEFT + second * scale:.1f}" y="{foot - tall:.1f}" width="{max(scale - 0.6, 0.6):.1f}" '
            f'height="{tall:.1f}" fill="{BLUE}"/>'
        )
    for rank, kind in enumerate(kinds):
        line = foot + 28 + rank * ROW
        parts.append(_text(LEFT - 8, line + 5, str(kind), anchor="end"))
        parts.append(f'<path d="M{LEFT} {line}H{WIDTH - 20}" stroke="#d9d6cc"/>')
        for event in storm.events:
            if event.kind == kind:
                parts.append(
                    _mark(event.at - storm.began, event.until - storm.began, line, scale, kind in KILLS)
                )
    parts += [_text(LEFT, height - 12, "0 s"), _text(WIDTH - 20, height - 12, f"{seconds} s", anchor="end")]
    return "\n".join([*parts, "</svg>", ""])


def _mark(begins: float, ends: float, line: int, scale: float, is_kill: bool) -> str:
    """A cross for a kill, a bar for what lasts."""
    x = LEFT + begins * scale
    if is_kill:
        return f'<path d="M{x - 5:.1f} {line - 5}l10 10m0 -10l-10 10" stroke="{RED}" stroke-width="2.5"/>'
    wide = min(ends - begins, (WIDTH - 20 - x) / scale) * scale
    return f'<rect x="{x:.1f}" y="{line - 5}" width="{wide:.1f}" height="10" fill="{RED}"/>'


def _text(x: float, y: float, text: str, *, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y}" text-anchor="{anchor}" fill="{INK}">{text}</text>'
