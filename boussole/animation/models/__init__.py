"""Prospects, and questions to structures."""

from boussole.animation.models.prospect import Prospect, ProspectStep
from boussole.animation.models.question import StructureQuestion

__all__ = ["Prospect", "ProspectStep", "StructureQuestion"]
