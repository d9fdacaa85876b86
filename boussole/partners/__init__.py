"""Structures, their referents and their charters."""
