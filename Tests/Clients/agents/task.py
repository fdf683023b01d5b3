"""The tools of the task; the script of the pretend org says in which order they are called."""

import pathlib
import shutil

PROMPT = "Do it."


def write_file(name: str, text: str) -> str:
    """Write a line into a file.

    Args:
        name: The file.
        text: What to write.
    """
    pathlib.Path(name).write_text(text + "\n")
    return "written"


def copy(source: str, target: str) -> str:
    """Copy a file.

    Args:
        source: The file to copy.
        target: The copy.
    """
    shutil.copyfile(source, target)
    return "copied"


def append_line(name: str, text: str) -> str:
    """Add a line to a file.

    Args:
        name: The file.
        text: The line.
    """
    with open(name, "a") as file:
        file.write(text + "\n")
    return "appended"


TOOLS = [write_file, copy, append_line]
