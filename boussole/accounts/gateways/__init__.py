"""Other systems that accounts talk to."""
