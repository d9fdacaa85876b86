"""Talks to ProConnect: where to send a person, and who came back.

The exchange is mozilla-django-oidc's. Its rules about accounts are not used: it finds people by their address, and
does not check for whom a token was made (stack.md 5). Here every token is checked whole.
"""

from __future__ import annotations

import json
import logging
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import jwt
import requests
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from mozilla_django_oidc.auth import OIDCAuthenticationBackend

from boussole.accounts.proconnect import Doubt, NotBelieved, Said, said_by

ALGORITHM = "RS256"
SCOPES = "openid email"
TIMEOUT = 10  # seconds: somebody is waiting
LEEWAY = 30  # seconds by which our two clocks may differ
DISCOVERY_KEPT_FOR = 3600  # seconds
# The weakest level is accepted: not every organisation has a second factor, and ours makes up for it (R12). ProConnect
# does not say how somebody signed in unless it is asked, and refuses any parameter that it has not documented.
LEVEL = "eidas1"
CLAIMS = {"id_token": {"amr": {"essential": True}, "acr": {"essential": False}}}
WRONG = (SuspiciousOperation, jwt.PyJWTError, LookupError, TypeError, ValueError, AttributeError)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Provider:
    """The addresses that the provider publishes."""

    authorization: str
    token: str
    user_info: str
    keys: str
    end_session: str


_known: dict[str, tuple[float, Provider]] = {}


def is_on() -> bool:
    """Whether this installation is declared at a provider; the button is not there otherwise."""
    return bool(
        settings.PROCONNECT_ISSUER and settings.PROCONNECT_CLIENT_ID and settings.PROCONNECT_CLIENT_SECRET
    )


def provider() -> Provider:
    """What the provider publishes about itself, read once an hour.

    :raises NotBelieved: when it does not answer, or calls itself by another name
    """
    issuer = settings.PROCONNECT_ISSUER
    read_at, known = _known.get(issuer, (0.0, None))
    if known is None or time.monotonic() - read_at > DISCOVERY_KEPT_FOR:
        known = _discovered(issuer)
        _known[issuer] = (time.monotonic(), known)
    return known


def door(*, state: str, nonce: str, redirect_uri: str) -> str:
    """The address to which a person goes to say who they are.

    :raises NotBelieved: when the provider does not answer
    """
    asked = {
        "response_type": "code",
        "client_id": settings.PROCONNECT_CLIENT_ID,
        "redirect_uri": redirect_uri,
        "scope": SCOPES,
        "state": state,
        "nonce": nonce,
        "acr_values": LEVEL,
        "claims": json.dumps(CLAIMS),
    }
    return f"{provider().authorization}?{urlencode(asked)}"


def way_out(id_token: str, *, state: str, redirect_uri: str) -> str:
    """The address that signs the person out of the provider too, or nothing when it has none.

    :raises NotBelieved: when the provider does not answer
    """
    address = provider().end_session
    asked = {"id_token_hint": id_token, "state": state, "post_logout_redirect_uri": redirect_uri}
    return f"{address}?{urlencode(asked)}" if address else ""


def _refused(doubt: Doubt, why: Exception) -> NotBelieved:
    """Say in the logs which check failed, for whoever sets ProConnect up; never what was in the token."""
    logger.warning("An answer of ProConnect was refused (%s): %s.", doubt.value, type(why).__name__)
    return NotBelieved(doubt)


def who_came_back(code: str, *, nonce: str, redirect_uri: str) -> Said:
    """The person behind the code that the provider gave to their browser. A code works once.

    :raises NotBelieved: unless everything holds
    """
    client = Client()
    tokens = client.tokens_for(code, redirect_uri)
    try:
        token = client.verify_token(tokens["id_token"], nonce=nonce)
        user_info = client.get_userinfo(tokens["access_token"], tokens["id_token"], token)
        return said_by(token, user_info, tokens["id_token"])
    except requests.RequestException as silence:
        raise _refused(Doubt.UNREACHABLE, silence) from silence
    except WRONG as wrong:
        raise _refused(Doubt.TOKEN, wrong) from wrong


class Client(OIDCAuthenticationBackend):
    """mozilla-django-oidc's exchange, set up from our three settings; tokens are checked whole."""

    @staticmethod
    def get_settings(attr: str, *default: Any) -> Any:
        """Its settings, by its names: ours come from the environment and from what the provider publishes."""
        known = provider()
        ours = {
            "OIDC_OP_TOKEN_ENDPOINT": known.token,
            "OIDC_OP_USER_ENDPOINT": known.user_info,
            "OIDC_OP_JWKS_ENDPOINT": known.keys,
            "OIDC_RP_CLIENT_ID": settings.PROCONNECT_CLIENT_ID,
            "OIDC_RP_CLIENT_SECRET": settings.PROCONNECT_CLIENT_SECRET,
            "OIDC_RP_SIGN_ALGO": ALGORITHM,
            "OIDC_TIMEOUT": TIMEOUT,
            "OIDC_USE_NONCE": True,
        }
        return ours[attr] if attr in ours else default[0] if default else None

    def tokens_for(self, code: str, redirect_uri: str) -> dict[str, str]:
        """Exchange the code, with our secret, for the tokens of one person."""
        asked = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "client_id": self.OIDC_RP_CLIENT_ID,
            "client_secret": self.OIDC_RP_CLIENT_SECRET,
        }
        try:
            found = self.get_token(asked)
            return {name: found[name] for name in ("id_token", "access_token")}
        except requests.HTTPError as refusal:
            raise _refused(Doubt.CODE, refusal) from refusal
        except requests.RequestException as silence:
            raise _refused(Doubt.UNREACHABLE, silence) from silence
        except WRONG as wrong:
            raise _refused(Doubt.TOKEN, wrong) from wrong

    def verify_token(self, token: str, *, nonce: str | None = None, **kwargs: Any) -> dict[str, Any]:
        """What the token says, when it answers the question that was asked.

        A token about the person brings back the nonce, and has an end; signed user information has neither.
        """
        said: dict[str, Any] = super().verify_token(token, nonce=nonce, **kwargs)
        if nonce is not None and "exp" not in said:
            raise SuspiciousOperation("This token would never end.")
        return said

    def _verify_jws(self, payload: str, key: Any) -> dict[str, Any]:
        """Signed by them, said by them, for us and nobody else, and not too late."""
        said: dict[str, Any] = jwt.decode(
            payload,
            key,
            algorithms=[ALGORITHM],
            audience=settings.PROCONNECT_CLIENT_ID,
            issuer=settings.PROCONNECT_ISSUER,
            leeway=LEEWAY,
            options={"require": ["iss", "aud", "sub"]},
        )
        if (
            isinstance(said["aud"], list)
            and len(said["aud"]) > 1
            and said.get("azp") != self.OIDC_RP_CLIENT_ID
        ):
            raise SuspiciousOperation("This token was made for several clients, and first for another.")
        return said


def _discovered(issuer: str) -> Provider:
    try:
        answer = requests.get(f"{issuer}/.well-known/openid-configuration", timeout=TIMEOUT)
        answer.raise_for_status()
        published = answer.json()
        if published["issuer"] != issuer:
            raise NotBelieved(Doubt.TOKEN)
        return Provider(
            authorization=published["authorization_endpoint"],
            token=published["token_endpoint"],
            user_info=published["userinfo_endpoint"],
            keys=published["jwks_uri"],
            end_session=published.get("end_session_endpoint", ""),
        )
    except (requests.RequestException, *WRONG) as silence:
        raise _refused(Doubt.UNREACHABLE, silence) from silence
