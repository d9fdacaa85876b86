"""The young person's link: unguessable, stored hashed, and yet writable in every message.

The link is derived from the site's key and the filing's id; the database only holds its hash, which a
thief of the database cannot turn back. When the key is rotated, links made with a fallback still work.
"""

import hmac
from base64 import urlsafe_b64encode
from hashlib import sha256
from uuid import UUID

from django.conf import settings

from boussole.contact_requests.models import Filing
from boussole.core.links import absolute

PURPOSE = "follow-up"
READ = "read"
TOKEN_SIGNS, MARK_SIGNS = 32, 6


def token_of(filing_id: UUID, key: str) -> str:
    """192 bits, written in 32 characters."""
    digest = hmac.new(key.encode(), f"{PURPOSE}/{filing_id}".encode(), sha256).digest()
    return urlsafe_b64encode(digest[:24]).decode()


def hash_of(token: str) -> str:
    return sha256(f"{PURPOSE}/{token}".encode()).hexdigest()


def token_for(filing: Filing) -> str:
    """The token that opens this filing, under whichever key it was made.

    :raises LookupError: when no key of the settings made it
    """
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        token = token_of(filing.pk, key)
        if hmac.compare_digest(hash_of(token), filing.link_hash):
            return token
    raise LookupError("No key made the link of this filing.")


def follow_up_link(filing: Filing) -> str:
    """The full address, for the page that whoever filed reads."""
    return absolute("public:follow_up_door", token_for(filing))


def link_sent_to(filing: Filing, contact: str) -> str:
    """The same, in a message to this phone or e-mail: it says on which one it was read."""
    return absolute(
        "public:follow_up_door", token_for(filing) + _mark_of(filing, contact, settings.SECRET_KEY)
    )


def not_me_link(filing: Filing, contact: str) -> str:
    """Straight to « ce n’est pas moi », for who never heard of us."""
    return absolute("public:not_me_door", token_for(filing) + _mark_of(filing, contact, settings.SECRET_KEY))


def read_on(filing: Filing, token: str) -> str:
    """The phone or e-mail whose message held this link; empty for a link copied from the page of the receipt.

    Whoever files in somebody's name has that page, and must not pass for who reads the messages (T9).
    """
    mark = token[TOKEN_SIGNS:]
    for contact in filter(None, (filing.email.lower(), filing.phone)):
        for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
            if hmac.compare_digest(mark, _mark_of(filing, contact, key)):
                return contact
    return ""


def _mark_of(filing: Filing, contact: str, key: str) -> str:
    """36 bits, after the token: a few signs, since an SMS is short, and nobody guesses them one page at a time."""
    message = f"{READ}/{filing.pk}/{contact.lower()}".encode()
    return urlsafe_b64encode(hmac.new(key.encode(), message, sha256).digest()).decode()[:MARK_SIGNS]


def filing_behind(token: str) -> Filing | None:
    """The filing that this link opens, or None."""
    found = Filing.objects.filter(link_hash=hash_of(token[:TOKEN_SIGNS]), anonymised_at__isnull=True)
    return found.first()


def was_forgotten(token: str) -> bool:
    """Whether this link opened a filing that has been erased since: its page says so."""
    forgotten = Filing.objects.filter(link_hash=hash_of(token[:TOKEN_SIGNS]), anonymised_at__isnull=False)
    return forgotten.exists()
