"""Other systems that offers talk to: a proofreader on this machine, the addresses of the web they quote."""
