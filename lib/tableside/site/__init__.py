"""The course as a site of files: it runs in the browser of whoever opens it, with no install."""
