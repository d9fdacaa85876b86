"""Is this charter authentic? For anyone who holds a copy. What they drop is read in memory, and forgotten."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from boussole.core import clock
from boussole.partners import sealing
from boussole.partners.sealing import keys
from boussole.privacy import limits
from boussole.web.public.doors import same_for_all
from boussole.web.public.forms.verifying import TOO_BIG, VerifyForm
from boussole.web.shared.client_ip import client_ip

FILES, PER = 30, timedelta(hours=1)
ENVELOPE = 8 * 1024  # what a browser writes around the file
TOO_MANY = "Vous avez vérifié beaucoup de fichiers : réessayez dans une heure."


class InMemory(MemoryFileUploadHandler):
    """Keeps the file in memory whatever its size: the view has refused what is too big, and nothing reaches a disk."""

    def handle_raw_input(self, *args: object, **kwargs: object) -> None:
        self.activated = True


# Nothing changes and nobody is signed in: there is no gesture that another site could make in a visitor's name, and
# without a token to read, the body is looked at only once its size is known.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
def verify(request: HttpRequest) -> HttpResponse:
    """The form; then what may be said of the file, on the same page: there is nothing to come back to."""
    if request.method != "POST":
        return _page(request, VerifyForm())
    if int(request.META.get("CONTENT_LENGTH") or 0) > sealing.MOST_BYTES + ENVELOPE:
        return _refused(request, TOO_BIG, status=413)
    if not limits.hit("charter.verify", client_ip(request), limit=FILES, per=PER, now=clock.now()):
        return _refused(request, TOO_MANY, status=429)
    request.upload_handlers = [InMemory(request)]
    form = VerifyForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form)
    return _page(request, VerifyForm(), found=sealing.verify(form.cleaned_data["file"].read()))


@require_safe
@same_for_all
def certificate(request: HttpRequest) -> HttpResponse:
    """The public certificate of the seal, for whoever trusts only a tool of their own."""
    try:
        pem = keys.certificate_pem()
    except keys.NoSeal:
        raise Http404 from None
    response = HttpResponse(pem, content_type="application/x-pem-file")
    response["Content-Disposition"] = 'attachment; filename="cachet-la-boussole.pem"'
    return response


def _refused(request: HttpRequest, message: str, *, status: int) -> HttpResponse:
    form = VerifyForm({})
    form.errors.clear()
    form.add_error("file", message)
    return _page(request, form, status=status)


def _page(
    request: HttpRequest,
    form: VerifyForm,
    *,
    found: sealing.Verification | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "found": found, "fingerprint": _fingerprint()}
    return render(request, "public/verifying/verify.html", context, status=status)


def _fingerprint() -> str:
    try:
        return keys.fingerprint(keys.certificate())
    except keys.NoSeal:
        return ""
