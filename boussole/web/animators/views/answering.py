"""« Qui répond de quoi » over the territory: each partner's table, those with holes first."""

from __future__ import annotations

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from boussole.partners.models import Structure
from boussole.questionnaires.models import Theme
from boussole.reporting.answering import answering_in
from boussole.web.animators.desk import Desk, page, with_mandate

MOST = 300  # as the list of partners


@require_safe
@with_mandate
def answering(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All the partners, or those that work on one theme. A fixed number of queries."""
    if not desk.sees_partners:
        raise Http404
    serving = Structure.objects.serving(desk.user, desk.day)
    # A place without people of its own is answered for by its body.
    with_people = Q(parent=None) | Q(referents__isnull=False)
    rows = serving.filter(with_people, status=Structure.Status.ACTIVE).distinct()
    partners = list(rows.order_by("name", "pk")[:MOST])
    lines = answering_in(partners, desk.day)
    themes = Theme.objects.order_by("position", "pk")
    chosen = next((theme for theme in themes if theme.code == request.GET.get("theme")), None)
    if chosen is not None:
        lines = [line for line in lines if line.names_for(chosen.pk)]
    return page(
        request,
        desk,
        "structure/answering",
        lines=[line for line in lines if line.table.lines],
        unsaid=[] if chosen else [line.structure for line in lines if not line.table.lines],
        themes=themes,
        chosen=chosen,
        names=[(line, line.names_for(chosen.pk)) for line in lines] if chosen else [],
        holes=sum(len(line.table.holes) for line in lines),
    )
