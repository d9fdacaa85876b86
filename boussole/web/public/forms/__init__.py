"""What a young person types, read and checked. Forms never save."""
