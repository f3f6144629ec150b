"""News articles about the Syrian conflict as typed, evidence-backed records."""
