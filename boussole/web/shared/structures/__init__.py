"""The page of a structure as both sites write it: its sections, its zone, and how they are saved."""
