"""The sites: everything that speaks HTTP."""
