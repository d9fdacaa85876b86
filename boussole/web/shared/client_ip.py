"""Which visitor is this, for limits: an address that nobody can make up (guarantees.md T21)."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest

# A home is given a whole /64 in IPv6: a robot there has as many addresses as it likes.
IPV6_PREFIX = 64
UNKNOWN = "unknown"


def client_ip(request: HttpRequest) -> str:
    """The visitor's address, or its /64 in IPv6.

    Each proxy adds, at the right of X-Forwarded-For, the address that it saw. We believe as many as
    there are proxies of ours; whatever stands further left was written by the visitor.
    """
    seen = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXIES > 0:
        hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        hops = [hop for hop in hops if hop]
        # Fewer hops than proxies: somebody reached us around one of them; its own address is all we know.
        if len(hops) >= settings.TRUSTED_PROXIES:
            seen = hops[-settings.TRUSTED_PROXIES]
    return _grouped(seen)


def _grouped(text: str) -> str:
    try:
        address: IPv4Address | IPv6Address = ip_address(_without_port(text))
    except ValueError:
        return UNKNOWN
    if isinstance(address, IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(IPv6Network((int(address), IPV6_PREFIX), strict=False))


def _without_port(text: str) -> str:
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0] if text.count(":") == 1 else text.partition("%")[0]
