"""Networks to measure with, and the commands that measure: ``demo``, ``agree``."""
