"""How many tries a patient program would need to find a password. Pure: no database, no clock.

The password is cut, in the way that helps the attacker most, into pieces that each have a price in bits:
a common word, something known of the person, a row of the keyboard, a year, a repetition, or single
characters at random. The cheapest sum is the estimate; a program that knows these tricks pays no less.
"""

import gzip
import math
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from django.contrib.auth import password_validation

SHORTEST_WORD = 3
LONGEST_WORD = 20
CAPITALS_BITS = 1.0  # « Bonjour », « BONJOUR »: the first variations tried
LEET_BITS = 1.0  # « b0nj0ur »
KNOWN_BITS = 2.0  # a name of the person or of the service: the very first tries
YEAR_BITS = 6.0
LEET = str.maketrans("0134578@$!€", "oieastbasie")

# What is close at hand, in French and for us; the list that Django ships has the world's favourites.
CLOSE_AT_HAND = """
accueil admin administrateur adresse agence ami amie amour animateur anniversaire annee apprentissage avril
bienvenue bisous bonheur bonjour bonsoir boussole bureau cantine chat cheval chien chocolat chouchou code coeur
coucou crij decembre demande dimanche directeur doudou ecole emploi entree equipe etoile famille fevrier fleur
foot football formation france gateau gentil hiver info information janvier jardin jetaime jeudi jeune jeunes
jeunesse jour juillet juin lapin lecole lete liberte lille logement loire lorient loulou lumiere lundi lune lyon
maison maman mardi mars marseille mdp mercredi minou mission missionlocale montagne motdepasse nantes nice noel
nous novembre octobre offre orange ordinateur papa paris partenaire passe password plage poisson poste princesse
printemps prive professionnel projet provisoire rennes referent region salut samedi sante secret septembre
service session soleil structure super temporaire territoire test toulouse toutou travail utilisateur vacances
vendredi ville voiture
""".split()  # noqa: SIM905  (a list of strings would hide the words)
ROWS = [
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "azertyuiopqsdfghjklmwxcvbn",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm",
    "&é\"'(-è_çà)=",
    "1234567890°+",
    "aqwzsxedcrfvtgbyhnujikolpm",
    "1q2w3e4r5t6y7u8i9o0p",
    "1a2z3e4r5t6y7u8i9o0p",
]


class Weakness(StrEnum):
    """What makes a piece cheap, as one says it to its owner (who is never shown the password again)."""

    KNOWN = "votre nom ou celui du service"
    WORD = "un mot courant"
    ROW = "des touches ou des chiffres qui se suivent"
    REPETITION = "une répétition"
    YEAR = "une année"


@dataclass(frozen=True, slots=True)
class Guess:
    """The estimate, and what helps the attacker most."""

    bits: float
    weakness: Weakness | None


@dataclass(frozen=True, slots=True)
class _Piece:
    length: int
    bits: float
    weakness: Weakness | None = None


def estimate(password: str, known: Iterable[str] = ()) -> Guess:
    """The bits of this password for somebody who knows these words about its owner."""
    about = {plain(word) for word in known if len(word) >= SHORTEST_WORD} | {"boussole", "laboussole"}
    one_sign = _Piece(1, math.log2(_alphabet(password)))
    best: list[tuple[float, list[_Piece]]] = [(0.0, [])]  # for each number of characters, the cheapest cut
    for end in range(1, len(password) + 1):
        pieces = [one_sign]
        for start in range(max(0, end - LONGEST_WORD), end - SHORTEST_WORD + 1):
            pieces += _meanings(password[start:end], about)
        last = min(pieces, key=lambda piece: best[end - piece.length][0] + piece.bits)
        bits, before = best[end - last.length]
        best.append((bits + last.bits, [*before, last]))
    bits, pieces = best[-1]
    repeated = _if_repeated(password, about)
    if repeated < bits:
        return Guess(repeated, Weakness.REPETITION)
    weakest = max((piece for piece in pieces if piece.weakness), key=lambda piece: piece.length, default=None)
    return Guess(bits, weakest.weakness if weakest else None)


def plain(text: str) -> str:
    """Without capitals nor accents: « Émile » is tried as « emile »."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def _meanings(text: str, about: set[str]) -> Iterator[_Piece]:
    """The ways in which this piece of the password is one of the first things tried."""
    lowered = plain(text)
    capitals = 0.0 if text == text.lower() else CAPITALS_BITS
    for read, leet in ((lowered, 0.0), (lowered.translate(LEET), LEET_BITS)):
        for way in (read, read[::-1]):
            if way in about:
                yield _Piece(len(text), KNOWN_BITS + capitals + leet, Weakness.KNOWN)
            if rank := common_words().get(way):
                yield _Piece(len(text), math.log2(rank) + capitals + leet, Weakness.WORD)
    if lowered.isdigit() and len(lowered) == len("2026") and lowered[:2] in ("19", "20"):
        yield _Piece(len(text), YEAR_BITS, Weakness.YEAR)
    if len(set(lowered)) == 1:
        yield _Piece(len(text), 4.0 + math.log2(len(text)), Weakness.REPETITION)
    if any(lowered in row or lowered[::-1] in row for row in ROWS):
        yield _Piece(len(text), 5.0 + math.log2(len(text)), Weakness.ROW)


def _if_repeated(password: str, about: set[str]) -> float:
    """« chatonchatonchaton » is worth « chaton », and how many times."""
    for length in range(1, len(password) // 2 + 1):
        if len(password) % length == 0 and password == password[:length] * (len(password) // length):
            return estimate(password[:length], about).bits + math.log2(len(password) // length)
    return math.inf


def _alphabet(password: str) -> int:
    """How many characters an attacker must try at each place, seeing the kinds that are used."""
    kinds = [
        (any("a" <= sign <= "z" for sign in password), 26),
        (any("A" <= sign <= "Z" for sign in password), 26),
        (any(sign.isdigit() for sign in password), 10),
        (any(sign.isascii() and not sign.isalnum() and sign != " " for sign in password), 32),
        (" " in password, 1),
        (any(not sign.isascii() for sign in password), 30),
    ]
    return max(2, sum(size for present, size in kinds if present))


@cache
def common_words() -> dict[str, int]:
    """Each common password or word, and its rank in the order in which they are tried (from 16)."""
    shipped = Path(password_validation.__file__).parent / "common-passwords.txt.gz"
    with gzip.open(shipped, "rt", encoding="utf-8") as lines:
        words = [plain(line.strip()) for line in lines]
    ordered = dict.fromkeys(CLOSE_AT_HAND + [word for word in words if len(word) >= SHORTEST_WORD])
    return {word: rank for rank, word in enumerate(ordered, start=16)}
