"""Dates, counts and numbers as a person would say them."""

from datetime import date, datetime

from django.utils.html import format_html
from django.utils.safestring import SafeString

from boussole.core import phones, typography
from boussole.design import deadlines
from boussole.design.library import register
from boussole.design.prose import prose as prose_html


@register.filter
def day_words(day: date | None) -> str:
    """`{{ date|day_words }}`: « mardi 25 novembre »; nothing for no date."""
    return typography.day_in_words(day) if day else ""


@register.filter
def day_words_with_year(day: date | None) -> str:
    """`{{ date|day_words_with_year }}`: « mardi 25 novembre 2026 », for what is read much later."""
    return typography.day_in_words(day, year=True) if day else ""


@register.filter
def moment_words(moment: datetime | None, timezone: str = "Europe/Paris") -> str:
    """`{{ moment|moment_words:territory.timezone }}`: « mardi 25 novembre à 14 h 05 »."""
    return typography.moment_in_words(moment, timezone) if moment else ""


@register.filter
def moment_words_with_year(moment: datetime | None, timezone: str = "Europe/Paris") -> str:
    """`{{ moment|moment_words_with_year }}`: « mardi 25 novembre 2026 à 14 h 05 », for what is read much later."""
    return typography.moment_in_words(moment, timezone, year=True) if moment else ""


@register.filter
def counted(number: int, words: str) -> str:
    """`{{ n|counted:"offre,offres" }}`: « 1 offre », « 3 offres »; one word alone takes an s."""
    singular, _, plural = words.partition(",")
    return typography.counted(number, singular, plural or None)


@register.filter
def elided(name: object, word: str) -> str:
    """`{{ person.full_name|elided:"de" }}`: « d’Inès Faure », « de Nora Œuvrard »; « l’absence de », « que » too."""
    return typography.elided(word, str(name))


@register.filter
def phone_spaces(phone: str) -> str:
    """`{{ phone|phone_spaces }}`: « 06 39 98 12 34 », read aloud in pairs; +33 and +262 become 0."""
    digits = "".join(character for character in phone if character.isdigit() or character == "+")
    if digits.startswith("+"):
        return phones.in_words(digits).replace(" ", typography.NO_BREAK)
    if len(digits) != 10 or not digits.isdigit():
        return phone
    return typography.NO_BREAK.join(digits[index : index + 2] for index in range(0, 10, 2))


@register.filter
def prose(text: str) -> SafeString:
    """`{{ offer.description|prose }}`: paragraphs, lists, **bold** and links, and nothing else (`design/prose.py`)."""
    return prose_html(text)


@register.simple_tag
def countdown(due: datetime, now: datetime, *, timezone: str = "Europe/Paris") -> SafeString:
    """`{% countdown request.due_at now timezone=territory.timezone %}`: what is left, in words."""
    remaining = deadlines.remaining(due, now, timezone)
    return format_html(
        '<span class="countdown countdown--{}"><time datetime="{}">{}</time></span>',
        remaining.tone,
        due.isoformat(),
        remaining.words,
    )
