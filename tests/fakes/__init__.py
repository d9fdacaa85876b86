"""Outside systems that misbehave on demand, on the loopback only."""
