"""Offers, their criteria, their versions, and what is derived from them."""

from boussole.offers.models.answer_review import AnswerReview
from boussole.offers.models.confirmation import ConfirmationReminder
from boussole.offers.models.criterion import Criterion
from boussole.offers.models.editorial import CheckedLink, EditorialLine
from boussole.offers.models.offer import Offer, OfferStatusChange
from boussole.offers.models.offer_reach import OfferReach
from boussole.offers.models.period import OfferPeriod
from boussole.offers.models.template import OfferTemplate
from boussole.offers.models.version import OfferVersion, OfferVersionStatusChange, ReviewComment

__all__ = [
    "AnswerReview",
    "CheckedLink",
    "ConfirmationReminder",
    "Criterion",
    "EditorialLine",
    "Offer",
    "OfferPeriod",
    "OfferReach",
    "OfferStatusChange",
    "OfferTemplate",
    "OfferVersion",
    "OfferVersionStatusChange",
    "ReviewComment",
]
