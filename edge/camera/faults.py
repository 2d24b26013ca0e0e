"""What can be wrong with a camera, as the kiosk names it."""

from typing import Literal

FaultState = Literal["missing", "frozen", "garbage"]


class CameraFault(Exception):
    """The camera gives no pictures at the moment; str() is one sentence for people."""

    def __init__(self, state: FaultState, words: str) -> None:
        super().__init__(words)
        self.state: FaultState = state
