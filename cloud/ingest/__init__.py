"""Ingest: a batch of a bay's items, each applied once and durably before the answer."""
