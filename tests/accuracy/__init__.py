"""How right the analysis is: python -m tests.accuracy measures it and writes docs/accuracy.md."""
