"""« À relire »: what structures propose, oldest first, and what was loaded for those that have not come yet."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods

from boussole.core.typography import counted
from boussole.offers.actions.reviewing_many import Published, publish_many
from boussole.offers.models import OfferVersion
from boussole.offers.models.version import OfferVersionQuerySet
from boussole.web.animators.desk import Desk, as_animator, page
from boussole.web.animators.forms.offers import QueueFilters, ticked
from boussole.web.animators.offers.queue import lines_of, listed_for

MOST = 100  # of each list; beyond, one filters


@require_http_methods(["GET", "HEAD", "POST"])
@as_animator
def offers(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Read, or publish at once those that are ticked."""
    versions = listed_for(desk)
    waiting = versions.to_review() | versions.unclaimed()
    form = QueueFilters(request.GET, versions=waiting)
    proposed, loaded = form.narrow(versions.to_review()), form.narrow(versions.unclaimed())
    if request.method == "POST":
        chosen = ticked(request.POST, [*proposed[:MOST], *loaded[:MOST]])
        _tell(request, publish_many(chosen, by=desk.user, day=desk.day, now=desk.now))
        return redirect(f"{reverse('animators:offers')}?{request.GET.urlencode()}".rstrip("?"))
    return page(
        request,
        desk,
        "offers/queue",
        form=form,
        is_filtered=any(form.cleaned_data.values()) if form.is_valid() else False,
        proposed=lines_of(proposed[:MOST], desk.now),
        loaded=lines_of(loaded[:MOST], desk.now),
        scheduled=versions.filter(status=OfferVersion.Status.SCHEDULED).order_by("publish_on", "pk")[:MOST],
        beyond=_beyond(proposed) + _beyond(loaded),
        all_ticked=request.GET.get("cocher") == "tout",
        tick_url=_with(request, cocher="tout"),
    )


def _with(request: HttpRequest, **added: str) -> str:
    """The same list, all ticked: works without a script."""
    wanted = request.GET.copy()
    wanted.update(added)
    return f"?{wanted.urlencode()}"


def _beyond(versions: OfferVersionQuerySet) -> int:
    return max(0, versions.order_by().count() - MOST)


def _tell(request: HttpRequest, published: Published) -> None:
    if not published.done and not published.refused:
        messages.warning(request, "Cochez d’abord les offres à publier.")
    if published.done:
        messages.success(request, counted(len(published.done), "offre publiée", "offres publiées") + ".")
    if published.refused:
        messages.warning(request, _refusals(published))


def _refusals(published: Published) -> SafeString:
    lines = ((version.offer.title or "Sans titre", reason) for version, reason in published.refused)
    number = counted(len(published.refused), "offre n’est pas partie", "offres ne sont pas parties")
    return format_html("{}. {}", number, format_html_join(" ", "« {} » : {}", lines))
