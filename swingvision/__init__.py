"""What a swing is: frames with timestamps in, a SwingReport out."""

__version__ = "0.1.0"
