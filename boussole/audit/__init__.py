"""The trace: who did or saw what, in ids and codes, append only."""
