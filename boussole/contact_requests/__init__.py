"""The promise: requests, due dates, follow-up."""
