"""The words of the letters."""

from cloud.mail import Letter

INVITATION = """You are invited to {organisation} on SwingVision.

Choose a password here; the link works once, until {until}:

{address}

If you did not expect this, do nothing.
"""
RESET = """Somebody, perhaps you, asked for a new password on SwingVision.

Choose one here; the link works once, until {until}:

{address}

If it was not you, do nothing: your password stays as it is.
"""


def invitation(to: str, organisation: str, address: str, until: str) -> Letter:
    # A subject is one line, whatever an organisation is called.
    subject = " ".join(f"Invitation to {organisation}".split())
    return Letter(to, subject, INVITATION.format(organisation=organisation, address=address, until=until))


def reset(to: str, address: str, until: str) -> Letter:
    return Letter(to, "Your password on SwingVision", RESET.format(address=address, until=until))
