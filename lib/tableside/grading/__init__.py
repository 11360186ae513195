"""The bridge to nbgrader: marking, handing in, collecting."""
