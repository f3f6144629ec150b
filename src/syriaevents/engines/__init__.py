"""Engines: from a model's name to typed answers."""
