"""From the pictures of one swing to what was seen of club and ball."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from swingvision import kinematics
from swingvision.club.address import STILL, Course, StillClub, find_club_at_address
from swingvision.club.ball import Spot, find_ball, is_bare
from swingvision.club.crops import TRUNK_PX, Crops, Cut, cut_out
from swingvision.club.follow import Turning, follow_shaft
from swingvision.club.placement import Placement
from swingvision.club.seen import Ball, ClubTrack, Shaft
from swingvision.club.steady import find_shift
from swingvision.pictures import Pictures
from swingvision.pose import KEYPOINT_INDEX, PoseSeries
from swingvision.track import Track, find_repeats

Array = NDArray[np.float64]

_ARMS = [KEYPOINT_INDEX[f"{side}_{joint}"] for side in ("left", "right") for joint in ("shoulder", "elbow")]
# Looked at: from so many downswings before the hands' takeaway to so many after impact, and no more pictures.
BEFORE, AFTER, MOST_PICTURES = 2.5, 1.3, 600
# A club that shows in none of so many pictures of the swing is not there.
LEAST_LOOKED = 10
# What is less sure than this was not seen.
LEAST_CONFIDENCE = 0.5
# How well a clear line's angle is known, degrees, and the place of its head and of the ball, trunk lengths.
SIGMA_DEG, SIGMA_HEAD, SIGMA_BALL = 1.2, 0.06, 0.03


def look_for_club(
    pictures: Pictures, series: PoseSeries, track: Track, placement: Placement, course: Course
) -> ClubTrack:
    """series: what the track was prepared from. course: rough times of the swing, from the hands alone."""
    seen = _nothing(track, placement)
    crops = gather(pictures, series, track, placement, course)
    if crops is None:
        return seen
    grip = crops.cut.to_crop(track.grip[crops.rows])
    found = find_club_at_address(crops, grip, course)
    if found is None:
        return seen
    club, departure = found
    arms = crops.cut.to_crop(track.points[crops.rows][:, _ARMS])
    if club.confidence < LEAST_CONFIDENCE:
        turning = follow_shaft(crops, grip, arms, club, course.takeaway_s, course)
        return replace(seen, absent=club.confidence == 0 and _is_nowhere(turning))
    ball = find_ball(crops, club, course)
    if ball is not None and ball.confidence < LEAST_CONFIDENCE:
        ball = None
    seen = replace(
        seen,
        address=_shaft(crops.cut, club),
        departure=departure,
        ball=None if ball is None else _ball(crops.cut, ball),
        ball_left=None if ball is None else ball.left,
        bare=ball is None and is_bare(crops, club),
    )
    start_s = course.takeaway_s if departure is None else departure.time_s
    turning = follow_shaft(crops, grip, arms, club, start_s, course)
    return _with_turning(seen, crops.rows, turning, club, course)


def _with_turning(
    seen: ClubTrack, rows: NDArray[np.intp], turning: Turning, club: StillClub, course: Course
) -> ClubTrack:
    """The rows filled in: the followed shaft, and the still one for as long as it was compared."""
    sure = turning.confidence >= LEAST_CONFIDENCE
    at = rows[turning.numbers[sure]]
    deg, sigma, confidence = (
        column.copy() for column in (seen.shaft_deg, seen.shaft_sigma_deg, seen.shaft_confidence)
    )
    deg[at] = (turning.deg[sure] + 180) % 360 - 180
    sigma[at], confidence[at] = SIGMA_DEG, turning.confidence[sure]
    if seen.departure is not None:
        still = (seen.time_s <= seen.departure.time_s) & (
            seen.time_s >= seen.departure.time_s - STILL * course.downswing_s
        )
        deg[still], sigma[still], confidence[still] = club.deg, SIGMA_DEG, club.confidence
    return replace(seen, shaft_deg=deg, shaft_sigma_deg=sigma, shaft_confidence=confidence)


def _is_nowhere(turning: Turning) -> bool:
    return len(turning.confidence) >= LEAST_LOOKED and not turning.confidence.any()


def gather(
    pictures: Pictures, series: PoseSeries, track: Track, placement: Placement, course: Course
) -> Crops | None:
    """The swing's pictures around the golfer; None where there is no golfer or too few pictures."""
    cut = _cut(track, placement, course)
    start_s = course.takeaway_s - BEFORE * course.downswing_s
    end_s = course.impact_s + AFTER * course.downswing_s
    # A track's times may be evened out: what is wanted is told by rows, and the stretch is a little wider.
    wanted = track.between(start_s, end_s)
    if cut is None or not 3 <= len(wanted) <= MOST_PICTURES:
        return None
    kept = np.flatnonzero(~find_repeats(series))[wanted]
    rows = {int(series.frame_index[frame]): int(row) for frame, row in zip(kept, wanted)}
    frames = pictures.between(int(series.time_ns[kept[0]]), int(series.time_ns[kept[-1]]))
    images, found = cut_out(frames, rows, cut)
    if len(found) < 3:
        return None
    row = np.array(found)
    inside = cut.inside(series.size)
    time_s = track.time_s[row]
    still = int(np.argmin(np.abs(time_s - course.takeaway_s + 0.5 * course.downswing_s)))
    return Crops(images, row, time_s, find_shift(images, time_s, still, inside), cut, inside)


def _cut(track: Track, placement: Placement, course: Course) -> Cut | None:
    """Around the hips at address."""
    near = track.between(course.takeaway_s - course.downswing_s, course.takeaway_s + 0.3 * course.downswing_s)
    points = track.points[near]
    trunk = kinematics.compute_trunk_length(points)
    hips = kinematics.compute_middle(points, "hip")
    hips = hips[np.isfinite(hips).all(axis=1)]
    if len(hips) == 0 or not np.isfinite(trunk):
        return None
    return Cut.around(np.median(hips, axis=0), trunk, placement)


def _nothing(track: Track, placement: Placement) -> ClubTrack:
    unknown = np.full(len(track), np.nan)
    return ClubTrack(
        time_s=track.time_s,
        shaft_deg=unknown,
        shaft_sigma_deg=unknown,
        shaft_confidence=np.zeros(len(track)),
        address=None,
        departure=None,
        ball=None,
        ball_left=None,
        bare=False,
        placement=placement,
    )


def _shaft(cut: Cut, club: StillClub) -> Shaft:
    grip, head = cut.to_track(club.ends)
    return Shaft(club.deg, SIGMA_DEG, club.confidence, grip, head, SIGMA_HEAD * TRUNK_PX / cut.scale)


def _ball(cut: Cut, spot: Spot) -> Ball:
    place = cut.to_track(spot.place)
    return Ball(place, spot.radius / cut.scale, SIGMA_BALL * TRUNK_PX / cut.scale, spot.confidence)
