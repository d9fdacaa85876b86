"""Figures across modules, read only. A module of functions: no table of its own."""
