"""What the animation does: open a prospect and follow it, ask a structure."""

from boussole.animation.actions.asking import answer_question, ask_structure
from boussole.animation.actions.prospecting import (
    ProspectPlan,
    change_prospect,
    open_prospect,
    take_step,
    win_prospect,
)

__all__ = [
    "ProspectPlan",
    "answer_question",
    "ask_structure",
    "change_prospect",
    "open_prospect",
    "take_step",
    "win_prospect",
]
