"""What needs and questions do when two structures turn out to be one: they follow."""

from boussole.partners.merging import moves_as_they_are

moves_as_they_are(
    "animation.PartnerMessageRecipient.structure",
    "animation.Prospect.structure",
    "animation.StructureQuestion.structure",
)
