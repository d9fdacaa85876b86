"""What is asked of a charter and cannot be: a sentence to read, and the answer to change."""

from boussole.core.moves import AnswerRefused


class CharterRefused(AnswerRefused):
    """What was asked cannot be."""
