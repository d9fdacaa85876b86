"""What is said beside the form: for whom it is in a sentence, who would see it, what could be clearer."""

from __future__ import annotations

from dataclasses import dataclass

from boussole.core.typography import moment_in_words
from boussole.offers.comparing import LABELS, Difference, differences
from boussole.offers.content import ContentFault, OfferContent
from boussole.offers.editorial import Remark, line_of, proofread
from boussole.orientation.audience import Audience
from boussole.orientation.queries import audience
from boussole.territories.zones import Zone
from boussole.web.extranet.writing import criteria
from boussole.web.extranet.writing.draft import Draft
from boussole.web.extranet.writing.sections import PARTS, Section, section_of


@dataclass(frozen=True)
class Told:
    """One remark, and the field it is about, by the name that the page gives it."""

    remark: Remark
    section: Section

    @property
    def label(self) -> str:
        return LABELS[self.remark.field]


@dataclass(frozen=True)
class Help:
    """The panel of one section."""

    sentence: str = ""
    remarks: tuple[Told, ...] = ()
    reads_texts: bool = False  # whether this page has texts that the editorial line reads
    audience: Audience | None = None


@dataclass(frozen=True)
class Missing:
    """What blocks, and the field to go to."""

    message: str
    section: Section
    field_id: str

    @classmethod
    def of(cls, fault: ContentFault, code: str) -> Missing:
        return cls(fault.message, section_of(fault.field), FIELD_IDS.get(fault.field, f"id_{fault.field}"))


FIELD_IDS = {"areas": "id_zone_0", "periods": "id_from-0"}


@dataclass(frozen=True)
class Conflict:
    """Somebody saved the same section meanwhile: what they say, beside what is typed here."""

    words: str
    differences: tuple[Difference, ...]


def help_for(draft: Draft, content: OfferContent, here: Section) -> Help:
    """What the panel of this section says of this content, saved or not."""
    zone = draft.zone if content.areas is None else Zone.restored(content.areas)
    sentence = criteria.asked_in_a_sentence(content.criteria, draft.definition, zone)
    if here in (Section.AUDIENCE, Section.WHERE):
        return Help(sentence, audience=_audience(draft, content))
    told = (Told(each, section_of(each.field)) for each in proofread(content, line_of(draft.structure)))
    wanted = tuple(each for each in told if here == Section.REVIEW or each.remark.field in PARTS[here])
    if here == Section.REVIEW:
        return Help(sentence, wanted, reads_texts=True, audience=_audience(draft, content))
    return Help(sentence, wanted, reads_texts=here == Section.ESSENTIAL)


def _audience(draft: Draft, content: OfferContent) -> Audience:
    return audience(draft.offer, content, draft.desk.day, definition=draft.definition)


def conflict_between(draft: Draft, typed: OfferContent) -> Conflict:
    """What is saved (`draft`) and what is typed, side by side."""
    version = draft.version
    when = moment_in_words(version.saved_at, draft.desk.timezone)
    if version.author_id == draft.desk.user.pk:
        words = f"Vous avez enregistré cette partie {when}, dans une autre fenêtre."
    else:
        who = version.author.full_name if version.author else "Une autre personne"
        words = f"{who} a enregistré cette partie {when}, pendant que vous écriviez."
    return Conflict(words, tuple(differences(draft.content, typed, draft.definition)))
