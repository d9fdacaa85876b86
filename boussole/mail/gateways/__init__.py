"""What carries messages to the outside world: e-mail and SMS, and what can go wrong."""
