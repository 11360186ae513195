"""The bridge to nbgrader: marking, handing in, collecting, exports and reports.

No code of a student is ever run, so a hand-in can only be data. What no program can prevent: a
student owns the machine that records. A hand-in shows that somebody gave these answers and made
these recordings, not who, with whose help, or in whose name a hand-in file was made. Digests show
that a recording was changed after it was saved, not that it was never made up. What counts for a
certificate is therefore done before an instructor's eyes, in the live class and the practical.
"""
