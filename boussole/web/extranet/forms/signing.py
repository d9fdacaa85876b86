"""Sign a charter, or refuse it: the sentence to tick, the reason, and the code when no account proves who it is."""

from __future__ import annotations

from typing import Any

from django import forms

from boussole.core.typography import counted
from boussole.partners.actions.charters import Tried
from boussole.partners.actions.charters.signing import DIGITS
from boussole.web.shared.digits import DigitsField

WRONG_SHAPE = f"Écrivez les {DIGITS} chiffres du code, sans rien d’autre."
OVER = "Ce code ne fonctionne plus. Demandez-en un nouveau."


class _Proved(forms.Form):
    """Asks for the code of the mailbox, unless an account proves who signs."""

    def __init__(self, *args: Any, with_code: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.with_code = with_code
        if with_code:
            self.fields["code"] = DigitsField(
                DIGITS,
                wrong_shape=WRONG_SHAPE,
                label="Le code reçu par e-mail",
                help_text=f"{DIGITS} chiffres, valables 10 minutes.",
            )

    def say_wrong(self, tried: Tried) -> None:
        """Beside the code: what is left to do."""
        left = counted(tried.tries_left, "essai")
        message = f"Ce n’est pas ce code. Relisez le dernier mail reçu : il vous reste {left}."
        self.add_error("code", message if tried.tries_left else OVER)


class SignForm(_Proved):
    """The gesture: one sentence, ticked. The hash says which words were on the page."""

    agrees = forms.BooleanField(error_messages={"required": "Cochez la phrase pour signer."})
    words_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, gesture: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agrees"].label = gesture
        self.order_fields(["agrees", "code", "words_hash"])


class RefuseForm(_Proved):
    """Why not: the animation reads it, and may call."""

    reason = forms.CharField(
        label="Pourquoi vous ne signez pas",
        help_text="L’animation du territoire lira cette raison.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Dites pourquoi en quelques mots."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["reason", "code"])
