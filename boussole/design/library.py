"""The one template library: every tag module registers here, and templates need no `{% load %}`.

The thing that a component is about comes first; everything else goes by its name. A misspelt
attribute or an unknown tone is a template error, never a silent default.
"""

from collections.abc import Mapping
from typing import TypeVar

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

Value = TypeVar("Value")
register = template.Library()


def component(name: str, **context: object) -> SafeString:
    """The markup of `design/components/<name>.html`, filled."""
    return mark_safe(get_template(f"design/components/{name}.html").render(context))  # noqa: S308


def one_of(what: str, given: str, known: Mapping[str, Value]) -> Value:
    """What stands for `given` in `known`.

    :raises TemplateSyntaxError: naming the accepted words
    """
    try:
        return known[given]
    except KeyError:
        words = ", ".join(sorted(known))
        raise template.TemplateSyntaxError(f"Unknown {what} {given!r}; use one of: {words}.") from None
