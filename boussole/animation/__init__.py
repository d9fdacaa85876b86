"""What the animation of a territory does beyond requests and offers: here, what unmet needs lead to."""
