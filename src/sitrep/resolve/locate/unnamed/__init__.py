"""Phrases without a name: what they point to, what they are a part of, and what the report speaks of where they stand."""
