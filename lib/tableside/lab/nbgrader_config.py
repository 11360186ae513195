"""nbgrader's settings in the course's terminals, in whichever folder it is started."""

from tableside.grading.validate import use_for_nbgrader_validate

use_for_nbgrader_validate()
