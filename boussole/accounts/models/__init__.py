"""Professionals, their mandates, how they are invited and how they sign in. Young people have no account, ever."""

from boussole.accounts.models.invitation import Invitation, InvitationLink
from boussole.accounts.models.mandate import Mandate
from boussole.accounts.models.sign_in import ExternalIdentity, WorkSession
from boussole.accounts.models.throttle import Throttle
from boussole.accounts.models.user import User

__all__ = ["ExternalIdentity", "Invitation", "InvitationLink", "Mandate", "Throttle", "User", "WorkSession"]
