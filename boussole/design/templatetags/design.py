"""Every design tag and filter, as one library that all templates have built in (config/settings.py)."""

from boussole.design import tags  # noqa: F401  (registers them)
from boussole.design.library import register

__all__ = ["register"]
