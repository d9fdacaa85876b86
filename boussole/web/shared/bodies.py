"""What is sent to us may be so big and no bigger: said before a byte of it is read.

Looking for the token of a form reads the whole of it, files included, and writes them to the disk: whoever has no
account could fill it from any address. Each page says the size of its own files; this is beyond all of them.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

LARGEST = 32 * 1024 * 1024  # bytes: six times what a page takes, for the page itself to say « 5 Mo au plus »


class BodySizeMiddleware:
    """Refuses what no page of ours takes. A body whose size is not said is not read at all by Django."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _size_said(request) > LARGEST:
            return render(request, "shared/errors/too_big.html", status=413)
        return self.get_response(request)


def _size_said(request: HttpRequest) -> int:
    said = request.META.get("CONTENT_LENGTH") or "0"
    return int(said) if said.isdecimal() else 0
