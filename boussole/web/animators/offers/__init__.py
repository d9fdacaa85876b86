"""What the pages of the animation about offers share: the queue, one review."""
