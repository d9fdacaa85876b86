"""The door of the demo: personas, inbox, clock. Only in the demo."""
