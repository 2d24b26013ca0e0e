"""Frame in, pose out: detector -> crop -> landmarks -> where to look in the next frame."""

import logging
from dataclasses import replace
from pathlib import Path
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from swingvision.estimator.crops import SteadyCrop
from swingvision.estimator.landmarks import LandmarkModel, Landmarks
from swingvision.estimator.manifest import WEIGHTS, Model, read_model
from swingvision.estimator.one_euro import OneEuro
from swingvision.estimator.precision import Precision, choose_file
from swingvision.estimator.person import Person, PersonDetector
from swingvision.estimator.region import reflected, region_of
from swingvision.estimator.session import Provider, Session
from swingvision.frame import Frame
from swingvision.pose import KEYPOINTS, OTHER_SIDE, Pose, Region
from swingvision.report import ModelFacts

ModelName = Literal["full", "lite"]
DETECTOR = "blazepose-detector"
PRESENCE_LIMIT = 0.5
# The landmark model's two auxiliary points: the middle of the hips, and one on the circle round the body.
ALIGNMENT = slice(33, 35)
log = logging.getLogger(__name__)


class PoseEstimator:
    """BlazePose on onnxruntime.

    provider_asked and provider: the execution provider of the setting and the one in force; precision_asked
    and precision: likewise of the landmark model's arithmetic.
    facts, detector_facts: what reports say about the two models.
    search_interval_s: while nobody is in the picture, the least time between two looks at a whole frame.
    """

    def __init__(
        self,
        model: ModelName = "full",
        provider: Provider = "auto",
        threads: int = 1,
        precision: Precision = "fp32",
        search_interval_s: float = 0.1,
        weights: Path = WEIGHTS,
    ) -> None:
        """Raises ModelError for damaged model files, ProviderError for what is not to be had here."""
        detector_entry, detector_bytes = read_model(DETECTOR, weights)
        detector = Session(detector_entry.name, detector_bytes, provider, threads)
        name, self.precision = choose_file(f"blazepose-{model}", precision, detector.provider, weights)
        log.info("model blazepose-%s: precision %s asked, %s in force", model, precision, self.precision)
        entry, content = read_model(name, weights)
        landmarks = Session(entry.name, content, provider, threads)
        self.provider_asked, self.precision_asked = provider, precision
        self.provider = landmarks.provider
        self.facts = _facts(entry, landmarks)
        self.detector_facts = _facts(detector_entry, detector)
        self._detect = PersonDetector(detector)
        self._landmarks = LandmarkModel(landmarks)
        self._search_interval_ns = int(search_interval_s * 1e9)
        self._steady = OneEuro(min_cutoff_hz=0.01, beta=10.0)
        self._crops = SteadyCrop()
        self.reset()

    def reset(self, mirrored: bool = False) -> None:
        """Forgets the person: the next frame is searched.

        mirrored: frames are looked at in a mirror from now on, so that a left-handed golfer is the same to
        the model as a right-handed one. Poses, regions and crops remain those of the frame itself.
        """
        self._mirrored = mirrored
        self._region: Region | None = None
        self._searched_ns: int | None = None
        self._steady.reset()
        self._crops.reset()

    def track(self, frame: Frame) -> Pose:
        """The pose of the next frame of a stream; `found` is False where nobody is seen.

        The person is looked for where the frame before had them, and in the whole frame when they are lost.
        """
        return _put_back(self._track(_in_mirror(frame)), frame) if self._mirrored else self._track(frame)

    def _track(self, frame: Frame) -> Pose:
        region = self._region or self._search(frame)
        crop = None if region is None else self._crops.push(frame.time_ns, region, _size(frame))
        seen = None if crop is None else self._look(frame, crop)
        if seen is None:
            if self._region is not None:
                log.debug("frame %d: the person is lost", frame.index)
            self._region = None
            self._steady.reset()
            self._crops.reset()
            return nobody(frame)
        self._region = self._next_region(frame.time_ns, *seen.points[ALIGNMENT])
        return _pose(frame, seen, self._region, crop)

    def look(self, frame: Frame, crop: Region) -> Pose:
        """The pose in this square of any frame, by the picture alone. Leaves `track` untouched."""
        if crop.mirrored:
            return _put_back(self.look(_in_mirror(frame), reflected(crop, _size(frame)[0])), frame)
        seen = self._look(frame, crop)
        return nobody(frame) if seen is None else _pose(frame, seen, region_of(*seen.points[ALIGNMENT]), crop)

    def _next_region(
        self, time_ns: int, hips: NDArray[np.float64], rim: NDArray[np.float64]
    ) -> Region | None:
        diameter = 2 * float(np.linalg.norm(rim - hips))
        return region_of(*self._steady(time_ns, np.stack([hips, rim]), max(diameter, 1.0)))

    def _search(self, frame: Frame) -> Region | None:
        last = self._searched_ns
        if last is not None and 0 <= frame.time_ns - last < self._search_interval_ns:
            return None
        self._searched_ns = frame.time_ns
        return choose(self._detect(frame.image), _size(frame))

    def _look(self, frame: Frame, crop: Region) -> Landmarks | None:
        seen = self._landmarks(frame.image, crop)
        return seen if seen.presence >= PRESENCE_LIMIT else None


def choose(people: list[Person], size: tuple[int, int]) -> Region | None:
    """The golfer among the people in a frame of (width, height): big and near the middle."""

    def prominence(person: Person) -> float:
        region = person.region
        away = abs(region.x / size[0] - 0.5) + abs(region.y / size[1] - 0.5)
        return region.side * (1 - min(away, 1))

    return max(people, key=prominence).region if people else None


def nobody(frame: Frame) -> Pose:
    count = len(KEYPOINTS)
    return Pose(
        frame.index, frame.time_ns, np.full((count, 2), np.nan, np.float32), np.zeros(count, np.float32)
    )


def _in_mirror(frame: Frame) -> Frame:
    return replace(frame, image=np.asarray(cv2.flip(frame.image, 1), np.uint8))


def _put_back(pose: Pose, frame: Frame) -> Pose:
    """What was seen in the mirrored frame, in the frame itself: left is right there."""
    width = _size(frame)[0]
    points = pose.points[OTHER_SIDE]
    points[:, 0] = width - points[:, 0]
    return replace(
        pose,
        points=points,
        confidence=pose.confidence[OTHER_SIDE],
        region=pose.region and reflected(pose.region, width),
        crop=pose.crop and reflected(pose.crop, width),
    )


def _pose(frame: Frame, seen: Landmarks, region: Region | None, crop: Region | None) -> Pose:
    count = len(KEYPOINTS)
    return Pose(
        frame.index,
        frame.time_ns,
        seen.points[:count].astype(np.float32),
        seen.confidence[:count].astype(np.float32),
        region,
        crop,
    )


def _size(frame: Frame) -> tuple[int, int]:
    height, width = frame.image.shape[:2]
    return width, height


def _facts(entry: Model, session: Session) -> ModelFacts:
    return ModelFacts(name=entry.name, version=entry.version, sha256=entry.sha256, provider=session.provider)
