"""What is written about offers, to professionals only."""

from boussole.offers.emails.freshness import ask_to_confirm, warn_of_silence

__all__ = ["ask_to_confirm", "warn_of_silence"]
