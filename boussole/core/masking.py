"""Small numbers point at somebody: below five, a count that leaves a desk is not said (product.md 5.7)."""

from boussole.core.typography import NO_BREAK

FEWEST = 5


def masked(number: int) -> str:
    """A count as it may be shared: « moins de 5 » hides one to four."""
    return f"moins de{NO_BREAK}{FEWEST}" if 0 < number < FEWEST else f"{number:,}".replace(",", NO_BREAK)
