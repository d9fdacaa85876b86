"""Figures: each opens the list behind it, each chart has its table."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from boussole.design.library import one_of, register

STATS = {"neutral": "stat", "late": "stat stat--late", "today": "stat stat--today", "good": "stat stat--good"}
BAR_WIDTH = 100  # the chart is drawn on 100 units: a length is a percentage of the longest bar
ROW_HEIGHT = 28


@dataclass(frozen=True)
class Bar:
    label: str
    value: float
    length: float
    top: int


@register.simple_block_tag
def stats(content: SafeString) -> SafeString:
    """`{% stats %}{% stat … %}…{% endstats %}`: figures side by side."""
    return format_html('<div class="stats">{}</div>', content)


@register.inclusion_tag("design/components/stat.html")
def stat(
    label: str, *, value: object, url: str = "", hint: str = "", tone: str = "neutral"
) -> dict[str, object]:
    """`{% stat "En retard" value=3 url="?etat=retard" tone="late" %}`."""
    return {"label": label, "value": value, "url": url, "hint": hint, "look": one_of("tone", tone, STATS)}


@register.inclusion_tag("design/components/progress_bar.html")
def progress_bar(value: int, *, of: int, label: str) -> dict[str, object]:
    """`{% progress_bar 34 of=40 label="Promesses tenues" %}`: a share, in figures and in length."""
    return {"value": value, "of": of, "label": label, "percent": round(100 * value / of) if of else 0}


@register.inclusion_tag("design/components/bar_chart.html")
def bar_chart(
    rows: Iterable[tuple[str, float]], *, title: str, of_what: str, id: str, unit: str = ""
) -> dict[str, object]:
    """`{% bar_chart rows title="Demandes par thème" of_what="Demandes" id="par-theme" %}`; rows of (label, number)."""
    pairs = list(rows)
    longest = max((value for _, value in pairs), default=0) or 1
    bars = [
        Bar(label, value, round(BAR_WIDTH * value / longest, 1), index * ROW_HEIGHT)
        for index, (label, value) in enumerate(pairs)
    ]
    return {
        "bars": bars,
        "title": title,
        "of_what": of_what,
        "id": id,
        "unit": unit,
        "height": len(bars) * ROW_HEIGHT,
    }
