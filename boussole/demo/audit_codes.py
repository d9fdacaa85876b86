"""What the trace says of the demonstration."""

from enum import StrEnum

from boussole.audit.vocabulary import register


class Demo(StrEnum):
    YEAR_WRITTEN = "demo.year_written"


register(*Demo)
