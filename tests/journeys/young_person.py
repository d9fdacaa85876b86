"""A young person in front of the site, in a real browser: reads, presses, types, and nothing else."""

from collections.abc import Iterable

from playwright.sync_api import Locator, Page

from tests.journeys.clock import Clock
from tests.journeys.reading import beginning, missing_from

LOOKING_FOR_A_JOB = (
    {"Tu fais quoi en ce moment ?": ["Je cherche du travail"], "Tu cherches quoi ?": ["Un emploi"]},
    {"Quel est ton plus haut diplôme ?": ["J’ai le bac"]},
    {"Tu peux te déplacer facilement pour travailler ?": ["Oui"]},
)


class YoungPerson:
    """Lina, 19, unless told otherwise. Elements are found by their role and by the name that people read."""

    def __init__(self, page: Page, clock: Clock) -> None:
        self.page = page
        self.clock = clock

    # --- Gestures ---------------------------------------------------------------------------------
    def press(self, name: str) -> None:
        """Press the first button or link whose name begins with these words; wait for the page it leads to."""
        with self.page.expect_navigation():
            self.button(name).click()

    def button(self, name: str) -> Locator:
        begins = beginning(name)
        buttons = self.page.get_by_role("button", name=begins)
        return buttons.or_(self.page.get_by_role("link", name=begins)).first

    def choose(self, answer: str, *, within: Locator | None = None) -> None:
        """Tick the box or the round in front of these words: they are its label."""
        (within or self.page.locator("main")).locator("label").filter(
            has_text=beginning(answer)
        ).first.click()

    def unfolds(self, summary: str) -> None:
        self.page.locator("summary", has_text=summary).click()

    def reads(self, *sentences: str) -> None:
        """All of this is on the page."""
        assert missing_from(self.text, *sentences) == []

    @property
    def text(self) -> str:
        """What the page says, one space between words."""
        return " ".join(self.page.inner_text("body").split())

    @property
    def title(self) -> str:
        return " ".join(self.page.inner_text("h1").split())

    # --- The journey ------------------------------------------------------------------------------
    def arrives(self) -> None:
        self.page.goto("/")

    def lives_in(self, place: str = "saint etienne", commune: str = "Saint-Étienne (42") -> None:
        """Type a name as people write it, then choose among what is proposed."""
        box = self.page.get_by_label("Tu habites où ?")
        box.click()
        box.press_sequentially(place)
        if self._runs_scripts:
            self.page.get_by_role("option", name=commune).first.click()
            self.press("Continuer")
        else:
            self.press("Continuer")
            self.press(commune)

    def wants(self, theme: str = "Trouver un emploi") -> None:
        self.press(theme)

    def is_aged(self, age: int) -> None:
        self.page.get_by_label("Tu as quel âge ?").fill(str(age))
        self.press("Continuer")

    def answers(self, pages: Iterable[dict[str, list[str]]] = LOOKING_FOR_A_JOB) -> None:
        for questions in pages:
            for question, given in questions.items():
                group = self.page.get_by_role("group", name=question)
                for answer in given:
                    self.choose(answer, within=group)
            self.press("Continuer")

    def reaches_results(self) -> None:
        """From the home page to the offers, looking for a job in Saint-Étienne."""
        self.arrives()
        self.lives_in()
        self.wants()
        self.is_aged(19)
        self.answers()

    def card_of(self, offer: str) -> str:
        """What the results say of this offer."""
        heading = self.page.get_by_role("heading", name=beginning(offer))
        return " ".join(self.page.get_by_role("article").filter(has=heading).inner_text().split())

    def picks(self, *offers: str) -> None:
        for offer in offers:
            self.press(f"Je veux être contacté·e pour « {offer} »")

    def opens_the_form(self) -> None:
        """From the bar that counts what was chosen."""
        self.page.get_by_role("link", name="Continuer").click()
        self.page.get_by_role("heading", name="Comment te joindre ?").wait_for()

    def fills_in(self, *, phone: str = "", email: str = "", first_name: str = "Lina") -> None:
        """Takes the time that a person takes."""
        self.page.get_by_label("Ton numéro de téléphone").fill(phone)
        self.page.get_by_label("Ton adresse e-mail").fill(email)
        self.page.get_by_label("Ton prénom").fill(first_name)
        box = self.page.get_by_label("J’accepte")
        if not box.is_checked():
            self.choose("J’accepte")
        self.clock.forward(seconds=40)

    def sends(self) -> None:
        self.press("Envoyer à")

    @property
    def _runs_scripts(self) -> bool:
        return self.page.locator("html.with-script").count() == 1
