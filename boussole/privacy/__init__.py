"""What we keep about people, how long, and what then happens."""
