"""Words of an article led to what they name: actors, places and dates."""
