"""What a person types to show, or to set up, a second factor. The first ones are named in MFA_FORMS."""

from typing import Any

from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.models import Authenticator
from django import forms
from django.core.exceptions import ValidationError

from boussole.accounts import actions, second_factor, throttling
from boussole.accounts.models import User
from boussole.core import clock
from boussole.web.extranet.forms.account_fields import CodeField

OF_APPLICATION = 6  # digits; a recovery code has more
RECOVERY_HINT = "Un de ceux que vous avez notés en réglant votre compte : dix chiffres. Chacun sert une fois."
WRONG_CODE = "Ce code n’est pas le bon. Il change toutes les trente secondes et ne sert qu’une fois."
WRONG_RECOVERY_CODE = "Ce code n’est pas le bon, ou il a déjà servi. Essayez le suivant de votre liste."


class _CodeForm(forms.Form):
    """A code of the application, or a recovery code; the latter alone when what there is to show is a passkey."""

    code = CodeField(
        label="Code à six chiffres",
        help_text="Celui qu’affiche votre application. Sans votre téléphone, un code de secours.",
    )
    user: User

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not second_factor.has_application(self.user):
            self.fields["code"].label = "Code de secours"
            self.fields["code"].help_text = RECOVERY_HINT

    def clean_code(self) -> str:
        self.authenticator = proved(self.user, self.cleaned_data["code"])
        return self.cleaned_data["code"]


class ShowCodeForm(_CodeForm, mfa_forms.AuthenticateForm):
    """The second step of a sign-in."""


class ShowCodeAgainForm(_CodeForm, mfa_forms.ReauthenticateForm):
    """The same, before a delicate gesture."""


def proved(user: User, code: str) -> Authenticator:
    """The factor that this code proves.

    :raises ValidationError: for a wrong code, or after too many of them
    """
    now = clock.now()
    try:
        factor = actions.prove_second_factor(user, code, now=now)
    except throttling.Refused as refusal:
        raise ValidationError(refusal.message(now), code="too_many") from refusal
    if factor is None:
        is_short = sum(each.isdigit() for each in code) <= OF_APPLICATION
        by_application = is_short and second_factor.has_application(user)
        raise ValidationError(WRONG_CODE if by_application else WRONG_RECOVERY_CODE, code="wrong")
    factor.user = user
    return factor


class EnrolForm(forms.Form):
    code = CodeField(label="Code à six chiffres", help_text="Celui que l’application affiche maintenant.")

    def __init__(self, *args: Any, secret: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.secret = secret

    def clean_code(self) -> str:
        self.period = second_factor.period_of(self.secret, self.cleaned_data["code"])
        if self.period is None:
            raise ValidationError(
                "Ce code n’est pas le bon. Vérifiez que l’heure de votre téléphone est réglée "
                "automatiquement, et saisissez le code affiché maintenant.",
                code="wrong",
            )
        return self.cleaned_data["code"]
