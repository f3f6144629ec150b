"""Records → files and databases that other tools read."""
