"""Learn to massage the lower back, safely: the models, drills and marks behind the course."""

__version__ = "0.1.0"
