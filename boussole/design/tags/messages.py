"""What the page says to its reader: notes, alerts, states."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from boussole.design.library import component, one_of, register
from boussole.design.tags.pictures import picture

# DSFR class and pictogram of each tone. Class names are written whole: the CSS build keeps those it finds.
ALERTS = {
    "info": ("fr-alert--info", "info"),
    "success": ("fr-alert--success", "check"),
    "warning": ("fr-alert--warning", "warning"),
    "error": ("fr-alert--error", "stop"),
}
CALLOUTS = {
    "info": ("callout--info", "info"),
    "calm": ("callout--calm", "compass"),
    "warning": ("callout--warning", "warning"),
    "urgent": ("callout--urgent", "heart"),
}
BADGES = {
    "neutral": "badge--neutral",
    "new": "badge--new",
    "info": "badge--info",
    "success": "badge--success",
    "warning": "badge--warning",
    "error": "badge--error",
}


@register.simple_block_tag
def callout(content: SafeString, *, title: str = "", tone: str = "info", level: int = 2) -> SafeString:
    """`{% callout title="À savoir" tone="warning" %}…{% endcallout %}`: a note in the flow of the page."""
    look, icon = one_of("tone", tone, CALLOUTS)
    return component("callout", title=title, look=look, icon=icon, content=content, level=level)


@register.simple_block_tag
def alert(content: SafeString, *, title: str = "", tone: str = "info", level: int = 2) -> SafeString:
    """`{% alert title="C’est noté" tone="success" %}…{% endalert %}`: what just happened, or prevents going on."""
    look, icon = one_of("tone", tone, ALERTS)
    return component("alert", title=title, look=look, icon=icon, content=content, level=level)


@register.simple_tag
def badge(text: str, *, tone: str = "neutral", icon: str = "") -> SafeString:
    """`{% badge "En retard" tone="error" icon="warning" %}`: a state in one or two words."""
    return format_html(
        '<span class="badge {}">{}{}</span>', one_of("tone", tone, BADGES), picture(icon, size="s"), text
    )


@register.simple_tag
def tag(label: str, *, url: str = "", icon: str = "") -> SafeString:
    """`{% tag "À distance" icon="remote" %}`: a short fact, pressable when it has a `url`."""
    if url:
        return format_html('<a class="tag tag--link" href="{}">{}{}</a>', url, picture(icon, size="s"), label)
    return format_html('<span class="tag">{}{}</span>', picture(icon, size="s"), label)


@register.simple_block_tag
def empty_state(content: SafeString, *, title: str, icon: str = "compass", level: int = 2) -> SafeString:
    """`{% empty_state title="Aucune demande en attente" %}…{% endempty_state %}`: what is missing, what to do."""
    return component("empty_state", title=title, icon=icon, content=content, level=level)


@register.inclusion_tag("design/components/help_numbers.html")
def help_numbers(*, title: str = "Besoin d’aide tout de suite ?", level: int = 2) -> dict[str, object]:
    """`{% help_numbers %}`: whom to call when it cannot wait; free numbers, day and night."""
    return {"title": title, "level": level, "numbers": HELP_NUMBERS}


HELP_NUMBERS = (
    ("15", "Samu", "un danger pour la santé, tout de suite"),
    ("114", "Urgences par SMS", "si tu ne peux pas parler ou entendre"),
    ("119", "Enfance en danger", "si on te fait du mal, ou si tu as peur pour un enfant"),
    ("3114", "Prévention du suicide", "si tu vas très mal, ou pour quelqu’un que tu aimes"),
    ("3919", "Violences faites aux femmes", "pour parler, même sans porter plainte"),
)
