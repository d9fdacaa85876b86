"""Requests of young people: one filing, one request per offer, and all that happened to each."""

from boussole.contact_requests.models.contact_request import ContactRequest, StatusChange
from boussole.contact_requests.models.filing import Filing
from boussole.contact_requests.models.follow_up import FollowUp

__all__ = ["ContactRequest", "Filing", "FollowUp", "StatusChange"]
