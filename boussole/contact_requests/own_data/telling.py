"""One form and all that followed, field by field, in French: what is written in a file or on a page (art. 15)."""

from __future__ import annotations

from boussole.contact_requests.models import ContactRequest, Filing, FollowUp, Opinion
from boussole.contact_requests.own_data.looks import looks_at
from boussole.contact_requests.told import without_links
from boussole.core import phones
from boussole.mail.models import OutgoingMessage
from boussole.territories.geography import commune_name

Told = dict[str, object]
# What the link alone does not show: a link is forwarded, or found (guarantees.md T7). A code shows it.
MASKED = "masqué : demande un code pour le lire"
OWN_LINK = "[ton lien personnel]"
# A colleague's note may speak of others: a person takes that out before a copy is given (GDPR article 15.4).
PRIVATE = "note interne : demande-en une copie à la structure, qui a un mois pour répondre"


def held_about(filing: Filing, *, complete: bool) -> Told:
    """Everything, or the same without what would tell a stranger how to reach them and what they confided."""
    requests = list(
        filing.contact_requests.select_related("structure", "offer__theme", "owner", "opinion")
        .prefetch_related("follow_ups", "words", "redirections__to_structure")
        .order_by("pk")
    )

    def shown(value: object) -> object:
        return value if complete or not value else MASKED

    return {
        "numéro": filing.number,
        "envoyée le": filing.filed_at,
        "corrigée le": filing.revised_at,
        "prénom": filing.first_name,
        "téléphone": shown(phones.in_words(filing.phone) if filing.phone else ""),
        "e-mail": shown(filing.email),
        "moments préférés": filing.moments_in_words,
        "message vocal possible": filing.voicemail_ok,
        "message": shown(filing.message),
        "âge": filing.age,
        "commune": commune_name(filing.commune),
        "seconde commune": commune_name(filing.second_commune),
        "accord donné le": filing.agreed_at,
        "version de l’accord": filing.agreement_version,
        "demandes": [_request(row, complete=complete) for row in requests],
        "messages écrits": _messages(filing, requests, complete=complete),
        "qui a regardé": looks_at(filing, requests),
    }


def _request(row: ContactRequest, *, complete: bool) -> Told:
    opinion = getattr(row, "opinion", None)
    all_sensitive = row.offer.theme.is_sensitive
    return {
        "structure": row.structure.name,
        "service": row.offer_title,
        "état": row.get_status_display(),
        "issue": row.get_outcome_display(),
        "réponse promise le": row.due_at,
        "premier essai de contact": row.first_attempt_at,
        "terminée le": row.closed_at,
        "suivie par": row.owner.first_name if row.owner else "",
        "ce que tu as partagé": [
            {line["label"]: MASKED if not complete and (all_sensitive or line["sensitive"]) else line["text"]}
            for line in row.situation
        ],
        "pourquoi ce service": row.reasons if complete else [],
        "suites": [_follow_up(each, complete=complete) for each in row.follow_ups.all()],
        "ce que tu as dit": [{"le": word.at, "quoi": word.get_kind_display()} for word in row.words.all()],
        "ton avis": _opinion(opinion, complete=complete) if opinion else {},
        "réorientations": [
            {
                "le": each.at,
                "vers": each.to_structure.name if each.to_structure else each.outside_name,
                "état": each.get_status_display(),
                "raison": each.get_reason_display(),
                "ce qui a été écrit": each.diagnosis if complete or not each.diagnosis else MASKED,
                "ce que tu as accepté de transmettre": each.shared_fields,
                "raison du refus": each.get_decline_reason_display(),
            }
            for each in row.redirections.all()
        ],
    }


def _follow_up(each: FollowUp, *, complete: bool) -> Told:
    """Calls and shared notes in full; of a private note, that it exists."""
    is_private = each.visibility == FollowUp.Visibility.PRIVATE

    def shown(text: str) -> str:
        if not text:
            return ""
        if is_private:
            return PRIVATE
        return text if complete else MASKED

    return {
        "le": each.at,
        "nature": each.get_kind_display(),
        "résultat": each.get_result_display(),
        "texte": shown(each.text),
        "prochaine étape": shown(each.next_step),
    }


def _opinion(opinion: Opinion, *, complete: bool) -> Told:
    return {
        "le": opinion.given_at,
        "cela a aidé": opinion.get_helped_display(),
        "note sur 5": opinion.score,
        "un mot": opinion.word if complete or not opinion.word else MASKED,
    }


def _messages(filing: Filing, requests: list[ContactRequest], *, complete: bool) -> list[Told]:
    """What was written to them, in full; what was written to others about them, that it was, and to whom."""
    own = {filing.phone, filing.email} - {""}
    structures = {str(row.pk): row.structure.name for row in requests}
    found = OutgoingMessage.objects.about(filing)
    for row in requests:
        found = found | OutgoingMessage.objects.about(row)
    told: list[Told] = []
    for message in found.order_by("created_at", "pk"):
        is_own = message.to_address in own
        told.append(
            {
                "le": message.created_at,
                "à": "toi" if is_own else structures.get(message.about_id, "une personne du réseau"),
                "par": message.get_channel_display(),
                "état": message.get_status_display(),
                "objet": message.subject if is_own else "",
                "texte": without_links(message.body, mask=OWN_LINK) if is_own and complete else "",
            }
        )
    return told
