"""What a password must be, and how it is kept (CNIL délib. 2022-100, ASVS 6.2; guarantees.md R10).

Long rather than complicated: no composition rule, no periodic renewal. What is refused is what is tried first.
"""

import re
import unicodedata

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.exceptions import ValidationError

from boussole.accounts.guessing import Guess, estimate

SHORTEST, LONGEST = 12, 256  # characters
ENOUGH_BITS = 50  # CNIL: with a limit on the number of tries

LETTERS = re.compile(r"[^\W\d_]+")

WHAT_IT_MUST_BE = (
    f"Au moins {SHORTEST} caractères. Une phrase ou quatre mots sans rapport se retiennent bien. "
    "Ni votre nom, ni un mot de passe courant."
)


class Argon2idHasher(Argon2PasswordHasher):
    """argon2id, above the floor of OWASP (19 MiB, 2 passes, 1 lane), light enough for two sign-ins a second."""

    memory_cost = 32 * 1024  # KiB
    time_cost = 2
    parallelism = 1


def as_typed_anywhere(password: str) -> str:
    """The same characters whatever the keyboard: « é » in one sign or in two is the same password."""
    return unicodedata.normalize("NFKC", password)


class StrongEnoughValidator:
    """Says no, and why, to a password that would be found."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Do nothing when the password is good enough.

        :raises ValidationError: with one French sentence that says what to change
        """
        if len(password) < SHORTEST:
            raise ValidationError(
                f"Ce mot de passe a {len(password)} caractère{'s' if len(password) > 1 else ''} : "
                f"il en faut au moins {SHORTEST}.",
                code="too_short",
            )
        if len(password) > LONGEST:
            raise ValidationError(f"{LONGEST} caractères au plus.", code="too_long")
        guess = estimate(password, known=words_about(user))
        if guess.bits < ENOUGH_BITS:
            raise ValidationError(_reason(guess), code="too_easy")

    def get_help_text(self) -> str:
        return WHAT_IT_MUST_BE


def words_about(user: AbstractBaseUser | None) -> list[str]:
    """What anybody can know of the person, and would try first."""
    if user is None:
        return []
    said = [getattr(user, name, "") or "" for name in ("first_name", "last_name", "email", "job_title")]
    return [word for text in said for word in LETTERS.findall(text)]


def _reason(guess: Guess) -> str:
    if guess.weakness is None:
        return "Trop facile à deviner. Allongez-le, ou ajoutez un mot sans rapport."
    return (
        f"Trop facile à deviner : on y trouve {guess.weakness.value}, ce qui est essayé en premier. "
        "Allongez-le avec des mots sans rapport."
    )
