# ruff: noqa: INP001 - a settings file
"""nbgrader's settings for everybody's JupyterLab on a JupyterHub with an exchange.

Copy it to ``/etc/jupyter/nbgrader_config.py``. Students then find *Nbgrader ▸ Assignment List*:
they fetch, answer, and submit there. Instructors work in the course's folder ``assignments/``,
whose own settings come on top of these.
"""

import os

from tableside.grading.course_folder import COURSE_ID
from tableside.grading.validate import use_for_nbgrader_validate

c = get_config()  # noqa: F821 - nbgrader gives it

c.CourseDirectory.course_id = COURSE_ID
c.Exchange.root = os.environ.get("NBGRADER_EXCHANGE", "/srv/nbgrader/exchange")

# Where every student has the same account of the system, as in containers, the Hub knows the name.
c.CourseDirectory.student_id = os.environ.get("JUPYTERHUB_USER", "*")

use_for_nbgrader_validate()
