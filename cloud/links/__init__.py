"""Links that work once: an invitation, a forgotten password, the first admin."""
