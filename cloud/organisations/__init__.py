"""Organisations: a range, an academy, a chain; everything belongs to one."""
