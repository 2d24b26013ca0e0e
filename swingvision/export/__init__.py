"""Swings and keypoints in open formats: CSV, JSON, TRC and C3D."""

from swingvision.export.c3d import write_c3d
from swingvision.export.markers import Scale
from swingvision.export.tables import Clip, Row, swing_row, write_frames, write_swings
from swingvision.export.trc import write_trc

__all__ = ["Clip", "Row", "Scale", "swing_row", "write_c3d", "write_frames", "write_swings", "write_trc"]
