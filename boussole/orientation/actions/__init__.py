"""What the orientation changes in the database: it counts, and remembers nobody."""

from boussole.orientation.actions.searching import AGE_GROUPS, age_group, generalised, log_search

__all__ = ["AGE_GROUPS", "age_group", "generalised", "log_search"]
