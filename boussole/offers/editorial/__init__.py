"""The editorial line: how offers are written for young people to understand them (product.md 5.5, charter A2).

`proofread(content, line)` says what could be clearer, passage by passage; nothing of it ever blocks.
"""

from boussole.offers.editorial.line import Line
from boussole.offers.editorial.proofreading import line_of, proofread
from boussole.offers.editorial.remarks import Remark, Rule

__all__ = ["Line", "Remark", "Rule", "line_of", "proofread"]
