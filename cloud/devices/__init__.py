"""Devices: how a bay joins, proves its key, gets tokens and is told what is wanted of it."""
