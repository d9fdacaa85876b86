"""Which contacts of a public file are a body's, and which are somebody's. Pure.

An address with a person's name in it is personal data (RGPD, article 4), published or not: we have no need of it
to invite a structure, so we leave it. A mobile number rings in somebody's pocket: left too.
"""

from __future__ import annotations

import re
import unicodedata

from boussole.core import phones

# Words by which bodies name their mailboxes; one of them is enough.
_GENERIC = """
accueil adherent administratif administration agence asso association antenne bonjour bureau cabinet ccas centre cidff
cio communication contact coordination crous csapa departement direction dossier ecole emploi equipe formation foyer
france hello info infos insertion jeune jeunes jeunesse logement maire mairie maison mediateur mission missionlocale
mjc mobilite numerique permanence planning plateforme point pole prevention recrutement residence sante secretariat
service services siege social solidarite standard travail urgence ville
"""
_OF_PERSONS = """
gmail.com hotmail.com hotmail.fr outlook.com outlook.fr yahoo.com yahoo.fr live.fr icloud.com orange.fr wanadoo.fr
free.fr sfr.fr laposte.net
"""
GENERIC, PERSONAL_DOMAINS = frozenset(_GENERIC.split()), frozenset(_OF_PERSONS.split())
TWO_NAMES = re.compile(r"[a-z]+(-[a-z]+)*[._][a-z]+(-[a-z]+)*\d{0,2}")
INITIAL_AND_NAME = re.compile(r"[a-z][._-][a-z]{3,}")


def email_of_a_body(email: str, contact_name: str = "") -> str:
    """The address in small letters when it is a body's; nothing when it is, or may be, somebody's.

    `contact_name` is who the file says to ask for: an address that holds their name is theirs.
    """
    address = email.strip().lower()
    local, at, domain = address.partition("@")
    if not at or "." not in domain or " " in address:
        return ""
    words = set(re.split(r"[._\-+\d]+", local))
    names = {word for word in re.split(r"[^a-z]+", _bare(contact_name)) if len(word) > 2}
    if names & words or any(name in local for name in names if len(name) > 3):
        return ""
    if words & GENERIC or any(local.startswith(word) for word in ("contact", "accueil", "mairie", "info")):
        return address
    if domain in PERSONAL_DOMAINS or TWO_NAMES.fullmatch(local) or INITIAL_AND_NAME.fullmatch(local):
        return ""
    return address


def landline(number: str) -> str:
    """The number in international form when it is a fixed line or a short public number; else nothing."""
    try:
        parsed = phones.parse(number)
    except phones.NotAPhoneNumber:
        return ""
    return "" if phones.is_mobile(parsed) else parsed


def _bare(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))
