"""A structure may be becoming another one while a request goes to it: whoever sends one waits for that first."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from boussole.core.db import require_transaction

# The identity of structures, in order, so that nobody waits in a circle.
HOLD_STRUCTURES = """
SELECT id FROM partners_structure
WHERE id IN (SELECT structure_id FROM offers_offer WHERE id = ANY(%s)) ORDER BY id FOR SHARE
"""


def hold_structures_of(offers: Sequence[int]) -> None:
    """Wait for the structures of these offers that are being merged: read the offers after, where they went.

    Before any request is held, for which the merge could be waiting. Shared: any number of people send at once.
    """
    require_transaction()
    with connection.cursor() as cursor:
        cursor.execute(HOLD_STRUCTURES, [list(offers)])
