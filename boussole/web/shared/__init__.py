"""What several sites use."""
