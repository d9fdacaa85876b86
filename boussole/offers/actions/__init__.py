"""What people do to offers: write, submit, review, publish, and what follows."""
