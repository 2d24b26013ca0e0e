"""What goes wrong with a clip, named for its cause."""


class UnreadableClip(Exception):
    """No picture can be had from this input.

    str() is one sentence for people: the name, what was found, and what to do.
    """

    def __init__(self, name: str, found: str, advice: str) -> None:
        self.name, self.found, self.advice = name, found, advice
        super().__init__(f"{name}: {found}; {advice}")
