"""Absolute links for messages. The origin is a setting: a forged Host header cannot change it."""

from django.conf import settings
from django.urls import reverse


def absolute(route: str, *args: object, **kwargs: object) -> str:
    """The full address of a named route, as it may be written in a message."""
    return settings.PUBLIC_ORIGIN + reverse(route, args=args or None, kwargs=kwargs or None)
