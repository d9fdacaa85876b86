"""The national directory (clause P5): who is in it, who reads it, how far coordinates are shown, how often."""
