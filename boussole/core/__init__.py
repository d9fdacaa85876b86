"""What every module may use, and that knows none of them. No model."""
