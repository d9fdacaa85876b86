"""Pictograms inside the page: no request, no script, the colour of the text."""

from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from boussole.design.library import one_of, register
from boussole.design.pictograms import PICTOGRAMS

SIZES = {"s": "picto picto--s", "m": "picto", "l": "picto picto--l"}


@lru_cache(maxsize=512)
def picture(name: str, *, size: str = "m", label: str = "") -> SafeString:
    """The pictogram called `name`, hidden from screen readers unless it has a `label`; nothing without a name."""
    if not name:
        return SafeString()
    drawing = mark_safe(one_of("pictogram", name, PICTOGRAMS))  # noqa: S308  (our own drawings)
    voice = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" {}>{}</svg>', one_of("size", size, SIZES), voice, drawing
    )


@register.simple_tag
def pictogram(name: str, *, size: str = "m", label: str = "") -> SafeString:
    """`{% pictogram "briefcase" size="l" %}`: decorative, unless given a `label`."""
    return picture(name, size=size, label=label)
