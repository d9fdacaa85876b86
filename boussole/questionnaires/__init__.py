"""Themes, categories and versioned questionnaires."""
