"""What learners touch: one Python module, one script and one stylesheet for each widget."""
