"""Every page of the product in every state worth seeing: judged by tests, drawn by `make shots`."""
