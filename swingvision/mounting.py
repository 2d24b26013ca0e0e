"""How the camera stands, as far as anybody knows, and how far it may be off."""

from dataclasses import dataclass

from swingvision.interval import Z95

# Within 3 degrees of the target line a plane is shown; nobody has said: as if up to 10 to either side.
YAW_LIMIT_DEG, UNKNOWN_YAW_DEG = 3.0, 10.0
# One standard deviation of the roll: as an installer sets it, and of a camera that
# nobody levelled: 5 degrees are within its 95 %.
SET_ROLL_SIGMA_DEG, UNKNOWN_ROLL_SIGMA_DEG = 0.5, 3.0


@dataclass(frozen=True, slots=True)
class Mounting:
    """yaw_deg: how far the camera is turned from the line that it should look along; roll_deg: how far it
    is tilted (already undone in a track); None when nobody has said.
    """

    yaw_deg: float | None
    roll_deg: float | None

    @property
    def refusal(self) -> str | None:
        """Why no plane can be told, in words."""
        if self.yaw_deg is None or abs(self.yaw_deg) <= YAW_LIMIT_DEG:
            return None
        off = f"camera {abs(self.yaw_deg):.0f} degrees off the target line"
        return f"{off}; the plane needs {YAW_LIMIT_DEG:.0f}"

    @property
    def apparent(self) -> bool:
        return self.yaw_deg is None

    @property
    def yaw_doubt_deg(self) -> float:
        """By how much the yaw may still be off: 10 degrees, or one standard deviation where it is known."""
        return UNKNOWN_YAW_DEG if self.yaw_deg is None else YAW_LIMIT_DEG / Z95

    @property
    def yaw_sigma_deg(self) -> float:
        """One standard deviation of the turn that was not undone."""
        if self.yaw_deg is None:
            return UNKNOWN_YAW_DEG / Z95
        return float((self.yaw_deg**2 + (YAW_LIMIT_DEG / Z95) ** 2) ** 0.5)

    @property
    def roll_sigma_deg(self) -> float:
        return UNKNOWN_ROLL_SIGMA_DEG if self.roll_deg is None else SET_ROLL_SIGMA_DEG
