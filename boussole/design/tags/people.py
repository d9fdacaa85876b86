"""People and how to reach them."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from boussole.design.library import one_of, register
from boussole.design.tags.pictures import picture
from boussole.design.tags.words import phone_spaces

WAYS = {"phone": ("tel:", "phone"), "email": ("mailto:", "mail"), "sms": ("sms:", "message")}


@register.inclusion_tag("design/components/person.html")
def person(name: str, *, job: str = "", structure: str = "") -> dict[str, object]:
    """`{% person referent.name job=… structure=… %}`: somebody with a name answers."""
    initials = "".join(word[0] for word in name.split()[:2]).upper()
    return {"name": name, "job": job, "structure": structure, "initials": initials}


@register.simple_tag
def contact_link(value: str, *, by: str, label: str = "") -> SafeString:
    """`{% contact_link phone by="phone" %}`: a number to press, in pairs; nothing when there is none."""
    if not value:
        return SafeString()
    scheme, icon = one_of("way to reach", by, WAYS)
    address = value if by == "email" else "".join(sign for sign in value if sign.isdigit() or sign == "+")
    shown = label or (_breakable(value) if by == "email" else phone_spaces(value))
    return format_html(
        '<a class="contact-link" href="{}{}">{}<span>{}</span></a>', scheme, address, picture(icon), shown
    )


def _breakable(address: str) -> SafeString:
    """An e-mail that does not fit goes to the next line at its @, not in the middle of a word."""
    name, at, domain = address.partition("@")
    return format_html("{}<wbr>{}{}", name, at, domain) if at else format_html("{}", address)
