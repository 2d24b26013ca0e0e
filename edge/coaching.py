"""A swing in the light of the session: its cue, and whether an earlier cue has changed anything."""

from collections.abc import Sequence

from edge.messages import Swing
from swingvision.baseline import are_comparable
from swingvision.cue import choose_cue
from swingvision.progress import follow_up


def coached(swing: Swing, earlier: Sequence[Swing]) -> Swing:
    """The swing with its cue chosen against the golfer's own usual, and the follow-up of an earlier cue.

    earlier: swings of the same session, oldest first; those with another club or seen otherwise are left out.
    """
    same = [
        other.report
        for other in earlier
        if other.club == swing.club and are_comparable(other.report, swing.report)
    ]
    cue = choose_cue(swing.report.metrics, swing.report.handedness, same)
    report = swing.report.model_copy(update={"cue": cue})
    return swing.model_copy(update={"report": report, "follow_up": follow_up([*same, report])})
