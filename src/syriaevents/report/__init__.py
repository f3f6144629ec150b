"""One HTML page to look at records with, without a network."""
