"""When the events of one swing happened, from its track and what was seen of club and ball."""

import numpy as np

from swingvision.club import ClubTrack
from swingvision.club_events import read_club_events
from swingvision.detector import SwingWindow
from swingvision.evidence import weigh
from swingvision.hands import read_hands
from swingvision.moment import Moment
from swingvision.onset import find_still_end
from swingvision.phases import decode
from swingvision.report import EVENT_NAMES, EventName, View
from swingvision.sharpen import sharpen
from swingvision.takeaway import follow, tell_takeaway
from swingvision.track import Track

# The decoder looks from so many downswings before impact to so many after; its scale of time is its own
# answer, so it runs again with it.
BEFORE, AFTER, ROUNDS = 10.0, 7.0, 2
# Events of the shaft alone: with no club in the picture they are not there.
SHAFT_EVENTS = ("toe_up", "mid_follow_through")


def find_moments(
    track: Track, window: SwingWindow, view: View, club: ClubTrack | None = None
) -> dict[EventName, Moment] | None:
    """The events that are in the clip and were seen, in seconds of the stream.

    club: what was seen of it and of the ball.
    """
    departure = None if club is None else club.departure
    impact_s, span = window.impact_ns / 1e9, (window.impact_ns - window.top_ns) / 1e9
    found: dict[str, Moment] = {}
    takeaway: Moment | None = None
    for _ in range(ROUNDS):
        hands = read_hands(track, impact_s - BEFORE * span, impact_s + AFTER * span, impact_s, span)
        if hands is None:
            return None
        still_end_s = find_still_end(hands)
        if still_end_s is not None:
            takeaway = tell_takeaway(track, still_end_s, span, view, departure) or takeaway
        elif departure is not None:
            takeaway = follow(departure, takeaway, span)
        start = departure or takeaway
        start_s = None if start is None else start.time_s
        told = read_club_events(club, impact_s, span)
        try:
            found = sharpen(
                track, decode(hands, weigh(hands, view, start_s, told), view, start_s), view, told
            )
        except ValueError:
            return None
        impact_s, span = found["impact"].time_s, found["impact"].time_s - found["top"].time_s
    if start is None:
        del found["address"]
    if takeaway is not None:
        found["takeaway"] = takeaway
    if club is not None and club.absent:
        found = {name: moment for name, moment in found.items() if name not in SHAFT_EVENTS}
    return {name: found[name] for name in EVENT_NAMES if name in found and _seen(track, found[name], span)}


def _seen(track: Track, moment: Moment, span_s: float) -> bool:
    """Whether the hands were seen near the moment: within a frame and a half, or a tenth of the downswing."""
    reach = max(1.5 * track.interval_s, 0.1 * span_s)
    near = track.between(moment.time_s - reach, moment.time_s + reach)
    inside = (
        track.time_s[0] - 0.5 * track.interval_s <= moment.time_s <= track.time_s[-1] + 0.5 * track.interval_s
    )
    return bool(inside and np.isfinite(track.grip[near]).all(axis=1).any())
