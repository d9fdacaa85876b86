"""The devices that have already signed in to an account.

A device that has signed in is given a cookie that says so, and that opens nothing. Its failures are counted
apart, so that a stranger who exhausts the tries of an account does not lock its owner out (guarantees.md T5).
"""

import secrets

from django.core import signing
from django.utils.crypto import salted_hmac

DEVICE_KEPT_FOR = 90 * 24 * 3600  # seconds
# The first word found names the browser, or the system: each says that it is also the next ones of its list.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrom", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


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


def device_name(user_agent: str) -> str:
    """What the owner of a device knows it by: « Firefox sur Windows ». Versions, which single one out, are not kept."""
    browser = next((name for sign, name in BROWSERS if sign in user_agent), "")
    system = next((name for sign, name in SYSTEMS if sign in user_agent), "")
    if browser and system:
        return f"{browser} sur {system}"
    return browser or system or "Appareil inconnu"
