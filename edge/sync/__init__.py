"""The road from the bay to the cloud: a program of its own, joined to the bay by SQLite and files alone."""
