"""Many articles: concurrency, limits, budgets, resuming."""
