"""Club and ball in the pictures of a swing: seen, or said not to be."""

from swingvision.club.look import look_for_club
from swingvision.club.seen import Ball, ClubTrack, Shaft

__all__ = ["Ball", "ClubTrack", "Shaft", "look_for_club"]
