"""Where one comes in: the big question of the home page, the themes to press."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from boussole.design.library import component, register


@register.simple_block_tag
def hero(content: SafeString, *, title: str, lead: str = "") -> SafeString:
    """`{% hero title="…" lead="…" %}the form of the first question{% endhero %}`: holds the `h1` of the page."""
    return component("hero", content=content, title=title, lead=lead)


@register.simple_block_tag
def tiles(content: SafeString) -> SafeString:
    """`{% tiles %}{% tile … %}…{% endtiles %}`: doors of equal size."""
    return format_html('<ul class="tiles">{}</ul>', content)


@register.inclusion_tag("design/components/tile.html")
def tile(label: str, *, url: str, icon: str, hint: str = "") -> dict[str, object]:
    """`{% tile "Trouver un logement" url=… icon="house" hint="Chambre, colocation, aides" %}`."""
    return {"label": label, "url": url, "icon": icon, "hint": hint}
