"""What one visit remembers: where, how old, the answers, the selection. Kept in the browser, sealed.

Young people have no account and no session: nothing about them is stored on the server before they press
« Envoyer ». One cookie holds it all, encrypted, until the browser closes or a day has passed. A cookie that is
missing, forged, too old or of another format is a new visit, never an error.
"""

from __future__ import annotations

import base64
import json
import zlib
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from boussole.questionnaires.definition import Answered, Answers

PURPOSE = b"boussole.web.public visit"
FORMAT = 1
LONGEST_VISIT = 24 * 3600  # seconds; a borrowed phone should not tell yesterday's answers
LONGEST_COOKIE = 3_900  # browsers refuse beyond 4096, the name included
MOST_IN_BASKET = 8
MOST_RECEIPTS = 3
NOTHING = f'{{"v":{FORMAT}}}'  # a new visit, as written


@dataclass
class ThemeAnswers:
    """The answers to one theme, and the version of the questionnaire they were given to."""

    version: int
    answers: Answers = field(default_factory=dict)
    logged: str = ""  # the fingerprint of the last situation that was counted as a search
    pointless: list[str] = field(default_factory=list)  # the questions that decided nothing when it began
    counted: int = 0  # the pages and questions already in the tallies (`orientation/tallying.py`)


@dataclass
class Visit:
    """One visit. Views change its fields; `save` writes the cookie when something changed."""

    commune: str = ""
    second_commune: str = ""
    age: int | None = None
    age_is_asked: bool = False  # asked and answered, or passed: it is not asked again
    themes: dict[str, ThemeAnswers] = field(default_factory=dict)
    basket: list[int] = field(default_factory=list)
    form_key: UUID | None = None
    typed: dict[str, Any] = field(default_factory=dict)
    receipts: list[UUID] = field(default_factory=list)
    follow_up: UUID | None = None
    read_on: str = ""  # the phone or e-mail whose message held the link that was opened
    destination: str = ""  # where to go once the commune is known
    notice: str = ""  # what the next page has to say, by its code
    code: dict[str, str] = field(default_factory=dict)  # the code asked for: its id, for whom, what then
    proved: str = ""  # the phone or e-mail whose code was read: all that it sent is open
    unsent: dict[str, Any] = field(default_factory=dict)  # a receipt that is kept nowhere else

    _read_from: str = field(default="", repr=False, compare=False)

    @classmethod
    def read(cls, request: HttpRequest) -> Visit:
        """The visit that this browser carries, else a new one."""
        try:
            visit = cls._from_text(_unsealed(request.COOKIES[settings.JOURNEY_COOKIE_NAME]))
        except (KeyError, InvalidToken, zlib.error, ValueError, TypeError, AttributeError):
            return cls()
        visit._read_from = visit._as_text()
        return visit

    def save(self, response: HttpResponse) -> None:
        """Give the visit back to the browser, if it changed."""
        text = self._as_text()
        if text == (self._read_from or NOTHING):
            return
        if text == NOTHING:
            self.forget(response)
            return
        response.set_cookie(
            settings.JOURNEY_COOKIE_NAME,
            self._sealed_short_enough(),
            secure=not settings.LOCAL,
            httponly=True,
            samesite="Lax",
        )

    @staticmethod
    def forget(response: HttpResponse) -> None:
        """Leave no trace of this visit in the browser."""
        # Not `delete_cookie`: the prefix __Host- wants the same attributes to be obeyed.
        response.set_cookie(
            settings.JOURNEY_COOKIE_NAME,
            "",
            max_age=0,
            secure=not settings.LOCAL,
            httponly=True,
            samesite="Lax",
        )

    # --- The selection, the form, the receipts --------------------------------------------------
    def pick(self, offer: int) -> bool:
        """Add an offer to the selection; False when there is no room left."""
        if offer in self.basket:
            return True
        if len(self.basket) >= MOST_IN_BASKET:
            return False
        self.basket.append(offer)
        return True

    def drop(self, *offers: int) -> None:
        self.basket = [pk for pk in self.basket if pk not in offers]

    def key_of_the_form(self) -> UUID:
        """The same key for every tab and every reload, until the form has been sent."""
        if self.form_key is None:
            self.form_key = uuid4()
        return self.form_key

    def keep_receipt(self, filing: UUID, *, offers: tuple[int, ...]) -> None:
        """Remember what was sent; the selection and what was typed are no longer needed."""
        self.receipts = [filing, *(kept for kept in self.receipts if kept != filing)][:MOST_RECEIPTS]
        self.follow_up = filing
        self.unsent = {}
        self._is_sent(offers)

    def keep_unsent(self, receipt: dict[str, Any], *, offers: tuple[int, ...]) -> None:
        """Remember a receipt that is in no table; the same form pressed twice keeps its first one."""
        if self.unsent.get("key") != receipt["key"]:
            self.unsent = receipt
        self.follow_up = None
        self._is_sent(offers)

    def _is_sent(self, offers: tuple[int, ...]) -> None:
        self.form_key, self.typed = None, {}
        self.drop(*offers)

    @property
    def has_receipt(self) -> bool:
        return bool(self.receipts or self.unsent)

    def forget_everything(self) -> None:
        """As if this browser had never come: the next `save` takes the cookie back."""
        new, read_from = Visit(), self._read_from
        self.__dict__.update(new.__dict__)
        self._read_from = read_from

    def take_notice(self) -> str:
        """What had to be said on this page: said once."""
        notice, self.notice = self.notice, ""
        return notice

    # --- Writing and reading --------------------------------------------------------------------
    def _sealed_short_enough(self) -> str:
        """Sealed; what was typed is given up first, then the oldest answers: a refused cookie keeps nothing."""
        sealed = _sealed(self._as_text())
        if len(sealed) > LONGEST_COOKIE:
            self.typed = {}
            sealed = _sealed(self._as_text())
        while len(sealed) > LONGEST_COOKIE and self.themes:
            del self.themes[next(iter(self.themes))]
            sealed = _sealed(self._as_text())
        return sealed

    def _as_text(self) -> str:
        """Short names, and nothing that is empty: a cookie travels with every request."""
        content: dict[str, Any] = {
            "v": FORMAT,
            "c": self.commune,
            "d": self.second_commune,
            "a": self.age,
            "g": int(self.age_is_asked),
            "t": {
                code: [theme.version, _written(theme.answers), theme.logged, theme.pointless, theme.counted]
                for code, theme in self.themes.items()
            },
            "b": self.basket,
            "k": str(self.form_key or ""),
            "y": self.typed,
            "r": [str(filing) for filing in self.receipts],
            "f": str(self.follow_up or ""),
            "m": self.read_on,
            "w": self.destination,
            "n": self.notice,
            "q": self.code,
            "p": self.proved,
            "u": self.unsent,
        }
        kept = {name: value for name, value in content.items() if value}
        return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def _from_text(cls, text: str) -> Visit:
        content = json.loads(text)
        if content.get("v") != FORMAT:
            raise ValueError("Another format.")
        return cls(
            commune=content.get("c", ""),
            second_commune=content.get("d", ""),
            age=content.get("a"),
            age_is_asked=bool(content.get("g")),
            themes={
                code: ThemeAnswers(version, _read(answers), logged, pointless, *counted)
                for code, (version, answers, logged, pointless, *counted) in content.get("t", {}).items()
            },
            basket=list(content.get("b", ())),
            form_key=UUID(content["k"]) if content.get("k") else None,
            typed=content.get("y", {}),
            receipts=[UUID(filing) for filing in content.get("r", ())],
            follow_up=UUID(content["f"]) if content.get("f") else None,
            read_on=content.get("m", ""),
            destination=content.get("w", ""),
            notice=content.get("n", ""),
            code=dict(content.get("q", {})),
            proved=content.get("p", ""),
            unsent=dict(content.get("u", {})),
        )


def _written(answers: Answers) -> dict[str, list[str] | int | None]:
    return {code: sorted(given) if isinstance(given, frozenset) else given for code, given in answers.items()}


def _read(answers: dict[str, list[str] | int | None]) -> dict[str, Answered]:
    return {code: frozenset(given) if isinstance(given, list) else given for code, given in answers.items()}


def _sealed(text: str) -> str:
    return _sealer().encrypt(zlib.compress(text.encode(), 9)).decode()


def _unsealed(sealed: str) -> str:
    return zlib.decompress(_sealer().decrypt(sealed.encode(), ttl=LONGEST_VISIT)).decode()


def _sealer() -> MultiFernet:
    return MultiFernet(
        [_key_from(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    )


def _key_from(secret: str) -> Fernet:
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
