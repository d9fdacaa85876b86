"""Writing an offer: its sections, its criteria, its zone. Forms and views stay thin over these."""
