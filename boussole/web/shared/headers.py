"""Headers that depend on the page: personal pages are never kept by a browser or a proxy."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

PERMISSIONS = "geolocation=(), camera=(), microphone=(), payment=(), usb=(), browsing-topics=()"


class PersonalPagesMiddleware:
    """`no-store` unless the view said otherwise; no geolocation, no tracking, anywhere."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", PERMISSIONS)
        response.setdefault("Cache-Control", "no-store")
        return response
