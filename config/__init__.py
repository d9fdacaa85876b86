"""The wiring: settings, URLs, entry points. Nobody imports it."""
