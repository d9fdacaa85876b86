"""Lists, tables and what moves around in them."""

from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from boussole.design.library import component, register


@register.simple_block_tag
def summary_list(content: SafeString) -> SafeString:
    """`{% summary_list %}{% summary_row … %}…{% endsummary_list %}`: what was answered, line by line."""
    return format_html('<dl class="summary-list">{}</dl>', content)


@register.simple_block_tag
def summary_row(
    content: SafeString, label: str, *, action_url: str = "", action_label: str = "Modifier"
) -> SafeString:
    """`{% summary_row "Commune" action_url=… %}Saint-Étienne{% endsummary_row %}`."""
    return component(
        "summary_row", content=content, label=label, action_url=action_url, action_label=action_label
    )


@register.simple_block_tag
def tabs(content: SafeString, *, label: str) -> SafeString:
    """`{% tabs label="Demandes" %}{% tab … %}…{% endtabs %}`: links between views of one list."""
    return component("tabs", content=content, label=label)


@register.inclusion_tag("design/components/tab.html")
def tab(label: str, *, url: str, current: bool = False, count: int | None = None) -> dict[str, object]:
    """`{% tab "En retard" url="?etat=retard" count=3 current=True %}`."""
    return {"label": label, "url": url, "current": current, "count": count}


@register.inclusion_tag("design/components/tab.html", takes_context=True)
def tab_to(context: Context, label: str, *, route: str) -> dict[str, object]:
    """`{% tab_to "Absences" route="extranet:absences" %}`: a page kept beside others, marked when one is in it."""
    url = reverse(route)
    return {"label": label, "url": url, "current": context["request"].path.startswith(url), "count": None}


@register.inclusion_tag("design/components/key_pagination.html")
def key_pagination(*, previous_url: str = "", next_url: str = "", label: str = "Pages") -> dict[str, object]:
    """`{% key_pagination previous_url=… next_url=… %}`: before and after; nothing when all fits in one page."""
    return {"previous_url": previous_url, "next_url": next_url, "label": label}


@register.simple_block_tag
def filter_bar(
    content: SafeString,
    *,
    label: str = "Filtrer la liste",
    submit: str = "Filtrer",
    reset_url: str = "",
    action: str = "",
) -> SafeString:
    """`{% filter_bar reset_url="?" %}{% field form.state %}…{% endfilter_bar %}`: a GET form, works by itself."""
    return component(
        "filter_bar", content=content, label=label, submit=submit, reset_url=reset_url, action=action
    )


@register.simple_block_tag
def data_table(content: SafeString, *, caption: str, caption_hidden: bool = False) -> SafeString:
    """`{% data_table caption="Demandes" %}<thead>…<td data-label="Échéance">…{% enddata_table %}`.

    Each `td` repeats its column in `data-label`, shown when rows become cards on a phone.
    """
    return component("data_table", content=content, caption=caption, caption_hidden=caption_hidden)
