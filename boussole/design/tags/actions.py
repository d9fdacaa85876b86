"""What the reader may press."""

from django.utils.safestring import SafeString

from boussole.design.library import component, one_of, register

KINDS = {
    "primary": "fr-btn",
    "secondary": "fr-btn fr-btn--secondary",
    "tertiary": "fr-btn fr-btn--tertiary",
    "plain": "fr-btn fr-btn--tertiary-no-outline",
    "danger": "fr-btn fr-btn--secondary btn--danger",
}
BUTTON_TYPES = {"submit": "submit", "button": "button", "reset": "reset"}
NEUTRAL_PAGE = "https://meteofrance.com/"


@register.inclusion_tag("design/components/button.html")
def button(
    label: str,
    *,
    kind: str = "primary",
    icon: str = "",
    type: str = "submit",
    name: str = "",
    value: str = "",
    form: str = "",
    formaction: str = "",
    hidden_label: str = "",
    small: bool = False,
    disabled: bool = False,
    shortcut: str = "",
) -> dict[str, object]:
    """`{% button "Envoyer à 2 structures" icon="arrow" %}`; `hidden_label` completes it for screen readers only.

    `shortcut` is the key that presses it, inside a `data-keys` region (see `static_src/js/keys.js`).
    """
    return {
        "label": label,
        "look": one_of("kind", kind, KINDS) + (" fr-btn--sm" if small else ""),
        "icon": icon,
        "type": one_of("type", type, BUTTON_TYPES),
        "name": name,
        "value": value,
        "form": form,
        "formaction": formaction,
        "hidden_label": hidden_label,
        "disabled": disabled,
        "shortcut": shortcut,
    }


@register.inclusion_tag("design/components/link_button.html")
def link_button(
    label: str,
    *,
    url: str,
    kind: str = "primary",
    icon: str = "",
    hidden_label: str = "",
    small: bool = False,
    download: bool = False,
) -> dict[str, object]:
    """`{% link_button "En savoir plus" url=offer_url kind="secondary" hidden_label=offer.title %}`."""
    return {
        "label": label,
        "url": url,
        "look": one_of("kind", kind, KINDS) + (" fr-btn--sm" if small else ""),
        "icon": icon,
        "hidden_label": hidden_label,
        "download": download,
    }


@register.simple_block_tag
def button_group(content: SafeString) -> SafeString:
    """`{% button_group %}…{% endbutton_group %}`: buttons in a row, stacked on a phone."""
    return component("button_group", content=content)


@register.inclusion_tag("design/components/back_link.html")
def back_link(url: str, *, label: str = "Retour") -> dict[str, object]:
    """`{% back_link previous_url %}`: a step back that loses nothing."""
    return {"url": url, "label": label}


@register.inclusion_tag("design/components/quick_exit.html")
def quick_exit(*, url: str = NEUTRAL_PAGE, label: str = "Quitter vite") -> dict[str, object]:
    """`{% quick_exit %}`: leave for a harmless page that replaces this one in the history; Escape three times too."""
    return {"url": url, "label": label}


@register.inclusion_tag("design/components/script_button.html")
def print_button(*, label: str = "Imprimer") -> dict[str, object]:
    """`{% print_button %}`: shown only where scripts run; the browser's own menu does it elsewhere."""
    return {"label": label, "icon": "print", "behaviour": "print"}


@register.inclusion_tag("design/components/script_button.html")
def copy_button(text: str, *, label: str = "Copier le lien") -> dict[str, object]:
    """`{% copy_button follow_up_url %}`: puts `text` in the clipboard and says so."""
    return {"label": label, "icon": "copy", "behaviour": "copy", "text": text}
