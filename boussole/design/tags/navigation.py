"""Where one is, where one can go."""

from typing import Any

from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from boussole.design.library import component, register


@register.simple_tag(takes_context=True)
def nav_link(context: Context, label: str, *, route: str, also: str = "", exact: bool = False) -> SafeString:
    """`{% nav_link "Demandes" route="extranet:requests" %}`: a line of the main menu, marked when one is in it.

    `also` names the routes of other pages kept under the same line, separated by spaces.

    A route that does not exist (a site switched off) gives no line rather than an error.
    """
    try:
        url = reverse(route)
    except NoReverseMatch:
        return SafeString()
    path = getattr(context.get("request"), "path", "")
    here = path == url if exact else path.startswith((url, *map(reverse, also.split())))
    current = format_html(' aria-current="{}"', "page" if path == url else "true") if here else ""
    return format_html('<li><a class="nav__link" href="{}"{}>{}</a></li>', url, current, label)


@register.simple_block_tag
def breadcrumb(content: SafeString) -> SafeString:
    """`{% breadcrumb %}{% crumb "Demandes" url=… %}{% crumb "Demande de Lina" %}{% endbreadcrumb %}`."""
    return component("breadcrumb", content=content)


@register.simple_tag
def crumb(label: str, *, url: str = "") -> SafeString:
    """`{% crumb "Demandes" url=… %}`: a step of the path; without `url`, the page one is on."""
    if url:
        return format_html('<li><a href="{}">{}</a></li>', url, label)
    return format_html('<li><span aria-current="page">{}</span></li>', label)


@register.filter
def message_tone(level_tag: str) -> str:
    """The tone of a flash message, from the level that its view chose."""
    return MESSAGE_TONES.get(level_tag, "info")


MESSAGE_TONES: dict[str, Any] = {"success": "success", "warning": "warning", "error": "error"}
