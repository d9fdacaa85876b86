"""The one question of the home page."""

from django import forms

from boussole.territories.geography import Commune, Found, geography
from boussole.web.public.surroundings import commune_of

MOST_CHOICES = 20
NOT_FOUND = (
    "Nous ne trouvons pas cette commune. Vérifie l’écriture, ou donne le code postal, par exemple 42000."
)
TOO_LONG = "C’est trop long pour une commune : écris seulement son nom, ou son code postal."


class CommuneForm(forms.Form):
    """A postcode or a name; with the script, the code of the commune chosen in the list."""

    place = forms.CharField(
        label="Tu habites où ?",
        help_text="Ton code postal, ou le nom de ta commune.",
        max_length=80,
        error_messages={
            "required": "Écris ton code postal ou le nom de ta commune.",
            "max_length": TOO_LONG,
        },
    )
    commune = forms.CharField(required=False, widget=forms.HiddenInput)

    found: list[Found]

    def clean(self) -> dict[str, object]:
        """Look for the commune: `found` holds the choices when the text may mean several."""
        cleaned = super().clean() or {}
        self.found = []
        self.chosen: Commune | None = commune_of(cleaned.get("commune", ""))
        if self.chosen is None and cleaned.get("place"):
            self.found = communes_meant_by(str(cleaned["place"]))
            self.chosen = only_meaning(str(cleaned["place"]), self.found)
            if not self.found:
                self.add_error("place", NOT_FOUND)
        return cleaned


class SecondCommuneForm(CommuneForm):
    """Where one studies or works, when it is elsewhere."""

    place = forms.CharField(
        label="Tu étudies ou tu travailles où ?",
        help_text="Le code postal ou le nom de l’autre commune : nous chercherons aussi là-bas.",
        max_length=80,
        error_messages={
            "required": "Écris le code postal ou le nom de l’autre commune.",
            "max_length": TOO_LONG,
        },
    )


def communes_meant_by(text: str) -> list[Found]:
    return geography().search(text, limit=MOST_CHOICES) if text.strip() else []


def only_meaning(text: str, found: list[Found]) -> Commune | None:
    """The commune, when the text can mean no other: the label chosen in the list, or a single result."""
    if found and (len(found) == 1 or found[0].label == text.strip()):
        return found[0].commune
    return None
