# ruff: noqa: INP001, ERA001 - a settings file, with a choice to uncomment
"""A JupyterHub that offers the live class to everybody who can log in.

    pip install tableside 'jupyterhub>=6'
    jupyterhub -f examples/jupyterhub_config.py

Students open ``/services/class/`` on the Hub; instructors open ``/services/class/teach``. Change
the names below, and choose your own authenticator and spawner: nothing else depends on them.
"""

import sys

c = get_config()  # noqa: F821 - JupyterHub gives it

c.JupyterHub.services = [
    {
        "name": "class",
        "url": "http://127.0.0.1:8765",
        "command": [
            *[sys.executable, "-m", "tableside", "teach", "--hub", "--no-browser"],
            *["--title", "Monday"],
            # For several hundred students: a database that several workers can share.
            # "--workers", "2", "--database", "postgresql+psycopg://class@localhost/classes",
        ],
        # Nobody who is logged in is asked once more whether the class may know who they are.
        "oauth_no_confirm": True,
        "oauth_client_allowed_scopes": ["custom:tableside:teach"],
    }
]

c.JupyterHub.custom_scopes = {
    "custom:tableside:teach": {"description": "Teach the live class of the massage course"}
}

c.JupyterHub.load_groups = {"instructors": {"users": ["maria"]}}

c.JupyterHub.load_roles = [
    # Everybody with an account may come in as a student …
    {"name": "user", "scopes": ["self", "access:services!service=class"]},
    # … and the group of instructors may teach.
    {"name": "class-instructor", "groups": ["instructors"], "scopes": ["custom:tableside:teach"]},
]
