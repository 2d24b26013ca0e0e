"""Frames to poses: the shipped BlazePose models on onnxruntime."""

from swingvision.estimator.errors import ModelError, ProviderError
from swingvision.estimator.estimator import PoseEstimator
from swingvision.estimator.manifest import Manifest, read_manifest, read_model

__all__ = ["Manifest", "ModelError", "PoseEstimator", "ProviderError", "read_manifest", "read_model"]
