"""What changes themes and questionnaires: one use case, one function, one transaction."""

from boussole.questionnaires.actions.drafting import (
    SavedByAnother,
    change_draft,
    create_draft,
    drop_draft,
    layer_of,
    start_draft,
)
from boussole.questionnaires.actions.publishing import (
    publish,
    publish_due,
    record_published,
    schedule,
    unschedule,
)
from boussole.questionnaires.actions.territory_themes import (
    close_theme,
    move_territory_theme,
    open_theme,
    word_theme,
)
from boussole.questionnaires.actions.themes import (
    CategoryInUse,
    ThemeWords,
    add_category,
    move_category,
    move_theme,
    remove_category,
    rename_category,
    write_theme,
)

__all__ = [
    "CategoryInUse",
    "SavedByAnother",
    "ThemeWords",
    "add_category",
    "change_draft",
    "close_theme",
    "create_draft",
    "drop_draft",
    "layer_of",
    "move_category",
    "move_territory_theme",
    "move_theme",
    "open_theme",
    "publish",
    "publish_due",
    "record_published",
    "remove_category",
    "rename_category",
    "schedule",
    "start_draft",
    "unschedule",
    "word_theme",
    "write_theme",
]
