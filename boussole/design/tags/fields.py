"""Forms: one tag draws any Django field with the markup of the DSFR, the other lists what to correct."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from boussole.design.library import one_of, register

LOOKS = {"": "", "answers": "answers", "inline": "inline"}


@register.simple_tag
def field(
    bound_field: BoundField,
    *,
    look: str = "",
    legend_is_title: bool = False,
    hints: Mapping[str, str] | None = None,
    autocomplete: str = "",
    inputmode: str = "",
    combobox_url: str = "",
    combobox_value_name: str = "",
    marks_optional: bool = True,
) -> SafeString:
    """`{% field form.phone autocomplete="tel" inputmode="tel" %}`: label, hint, field and error, tied together.

    `look="answers"` draws choices as big answers, `look="inline"` side by side. `hints` explains choices by value.
    `marks_optional=False` where « (facultatif) » would lie: one of several fields is needed.
    `combobox_url` turns a text field into a search that suggests (see `static_src/js/combobox.js`).
    """
    one_of("look", look, LOOKS)
    context = {
        "field": bound_field,
        "look": look,
        "legend_is_title": legend_is_title,
        "hint_id": f"{bound_field.auto_id}-hint",
        "error_id": f"{bound_field.auto_id}-error",
        "is_optional": marks_optional
        and not bound_field.field.required
        and not isinstance(bound_field.field.widget, forms.CheckboxInput),
    }
    widget = bound_field.field.widget
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        context["options"] = _options(bound_field, hints or {})
        return _drawn("choices", context)
    attrs = _attributes(bound_field, context)
    if autocomplete:
        attrs["autocomplete"] = autocomplete
    if inputmode:
        attrs["inputmode"] = inputmode
    if combobox_url:
        attrs |= {"data-combobox": "", "data-combobox-url": combobox_url, "autocomplete": "off"}
        if combobox_value_name:
            attrs["data-combobox-value-name"] = combobox_value_name
    context["control"] = bound_field.as_widget(attrs=attrs)
    return _drawn("checkbox" if isinstance(widget, forms.CheckboxInput) else "input", context)


@register.inclusion_tag("design/forms/error_summary.html")
def error_summary(form: BaseForm, *, title: str = "Il reste quelque chose à corriger") -> dict[str, object]:
    """`{% error_summary form %}`, first thing in the form: what to correct, with a link to each field."""
    in_order = [name for name in form.fields if name in form.errors]
    lines = [
        (target_id(form[name]), _short_label(form[name]), error)
        for name in in_order
        for error in form.errors[name]
    ]
    return {"title": title, "lines": lines, "general": form.non_field_errors()}


def _short_label(bound_field: BoundField) -> str:
    """What names the field; nothing for a box to tick, whose label is a whole sentence."""
    is_a_box = isinstance(bound_field.field.widget, forms.CheckboxInput)
    return "" if is_a_box else str(bound_field.label)


def target_id(bound_field: BoundField) -> str:
    """The id of what the focus must reach: a group of choices is reached by its first one."""
    return bound_field.id_for_label or f"{bound_field.auto_id}_0"


def _attributes(bound_field: BoundField, context: dict[str, Any]) -> dict[str, Any]:
    """The class of the DSFR and the links that screen readers follow; the widget's own attributes stay."""
    widget = bound_field.field.widget
    attrs: dict[str, Any] = {}
    if not isinstance(widget, forms.CheckboxInput):
        look = "fr-select" if isinstance(widget, forms.Select) else "fr-input"
        own = widget.attrs.get("class", "")
        attrs["class"] = f"{look} {own}".strip()
    described = [context["hint_id"]] if bound_field.help_text else []
    if bound_field.errors:
        described.append(context["error_id"])
        attrs["aria-invalid"] = "true"
    if described:
        attrs["aria-describedby"] = " ".join(described)
    if isinstance(widget, forms.Textarea):
        attrs.setdefault("rows", widget.attrs.get("rows") if widget.attrs.get("rows") != "10" else "4")
        if most := getattr(bound_field.field, "max_length", None):
            attrs["data-count"] = most
    if isinstance(widget, forms.PasswordInput):
        attrs["data-show-password"] = ""
    return attrs


def _options(bound_field: BoundField, hints: Mapping[str, str]) -> list[dict[str, object]]:
    return [
        {
            "id": option.id_for_label,
            "name": option.data["name"],
            "value": option.data["value"],
            "label": option.choice_label,
            "checked": option.data["selected"],
            "type": option.data["type"],
            "hint": hints.get(str(option.data["value"]), ""),
            "disabled": "disabled" in option.data["attrs"] or bound_field.field.disabled,
        }
        for option in bound_field.subwidgets
    ]


def _drawn(name: str, context: dict[str, Any]) -> SafeString:
    return mark_safe(get_template(f"design/forms/{name}.html").render(context))  # noqa: S308
