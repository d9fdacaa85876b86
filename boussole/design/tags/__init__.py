"""The tags, one file per family. Importing the package registers them all."""

from boussole.design.tags import (
    actions,
    doors,
    fields,
    figures,
    journey,
    lists,
    messages,
    navigation,
    people,
    pictures,
    words,
)

__all__ = [
    "actions",
    "doors",
    "fields",
    "figures",
    "journey",
    "lists",
    "messages",
    "navigation",
    "people",
    "pictures",
    "words",
]
