"""What the animation does: open a prospect and follow it, ask a structure, open a territory."""

from boussole.animation.actions.asking import answer_question, ask_structure
from boussole.animation.actions.prospecting import (
    ProspectPlan,
    change_prospect,
    open_prospect,
    take_step,
    win_prospect,
)
from boussole.animation.actions.territories import (
    TerritoryRefused,
    TerritoryWords,
    close_territory,
    draw_zone,
    invite_animator,
    open_territory,
    open_themes,
    prepare_territory,
    timezone_in,
    word_territory,
)

__all__ = [
    "ProspectPlan",
    "TerritoryRefused",
    "TerritoryWords",
    "answer_question",
    "ask_structure",
    "change_prospect",
    "close_territory",
    "draw_zone",
    "invite_animator",
    "open_prospect",
    "open_territory",
    "open_themes",
    "prepare_territory",
    "take_step",
    "timezone_in",
    "win_prospect",
    "word_territory",
]
