"""Where a try comes from: the network, and whether this device has signed in to this account before.

A device that has signed in is given a cookie that says so, and that opens nothing. Its failures are counted
apart, so that a stranger who exhausts the tries of an account does not lock its owner out (guarantees.md T5).
"""

import ipaddress
import secrets
from collections.abc import Mapping

from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac

DEVICE_KEPT_FOR = 90 * 24 * 3600  # seconds
IPV6_PREFIX = 64  # one subscriber has a whole /64


def network_of(meta: Mapping[str, str]) -> str:
    """The address of the client (its /64 in IPv6), as `request.META` tells it.

    X-Forwarded-For is believed for the number of proxies that we said we trust, and no further: what
    comes before is written by the client (guarantees.md T21).
    """
    hops = [hop.strip() for hop in meta.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    trusted = min(settings.TRUSTED_PROXIES, len(hops))
    address = hops[-trusted] if trusted else meta.get("REMOTE_ADDR", "")
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(known, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((known, IPV6_PREFIX), strict=False))
    return str(known)


def device_cookie_for(email: str) -> str:
    """What a device keeps after signing in: which account, without naming it, and a number of its own."""
    return signing.dumps([_digest(email), secrets.token_urlsafe(16)], salt="boussole.device")


def known_device(cookie: str, email: str) -> str:
    """The number of the device, when it has signed in to this account; else nothing."""
    try:
        digest, number = signing.loads(cookie, salt="boussole.device", max_age=DEVICE_KEPT_FOR)
    except (signing.BadSignature, ValueError):
        return ""
    return str(number) if digest == _digest(email) else ""


def _digest(email: str) -> str:
    return salted_hmac("boussole.device.account", email, algorithm="sha256").hexdigest()[:32]
