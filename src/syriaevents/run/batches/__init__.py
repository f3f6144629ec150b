"""A run's requests through a provider's batches: asked today, collected tomorrow, nothing asked twice."""
