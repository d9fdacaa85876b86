"""Young people who file, as impatiently as real ones: they press twice, reload, lose the network, correct."""

from __future__ import annotations

import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from random import Random

from chaos.browsers import Answer, Browser
from chaos.forms import Form, corrected, new_form

FILING, RECEIPT = "/ma-demande/", "/ma-demande/envoyee/"
NUMBER = re.compile(r"B-[2-9A-Z]{4}-[2-9A-Z]{4}")
# How the form is sent, and how often out of a hundred.
HABITS = {"once": 66, "twice at once": 10, "again": 8, "without waiting": 8, "then corrected": 5, "poison": 3}


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """A form that was answered by a receipt: from this moment, nothing of it may be lost."""

    form: Form
    at: float
    waited: float
    was_corrected: bool = False
    number: str = ""  # the one on the receipt, when the page was looked at


class YoungPeople:
    """So many young people at a time, one form after the other, until told to stop."""

    def __init__(self, port: int, offers: list[int], *, seed: int, at_once: int, pause: float = 0.1) -> None:
        self.offers = offers
        self.pause = pause
        self.browser = Browser(port)
        self.acknowledged: list[Acknowledged] = []
        self.refused: list[str] = []  # answers that are neither a receipt nor a trouble: our own mistake
        self.never_answered: list[Form] = []
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=self._live, args=(Random(f"young people/{seed}/{n}"),), daemon=True)
            for n in range(at_once)
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Each ends the form at hand: none is left half-sent."""
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _live(self, random: Random) -> None:
        while not self._stop.is_set():
            (habit,) = random.choices(list(HABITS), weights=list(HABITS.values()))
            self.file(new_form(random, self.offers, poison=habit == "poison"), habit, random)
            self._stop.wait(self.pause)

    def file(self, form: Form, habit: str = "once", random: Random | None = None) -> Acknowledged | None:
        """Send this form in this manner; remember, and return, what was answered."""
        began = time.monotonic()
        match habit:
            case "twice at once":
                answer = self._send_at_once(form, 2)
            case "without waiting":
                self.browser.post_and_leave(FILING, **_travels(form))
                answer = self._send(form)
            case _:
                answer = self._send(form)
        kept = self._remember(form, answer, time.monotonic() - began, look=habit == "again")
        if kept and habit == "again":
            self._remember(form, self._send(form), 0.0, again=True)
        if kept and habit == "then corrected":
            new = corrected(random or Random(form.key.int), form)
            self._remember(new, self._send(new), 0.0, again=True)
        return kept

    def file_aside(self, form: Form) -> None:
        """One more young person, beside the others."""
        one_more = threading.Thread(target=self.file, args=(form,), daemon=True)
        self._threads.append(one_more)
        one_more.start()

    def file_at_once(self, form: Form, times: int) -> Acknowledged | None:
        """The same form, pressed so many times at the same instant."""
        return self._remember(form, self._send_at_once(form, times), 0.0)

    def _send(self, form: Form) -> Answer | None:
        return self.browser.post(FILING, **_travels(form))

    def _send_at_once(self, form: Form, times: int) -> Answer | None:
        with ThreadPoolExecutor(times) as fingers:
            answers = list(fingers.map(lambda _: self._send(form), range(times)))
        receipts = [answer for answer in answers if answer and answer.location == RECEIPT]
        return (receipts or answers)[0]

    def _remember(
        self, form: Form, answer: Answer | None, waited: float, *, look: bool = False, again: bool = False
    ) -> Acknowledged | None:
        if answer is None:
            self.never_answered.append(form)
            return None
        if answer.location != RECEIPT:
            self.refused.append(f"{answer.status} {_said(answer)}")
            return None
        number = self._number_on_receipt(form, answer) if look else ""
        kept = Acknowledged(form, time.time(), waited, was_corrected=again, number=number)
        self.acknowledged.append(kept)
        return kept

    def _number_on_receipt(self, form: Form, answer: Answer) -> str:
        page = self.browser.get(RECEIPT, cookie=answer.cookies, address=form.address)
        found = NUMBER.search(page.body) if page and page.status == 200 else None
        return found[0] if found else ""


def _travels(form: Form) -> dict[str, str]:
    return {"body": form.body, "cookie": form.cookie, "address": form.address}


def _said(answer: Answer) -> str:
    """The first error of the page, to be read in the report."""
    found = re.search(r'class="[^"]*error[^"]*"[^>]*>([^<]+)', answer.body)
    return found[1].strip() if found else answer.location or answer.body[:200]
