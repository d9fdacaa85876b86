"""Offers in a spreadsheet: one table, given as a model, exported, read back, checked and loaded."""
