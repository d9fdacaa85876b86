"""The signed charter as one sealed file, and what may be said of a file that claims to be one (R24, T30, G33).

`typesetting` draws the words and the evidence as a PDF, `tagging` mends its tree, `stamping` puts the seal of `keys`
on it, `making` keeps it. `verifying` answers whoever drops a file, and `reading` looks at its seal without opening it.
"""

from boussole.partners.sealing.keys import NoSeal
from boussole.partners.sealing.making import NotSigned, seal, waiting
from boussole.partners.sealing.typesetting import NoTypesetter, as_chapters
from boussole.partners.sealing.verifying import MOST_BYTES, Outcome, Verification, verify

__all__ = [
    "MOST_BYTES",
    "NoSeal",
    "NoTypesetter",
    "NotSigned",
    "Outcome",
    "Verification",
    "as_chapters",
    "seal",
    "verify",
    "waiting",
]
