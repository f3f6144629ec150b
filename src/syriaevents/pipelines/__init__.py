"""Records as a dlt source, for databases."""
