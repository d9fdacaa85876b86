"""What the young person reads about their requests: states in plain words, what happened, what comes next."""

from boussole.web.public.following.filing import Followed
from boussole.web.public.following.others import OtherOffer, Others
from boussole.web.public.following.reading import filing_of
from boussole.web.public.following.request import FollowedRequest
from boussole.web.public.following.story import Line

__all__ = ["Followed", "FollowedRequest", "Line", "OtherOffer", "Others", "filing_of"]
