"""The pages of the directory: searching it, one card of it, a whole territory; what readers agreed to show, no more."""
