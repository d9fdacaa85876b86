"""What is written about absences, joining and charters, to professionals. Nothing about young people."""

from boussole.partners.emails.absences import tell_called_off, tell_deputy_gone, tell_named
from boussole.partners.emails.directory import tell_error_reported, tell_error_settled
from boussole.partners.emails.joining import tell_responsible, tell_welcomed
from boussole.partners.emails.pages import tell_page_changed
from boussole.partners.emails.standing import tell_left
from boussole.partners.emails.team import ask_to_confirm_team, tell_access_ended, tell_of_silent_teams

__all__ = [
    "ask_to_confirm_team",
    "tell_access_ended",
    "tell_called_off",
    "tell_deputy_gone",
    "tell_error_reported",
    "tell_error_settled",
    "tell_left",
    "tell_named",
    "tell_of_silent_teams",
    "tell_page_changed",
    "tell_responsible",
    "tell_welcomed",
]
