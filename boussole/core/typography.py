"""French typography and dates in words."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

NO_BREAK = "\u00a0"
FIVE_DIGITS = 10_000  # from there on, thousands stand apart
# fmt: off
_SILENT_H = (
    "habitat", "harmonie", "hebergement", "helen", "helois", "henri", "herault", "hermine", "herve", "heure",
    "hippolyte", "histoire", "honor", "hopita", "horizon", "hortense", "hospi", "hotel", "hubert", "huguette", "humani",
)
# fmt: on
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


def day_in_words(day: date, *, year: bool = False) -> str:
    """« mardi 25 novembre », « dimanche 1er mars »; with the year when asked."""
    number = "1er" if day.day == 1 else str(day.day)
    words = f"{DAYS[day.weekday()]} {number}{NO_BREAK}{MONTHS[day.month - 1]}"
    return f"{words} {day.year}" if year else words


def moment_in_words(moment: datetime, timezone: str = "Europe/Paris", *, year: bool = False) -> str:
    """« mardi 25 novembre à 14 h 05 », in the local time of the territory; with the year when asked."""
    local = moment.astimezone(ZoneInfo(timezone))
    return f"{day_in_words(local.date(), year=year)} à {local.hour}{NO_BREAK}h{NO_BREAK}{local.minute:02d}"


def enumeration(words: list[str], last: str = "et") -> str:
    """« a, b et c »."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def elided(word: str, name: str) -> str:
    """« d’Inès », « de Nora », « qu’animatrice »: « de » and « que » lose their e before a vowel.

    Before an h they keep it, save in front of the few beginnings below: nothing tells « d’Hélène » from « de Hugo »
    but usage, and « de Horace » shocks less than « d’Hassan ». A y is a vowel before a consonant: « d’Yvette ».
    """
    sounds = alphabetical(name)
    if re.match(r"[aeiouœæ]|y[^\W\daeiou]", sounds) or sounds.startswith(_SILENT_H):
        return f"{word[:-1]}’{name}"
    return f"{word} {name}"


def alphabetical(words: str) -> str:
    """What to sort French names by: « École » between « Eau » and « Été », whatever the database's order."""
    decomposed = unicodedata.normalize("NFKD", words.casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """« 1 offre », « 3 offres », « 35 014 communes »; zero is singular in French."""
    written = f"{number:,}".replace(",", NO_BREAK) if number >= FIVE_DIGITS else number
    return f"{written}{NO_BREAK}{singular if number < 2 else plural or singular + 's'}"


def duration_in_words(duration: timedelta) -> str:
    """« 35 minutes », « 5 heures », « 2 jours et 4 heures »: as precise as one needs it, no more."""
    minutes = round(duration.total_seconds() / 60)
    hours = round(duration.total_seconds() / 3600)
    if minutes < 60:
        return counted(minutes, "minute")
    if hours < 48:
        return counted(hours, "heure")
    days, rest = divmod(hours, 24)
    words = [counted(days, "jour"), counted(rest, "heure")]
    return enumeration(words if rest else words[:1])
