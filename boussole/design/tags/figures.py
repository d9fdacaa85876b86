"""Figures: each opens the list behind it, each chart has its table."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from boussole.design.library import one_of, register

STATS = {"neutral": "stat", "late": "stat stat--late", "today": "stat stat--today", "good": "stat stat--good"}


@dataclass(frozen=True)
class Bar:
    """A line of a chart; `length` is a percentage of the longest one."""

    label: str
    value: float
    length: float
    url: str = ""


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
    rows: Iterable[tuple[str, float] | tuple[str, float, str]],
    *,
    title: str,
    of_what: str,
    by_what: str,
    unit: str = "",
) -> dict[str, object]:
    """`{% bar_chart rows title="Demandes par thème" by_what="Thème" of_what="Demandes" %}`; rows of (label, number), or
    (label, number, url) when a list can be read behind the figure.

    The chart is its own table: a bar is drawn in each line, so figures and drawing cannot disagree.
    """
    lines = list(rows)
    longest = max((line[1] for line in lines), default=0) or 1
    bars = [Bar(label, value, round(100 * value / longest, 1), *url) for label, value, *url in lines]
    return {"bars": bars, "title": title, "of_what": of_what, "by_what": by_what, "unit": unit}
