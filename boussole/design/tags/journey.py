"""The young person's journey: answers, progress, promise, offers, basket, what happened."""

from collections.abc import Iterable
from datetime import date

from django.utils.html import format_html
from django.utils.safestring import SafeString

from boussole.core import typography
from boussole.design.library import component, one_of, register
from boussole.design.tags.pictures import picture

ANSWER_TYPES = {"radio": "radio", "checkbox": "checkbox"}
EVENTS = {
    "done": ("timeline__item timeline__item--done", "check"),
    "current": ("timeline__item timeline__item--current", "clock"),
    "next": ("timeline__item timeline__item--next", ""),
    "late": ("timeline__item timeline__item--late", "warning"),
    "note": ("timeline__item", "message"),
}


@register.simple_block_tag
def answers(
    content: SafeString,
    *,
    legend: str,
    hint: str = "",
    error: str = "",
    id: str = "answers",
    is_title: bool = False,
) -> SafeString:
    """`{% answers legend="Tu cherches quoi ?" %}{% answer_choice … %}{% endanswers %}`; `is_title`: the `h1`."""
    return component(
        "answers", content=content, legend=legend, hint=hint, error=error, id=id, is_title=is_title
    )


@register.inclusion_tag("design/components/answer_choice.html")
def answer_choice(
    label: str, *, name: str, value: str, id: str, type: str = "radio", hint: str = "", checked: bool = False
) -> dict[str, object]:
    """`{% answer_choice "Un emploi" name="q1" value="12" id="q1-12" %}`: an answer big enough for a thumb."""
    return {
        "label": label,
        "name": name,
        "value": value,
        "id": id,
        "type": one_of("type", type, ANSWER_TYPES),
        "hint": hint,
        "checked": checked,
    }


@register.inclusion_tag("design/components/progress.html")
def progress(step: int, *, of: int, words: str = "", what: str = "Question") -> dict[str, object]:
    """`{% progress 3 of=6 words="encore une minute" %}`: « Question 3 sur 6, encore une minute ».

    `what="Étape"` where a page asks several questions.
    """
    return {"step": step, "of": of, "words": words, "what": what, "steps": range(1, of + 1)}


@register.simple_tag
def promise(day: date | str, *, lead: str = "On te répond au plus tard", big: bool = False) -> SafeString:
    """`{% promise offer.due_on %}`: the coral thing, « … mardi 25 novembre »; `big` where the page is about it."""
    words = day if isinstance(day, str) else typography.day_in_words(day)
    look = "promise promise--big" if big else "promise"
    return format_html(
        '<p class="{}">{}<span>{} <strong>{}</strong></span></p>', look, picture("clock"), lead, words
    )


@register.simple_block_tag
def offer_card(
    content: SafeString,
    *,
    title: str,
    url: str = "",
    who: str = "",
    place: str = "",
    remote: bool = False,
    due: date | str = "",
    reasons: Iterable[str] = (),
    picked: bool = False,
    level: int = 3,
    id: str = "",
) -> SafeString:
    """`{% offer_card title=… url=… who=… place=… due=day reasons=… %}the two actions{% endoffer_card %}`.

    With an `id`, the page can come back to the card after its button was pressed.
    """
    return component(
        "offer_card",
        content=content,
        title=title,
        url=url,
        who=who,
        place=place,
        remote=remote,
        due=due,
        reasons=reasons,
        picked=picked,
        level=level,
        id=id,
    )


@register.simple_block_tag
def offer_list(content: SafeString) -> SafeString:
    """`{% offer_list %}{% offer_card … %}…{% endoffer_list %}`: a list, in one or two aligned columns."""
    return component("offer_list", content=content)


@register.simple_block_tag
def sticky_bar(content: SafeString, *, label: str) -> SafeString:
    """`{% sticky_bar label="Ma sélection" %}…{% endsticky_bar %}`: stays at the bottom of the screen."""
    return component("sticky_bar", content=content, label=label)


@register.simple_block_tag
def timeline(content: SafeString) -> SafeString:
    """`{% timeline %}{% timeline_item … %}…{% endtimeline %}`: what happened and what comes, in order."""
    return format_html('<ol class="timeline">{}</ol>', content)


@register.simple_block_tag
def timeline_item(
    content: SafeString, title: str, *, when: str = "", tone: str = "note", author: str = ""
) -> SafeString:
    """`{% timeline_item "Demande envoyée" when=moment|moment_words tone="done" %}…{% endtimeline_item %}`."""
    look, icon = one_of("tone", tone, EVENTS)
    return component(
        "timeline_item", content=content, title=title, when=when, look=look, icon=icon, author=author
    )
