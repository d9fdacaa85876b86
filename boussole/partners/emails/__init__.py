"""What is written about absences, joining and charters, to professionals. Nothing about young people."""

from boussole.partners.emails.absences import tell_called_off, tell_deputy_gone, tell_named
from boussole.partners.emails.joining import tell_responsible, tell_welcomed

__all__ = ["tell_called_off", "tell_deputy_gone", "tell_named", "tell_responsible", "tell_welcomed"]
