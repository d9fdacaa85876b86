"""What ProConnect says of a person, and what we believe of it. No network here, no database.

ProConnect is the sign-in of the State for anyone in an organisation: it says who somebody is, and gives no right
(guarantees.md R12). Its identity is a pair, issuer and `sub`; an address is only what it looks like.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum

# Levels of eIDAS at which two factors were shown, and what an `amr` says when several were (RFC 8176).
STRONG_LEVELS = ("eidas2", "eidas3")
SEVERAL_FACTORS = "mfa"
LONGEST_SUB = 255
# A person who is not linked yet has this long to sign in with their own password and factor.
WAITS_FOR = 15 * 60  # seconds


class Doubt(StrEnum):
    """Why an answer was refused: for the trace, never for the screen."""

    UNREACHABLE = "unreachable"  # the provider does not answer
    CODE = "code"  # it does not know this code: too old, used already, somebody else's
    TOKEN = "token"  # noqa: S105  a signature, an issuer, an audience, a date or a nonce is not the right one
    CLAIMS = "claims"  # the two things that it says of the person do not go together


class NotBelieved(Exception):
    """What came back from the provider proves nothing."""

    def __init__(self, doubt: Doubt) -> None:
        super().__init__(doubt.value)
        self.doubt = doubt


@dataclass(frozen=True, slots=True)
class Said:
    """One person, as the provider has just said it."""

    issuer: str
    sub: str
    email: str  # as said; never what an account is found by
    email_is_verified: bool
    is_strong: bool
    id_token: str  # asked back by the provider to sign out

    def kept(self, at: float) -> dict[str, object]:
        """What the session keeps while the person shows that an account is theirs; `at` is the real time."""
        return asdict(self) | {"at": at}


def kept_until_linked(kept: Mapping[str, object] | None, at: float) -> Said | None:
    """What the session had kept, when it is recent enough."""
    if kept is None:
        return None
    values = dict(kept)
    return Said(**values) if 0 <= at - float(str(values.pop("at"))) <= WAITS_FOR else None  # type: ignore[arg-type]


def said_by(token: Mapping[str, object], user_info: Mapping[str, object], id_token: str) -> Said:
    """Join the token, which says who and how, to the user information, which gives the address.

    Both are verified already. They must speak of the same person (OpenID Connect Core, 5.3.2).

    :raises NotBelieved: when they do not
    """
    sub = token.get("sub")
    if not isinstance(sub, str) or not 0 < len(sub) <= LONGEST_SUB or user_info.get("sub") != sub:
        raise NotBelieved(Doubt.CLAIMS)
    email = user_info.get("email")
    return Said(
        issuer=str(token["iss"]),
        sub=sub,
        email=email.strip().lower() if isinstance(email, str) else "",
        # ProConnect checks addresses and does not always say so; another provider says when it did not.
        email_is_verified=user_info.get("email_verified", True) is True,
        is_strong=is_strong(token),
        id_token=id_token,
    )


def is_strong(token: Mapping[str, object]) -> bool:
    """Whether two factors were shown to the provider. What it does not say was not shown."""
    methods = token.get("amr")
    return token.get("acr") in STRONG_LEVELS or (isinstance(methods, list) and SEVERAL_FACTORS in methods)
