"""Two swings held against each other: aligned in time by events, in space by stance and body scale."""

from swingvision.comparison.comparison import NotComparable, Shown, compare
from swingvision.comparison.report import Comparison, Difference, Distance, MetricDifference

__all__ = ["Comparison", "Difference", "Distance", "MetricDifference", "NotComparable", "Shown", "compare"]
