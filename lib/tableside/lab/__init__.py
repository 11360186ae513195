"""JupyterLab as the course opens it: for this computer only, on the course's home."""
