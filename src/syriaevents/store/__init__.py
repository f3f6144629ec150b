"""A run's journal: one SQLite file, and reading results back."""
