"""The steps between a first proof and an open session, where they differ from django-allauth's."""

from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest

TWO_SHOWN = "two_factors_shown"  # in the state of one sign-in, and of this one only


class SecondFactorStage(AuthenticateStage):
    """Ask for the second factor, unless two were shown to the provider that has just said who this is."""

    def _should_handle(self, request: HttpRequest) -> bool:
        return not self.login.state.get(TWO_SHOWN) and super()._should_handle(request)
