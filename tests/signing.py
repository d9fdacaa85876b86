"""Signing in without the pages, for tests that are about something else."""

from django.http import HttpRequest
from django.test import Client

from boussole.accounts.models import User
from boussole.web.shared.access import remember_password, remember_second_factor


def sign_in(client: Client, user: User) -> Client:
    """The client, as this person, who has given a password and shown a second factor."""
    return _signed_in(client, user, second_factor=True)


def sign_in_with_password_only(client: Client, user: User) -> Client:
    """The client, as this person, who has not shown a second factor."""
    return _signed_in(client, user, second_factor=False)


def _signed_in(client: Client, user: User, *, second_factor: bool) -> Client:
    client.force_login(user)
    request = HttpRequest()
    request.session, request.user = client.session, user
    remember_password(request, user)
    if second_factor:
        remember_second_factor(request, user)
    request.session.save()
    return client
