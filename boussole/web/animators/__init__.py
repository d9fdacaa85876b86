"""The site of the people who run the network."""
