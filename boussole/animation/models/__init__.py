"""Prospects, questions to structures, and messages to partners."""

from boussole.animation.models.partner_message import (
    MessageKind,
    PartnerMessage,
    PartnerMessageRecipient,
    PartnerMessageTemplate,
    Unsubscription,
)
from boussole.animation.models.prospect import Prospect, ProspectStep
from boussole.animation.models.question import StructureQuestion

__all__ = [
    "MessageKind",
    "PartnerMessage",
    "PartnerMessageRecipient",
    "PartnerMessageTemplate",
    "Prospect",
    "ProspectStep",
    "StructureQuestion",
    "Unsubscription",
]
