"""A professional in front of the extranet, in a real browser, with a phone that shows codes."""

import time

from playwright.sync_api import Locator, Page

from boussole.accounts import second_factor
from tests.journeys.reading import beginning, missing_from

PHRASE = "mandarine tracteur zébu"


class Professional:
    """Somebody who answers young people. Elements are found by their role and by the name that people read."""

    def __init__(self, page: Page, email: str) -> None:
        self.page = page
        self.email = email
        self.secret = ""  # what the application on the phone holds

    # --- Gestures ---------------------------------------------------------------------------------
    def press(self, name: str) -> None:
        """Press the first button or link whose name begins with these words; wait for the page it leads to."""
        with self.page.expect_navigation():
            self.button(name).click()

    def button(self, name: str) -> Locator:
        begins = beginning(name)
        main = self.page.locator("main")
        return main.get_by_role("button", name=begins).or_(main.get_by_role("link", name=begins)).first

    def unfolds(self, summary: str) -> None:
        self.page.locator("summary", has_text=summary).click()

    @property
    def text(self) -> str:
        return " ".join(self.page.inner_text("main").split())

    @property
    def title(self) -> str:
        return " ".join(self.page.inner_text("h1").split())

    def reads(self, *sentences: str) -> None:
        """All of this is on the page."""
        assert missing_from(self.text, *sentences) == []

    # --- Coming in --------------------------------------------------------------------------------
    def opens_an_account(self, invitation: str) -> None:
        """From the link of the invitation to the desk: a password, a phone, spare codes noted down."""
        self.page.goto(invitation)
        self.page.get_by_label("Mot de passe", exact=False).first.fill(PHRASE)
        self.press("Ouvrir mon compte")
        self.secret = self.page.inner_text(".secret-key").replace(" ", "")
        # The code of the half-minute before: it still opens, and leaves the present one to sign in with.
        self.page.get_by_label("code", exact=False).last.fill(self._code(periods=-1))
        self.press("Relier ce téléphone")
        self.press("Je les ai notés, continuer")

    def signs_out(self) -> None:
        self.page.goto("/extranet/compte/deconnexion/")
        self.press("Me déconnecter")

    def signs_in(self) -> None:
        """A password, then the code that the phone shows."""
        self.page.goto("/extranet/")
        self.page.get_by_label("Adresse e-mail").fill(self.email)
        self.page.locator("input[type=password]").fill(PHRASE)
        self.press("Me connecter")
        self.page.locator("input[autocomplete=one-time-code]").fill(self._code())
        self.press("Continuer")

    def _code(self, *, periods: int = 0) -> str:
        """What the phone shows; not in the last second of a half-minute, when it would be another one."""
        left = second_factor.PERIOD - time.time() % second_factor.PERIOD
        if left < 1.5:
            time.sleep(left)
        return second_factor.code_at(self.secret, time.time() + periods * second_factor.PERIOD)
