"""What can go wrong in the cloud service, named for its cause."""


class StoreUnavailable(Exception):
    """The store cannot answer now; nothing was promised, and the same call may work later."""


class StoreRefused(Exception):
    """The store cannot be used as it is: of a newer version, another program's, or not reachable at all."""
