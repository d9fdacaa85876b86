"""What people may type in the search box, by the thousand: for its speed test and for `bench.commune_search`."""

import random

from boussole.territories.geography import geography

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def misspelt(name, mistakes, dice):
    """The name with letters added, dropped, changed or swapped."""
    letters = list(name)
    for _ in range(mistakes):
        place = dice.randrange(len(letters))
        match dice.randrange(4):
            case 0:
                letters.insert(place, dice.choice(LETTERS))
            case 1 if len(letters) > 1:
                letters.pop(place)
            case 2:
                letters[place] = dice.choice(LETTERS)
            case _:
                letters[place : place + 2] = reversed(letters[place : place + 2])
    return "".join(letters)


def varied_queries(number, seed=2026):
    """What people may type: names, beginnings, mistakes, postcodes, addresses, anything."""
    dice = random.Random(seed)
    communes = [geography().commune(code) for code in sorted(geography().communes_of("france"))]
    for _ in range(number):
        commune = dice.choice(communes)
        postcode = dice.choice(commune.postcodes or ("42000",))
        yield dice.choice(
            [
                commune.name,
                commune.name[: dice.randint(1, 9)],
                misspelt(commune.name, 1, dice),
                misspelt(commune.name, 2, dice),
                misspelt(commune.name[:8], 1, dice),
                postcode,
                postcode[: dice.randint(2, 4)],
                f"{commune.name} {postcode}",
                f"{dice.randint(1, 99)} rue de {dice.choice(communes).name} {commune.name}",
                "".join(dice.choice(LETTERS + " ") for _ in range(dice.randint(1, 200))),
            ]
        )
