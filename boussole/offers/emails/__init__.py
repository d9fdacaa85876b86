"""What is written about offers, to professionals only."""

from boussole.offers.emails.answer_reviews import ask_about_answers
from boussole.offers.emails.freshness import ask_to_confirm, warn_of_silence
from boussole.offers.emails.reviewing import (
    tell_not_published,
    tell_published,
    tell_scheduled,
    tell_sent_back,
    tell_submitted,
)
from boussole.offers.emails.templates import tell_template_changed

__all__ = [
    "ask_about_answers",
    "ask_to_confirm",
    "tell_not_published",
    "tell_published",
    "tell_scheduled",
    "tell_sent_back",
    "tell_submitted",
    "tell_template_changed",
    "warn_of_silence",
]
