"""What requests keep about young people, and for how long; each file, one matter."""

from boussole.contact_requests.privacy import requests

__all__ = ["requests"]
