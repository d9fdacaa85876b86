"""What every file of a bundle is made of: strict entries, and the shapes of codes, lines and texts."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=600, pattern=r"^[^\n]*$")]
Text = Annotated[str, StringConstraints(min_length=1, max_length=6000)]
LongText = Annotated[str, StringConstraints(min_length=1, max_length=40_000)]
Email = Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", max_length=254)]
Days = Annotated[int, Field(ge=1, le=7)]


class Entry(BaseModel):
    """No unknown key, no silent conversion: « 42 » is not 42."""

    model_config = ConfigDict(extra="forbid", strict=True, populate_by_name=True)


class BundleFile(Entry):
    format: Literal[1]
    name: Line
    description: Line | None = None
