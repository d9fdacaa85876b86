"""The demonstration territory and its year of life. Only in the demo."""
