"""An OpenID provider that nobody here wrote, in place of ProConnect: Canaille, started by pytest-iam.

It signs its answers and its user information like ProConnect, knows people, and says how each one signed in.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from canaille.oidc.provider import EndSessionEndpoint
from django.urls import reverse
from flask import g
from joserfc.jwk import import_key

from boussole.accounts.gateways.proconnect import ALGORITHM

CLIENT, SECRET = "boussole-des-jeunes", "un secret entre deux serveurs"
ONE_FACTOR, TWO_FACTORS = ["password"], ["password", "otp"]
_numbers = itertools.count(1)


@dataclass
class Provider:
    """The provider, as tests speak of it."""

    server: Any
    client: Any
    key: dict[str, Any]
    shown: list[str] = field(default_factory=list)  # what people show it to sign in

    @property
    def issuer(self) -> str:
        return self.server.url.rstrip("/")

    def returns_to(self, origin: str) -> None:
        """The addresses that were declared with the Boussole."""
        self.server.backend.update(
            self.client,
            redirect_uris=[origin + reverse("proconnect_return")],
            post_logout_redirect_uris=[origin + reverse("proconnect_signed_out")],
        )
        self.server.backend.save(self.client)

    def knows(self, email: str) -> Any:
        """Somebody of an organisation, with an identity of their own whatever the address."""
        name = f"personne-{next(_numbers)}"
        person = self.server.random_user(user_name=name, emails=[email], password="un mot de passe à eux")
        self.server.consent(person, self.client)
        return person

    def is_shown(self, person: Any, *, factors: list[str]) -> None:
        """This person is at the provider, having shown these factors."""
        self.server.login(person)
        self.shown[:] = factors

    def answers(self, departure: str) -> str:
        """The address to which the provider sends the browser back."""
        answer = requests.get(departure, allow_redirects=False, timeout=10)
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]

    def forgets_codes(self) -> None:
        """Codes left unspent: in memory, Canaille looks for « this code, or this client », and takes one."""
        for code in self.server.backend.query(self.server.models.AuthorizationCode):
            self.server.backend.delete(code)

    def signs(self, **claims: object) -> str:
        """A token of this provider, with these claims in place of the right ones; None leaves one out."""
        now = int(time.time())
        right = {"iss": self.issuer, "aud": CLIENT, "sub": "personne-0", "iat": now, "exp": now + 60}
        said = {name: value for name, value in (right | claims).items() if value is not None}
        private = import_key(self.key).as_pem(private=True)
        return jwt.encode(said, private, algorithm=ALGORITHM, headers={"kid": self.key["kid"]})


@pytest.fixture(scope="session")
def declared_provider(iam_configuration: dict[str, Any], iam_server: Any) -> Provider:
    """The Boussole, declared once at the provider."""
    client = iam_server.models.Client(
        client_id=CLIENT,
        client_secret=SECRET,
        client_name="La Boussole des jeunes",
        contacts=["boussole@example.org"],
        redirect_uris=[],
        post_logout_redirect_uris=[],
        grant_types=["authorization_code"],
        response_types=["code"],
        token_endpoint_auth_method="client_secret_post",
        scope=["openid", "email"],
        id_token_signed_response_alg=ALGORITHM,
        userinfo_signed_response_alg=ALGORITHM,
    )
    iam_server.backend.save(client)
    client.audience = [client]
    iam_server.backend.save(client)
    # It writes one audience as a list, and its own way out then finds nobody: ProConnect writes a word.
    EndSessionEndpoint.resolve_client_from_id_token_claims = lambda endpoint, said: (
        endpoint.server.query_client(said["aud"][0])
    )
    provider = Provider(iam_server, client, iam_configuration["CANAILLE_OIDC"]["ACTIVE_JWKS"][0])

    @iam_server.app.before_request
    def say_what_was_shown() -> None:
        if iam_server.logged_user:
            g.session.authentication_methods = list(provider.shown)

    return provider


@pytest.fixture
def provider(declared_provider: Provider, settings: Any) -> Iterator[Provider]:
    """The button is on, and the provider knows where to send people back."""
    settings.PROCONNECT_ISSUER = declared_provider.issuer
    settings.PROCONNECT_CLIENT_ID, settings.PROCONNECT_CLIENT_SECRET = CLIENT, SECRET
    policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    settings.CONTENT_SECURITY_POLICY = {
        "DIRECTIVES": {**policy, "form-action": [*policy["form-action"], declared_provider.issuer]}
    }
    declared_provider.returns_to(settings.PUBLIC_ORIGIN)
    yield declared_provider
    declared_provider.forgets_codes()
    declared_provider.server.logout()


def state_of(address: str) -> str:
    return parse_qs(urlsplit(address).query)["state"][0]
