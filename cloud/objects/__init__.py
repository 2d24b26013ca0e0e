"""Objects: clips, poses and stills, in a folder or in S3-compatible storage."""

from cloud.objects.folder import FolderObjects
from cloud.objects.protocol import ObjectMissing, Objects, ObjectsUnavailable, WrongBytes
from cloud.objects.s3 import S3Objects

__all__ = ["FolderObjects", "ObjectMissing", "Objects", "ObjectsUnavailable", "S3Objects", "WrongBytes"]
