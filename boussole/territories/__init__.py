"""Official geography, zones, and the territories where a Boussole is open."""
