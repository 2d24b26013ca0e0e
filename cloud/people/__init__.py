"""People: who belongs to an organisation, and as what."""
