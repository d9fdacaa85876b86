"""What requests keep about young people, and for how long; each file, one matter."""

from boussole.contact_requests.privacy import (
    action_links,
    clock,
    redirections,
    requests,
    workshop,
    young_person,
)

__all__ = ["action_links", "clock", "redirections", "requests", "workshop", "young_person"]
