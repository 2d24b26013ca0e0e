"""The cloud service with its pages on a stage, for tests in a real browser."""
