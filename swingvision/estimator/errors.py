"""What can go wrong before the first frame is looked at."""


class ModelError(Exception):
    """The model files are not what the manifest promises. The message names file, expected and found."""


class ProviderError(Exception):
    """The execution provider or the precision that was asked for cannot be used here."""
