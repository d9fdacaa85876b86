"""What the orientation changes in the database: it counts, and remembers nobody."""

from boussole.orientation.actions.searching import AGE_GROUPS, age_group, generalised, log_search
from boussole.orientation.actions.tallies import count_page

__all__ = ["AGE_GROUPS", "age_group", "count_page", "generalised", "log_search"]
