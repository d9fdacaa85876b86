"""The guided form of an offer: one form a section. A draft may lack anything: nothing is required to save."""

from boussole.web.extranet.forms.offers.audience import AudienceForm
from boussole.web.extranet.forms.offers.contacts import ContactsForm
from boussole.web.extranet.forms.offers.essential import EssentialForm
from boussole.web.extranet.forms.offers.section import SectionForm
from boussole.web.extranet.forms.offers.start import StartForm
from boussole.web.extranet.forms.offers.when import WhenForm
from boussole.web.extranet.forms.offers.where import WhereForm
from boussole.web.extranet.writing.sections import Section

FORMS: dict[Section, type[SectionForm]] = {
    Section.ESSENTIAL: EssentialForm,
    Section.AUDIENCE: AudienceForm,
    Section.WHERE: WhereForm,
    Section.WHEN: WhenForm,
}

__all__ = ["FORMS", "ContactsForm", "SectionForm", "StartForm"]
