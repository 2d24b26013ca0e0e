"""The recipe of the shipped pose models: `python -m models.factory` makes them again and compares."""
