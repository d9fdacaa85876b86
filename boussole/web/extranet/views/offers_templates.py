"""« Modèles »: texts written once for a territory or a network; make one's own offer of one of them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from boussole.core.moves import MoveRefused
from boussole.offers.actions.templates import use_template
from boussole.offers.models import OfferTemplate
from boussole.offers.policies import can_use_template
from boussole.offers.wording import criterion_in_words
from boussole.questionnaires.queries import definition_in_use
from boussole.web.extranet.desk import Desk, in_structure, page
from boussole.web.extranet.forms.offers.life import UseTemplateForm


@require_safe
@in_structure
def templates(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Those that my structures may use."""
    rows = OfferTemplate.objects.visible_to(desk.user, desk.day).select_related("theme", "territory")
    return page(request, desk, "offers/templates/list", templates=rows.order_by("theme__position", "title"))


@require_http_methods(["GET", "HEAD", "POST"])
@in_structure
def use(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """What it says; POST makes a draft of it in each structure chosen."""
    template = _found(desk, code)
    mine = [each for each in desk.structures if can_use_template(desk.user, template, each, desk.day)]
    form = UseTemplateForm(request.POST or None, structures=mine)
    if form.is_valid() and (codes := _drafts(desk, template, form)):
        return _begun(request, codes)
    content = template.content
    definition = definition_in_use(content.theme, desk.structures[0].home_territory())
    return page(
        request,
        desk,
        "offers/templates/use",
        model=template,
        content=content,
        criteria=[criterion_in_words(each, definition) for each in content.criteria],
        form=form,
    )


def _drafts(desk: Desk, template: OfferTemplate, form: UseTemplateForm) -> list[str]:
    """The codes of the offers begun; none when it was refused, which the form tells."""
    follows = form.cleaned_data["follows"]
    try:
        drafts = use_template(
            template, form.chosen, follows=follows, by=desk.user, day=desk.day, now=desk.now
        )
    except MoveRefused as refusal:
        form.add_error(None, refusal.message)
        return []
    return [draft.offer.code for draft in drafts]


def _begun(request: HttpRequest, codes: list[str]) -> HttpResponse:
    if len(codes) == 1:
        messages.success(request, "Votre brouillon est prêt : ajoutez le lieu, le délai et les contacts.")
        return redirect("extranet:write_offer", codes[0])
    messages.success(request, f"{len(codes)} brouillons sont prêts : complétez chacun.")
    return redirect("extranet:offers")


def _found(desk: Desk, code: str) -> OfferTemplate:
    rows = OfferTemplate.objects.visible_to(desk.user, desk.day).select_related("theme", "territory")
    return get_object_or_404(rows, code=code)
