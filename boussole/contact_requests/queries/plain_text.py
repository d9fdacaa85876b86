"""Texts compared as people type them: small letters, no accents, no hyphens nor apostrophes.

No extension of PostgreSQL to install for so little. Both sides of a comparison go through here.
"""

from django.db.models import Func, TextField

ACCENTED, PLAIN = "àáâãäåçèéêëìíîïñòóôõöùúûüýÿ-’'", "aaaaaaceeeeiiiinooooouuuuyy   "


class PlainText(Func):
    """One column or several, as one plain text."""

    function = "translate"
    template = "translate(lower(concat_ws(' ', %(expressions)s)), '{}', '{}')".format(
        ACCENTED.replace("'", "''"), PLAIN
    )
    output_field = TextField()


def plain(text: str) -> str:
    """The same for what was typed."""
    return text.lower().translate(str.maketrans(ACCENTED, PLAIN))
