"""Drafts of claims, and what the clauses of a report give one another."""
