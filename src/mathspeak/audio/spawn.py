"""How mathspeak starts a module of its own in another Python process."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any


def python_command(module: str) -> list[str]:
    """The command that runs ``main()`` of a module with this interpreter and this process's search path.

    Without ``-P`` a module in the current folder could take the place of one of the standard library.
    """
    paths = [path for path in sys.path if os.path.isabs(path)]
    start = f"import sys; sys.path.extend(p for p in {paths!r} if p not in sys.path); from {module} import main; main()"
    return [sys.executable, "-P", "-X", "utf8", "-c", start]


def detached() -> dict[str, Any]:
    """Options for ``Popen``: Ctrl-C in the terminal goes to the parent alone, and Windows shows no window."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    return {"start_new_session": True}
