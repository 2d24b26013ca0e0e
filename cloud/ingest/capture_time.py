"""When was it really? A bay's clock may be wrong by years; order never hangs on it, but people read it."""

from dataclasses import dataclass

# Within this a clock counts as right: what is left is the way of the message.
CLOSE_MS = 2_000
# A swing is not captured after it was received, nor was any kept for longer than a bay's disk holds.
AHEAD_MS = 5_000
OLDEST_MS = 3 * 366 * 86_400_000


@dataclass(frozen=True, slots=True)
class BayClock:
    """offset_ms: to be added to the bay's clock, as of the boot that sent the batch; None: not said."""

    offset_ms: int
    boot_epoch: int | None
    received_at_ms: int

    @classmethod
    def of(cls, sent_at_ms: int, boot_epoch: int | None, received_at_ms: int) -> "BayClock":
        offset_ms = received_at_ms - sent_at_ms
        return cls(offset_ms if abs(offset_ms) > CLOSE_MS else 0, boot_epoch, received_at_ms)

    def believed(self, captured_at_ms: int, boot_epoch: int) -> tuple[int, bool]:
        """The time of impact as far as it can be known, and whether it can.

        A time that cannot be true after the correction is replaced by the time of receipt, and said to be so.
        """
        same_boot = self.boot_epoch is None or self.boot_epoch == boot_epoch
        corrected = captured_at_ms + (self.offset_ms if same_boot else 0)
        age_ms = self.received_at_ms - corrected
        if -AHEAD_MS <= age_ms <= OLDEST_MS:
            return min(corrected, self.received_at_ms), True
        return self.received_at_ms, False
