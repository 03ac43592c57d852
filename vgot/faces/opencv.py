"""OpenCV, loaded when something is looked at: its package is always here, the libraries of the system that it wants may not be."""

from __future__ import annotations

from types import ModuleType

from vgot.errors import ModelUnavailable

#: The Debian packages of the libraries that OpenCV is linked against.
LIBRARIES = "libgl1 libglib2.0-0"


def opencv() -> ModuleType:
    """The module. Raises ModelUnavailable that says what to install."""
    try:
        import cv2
    except ImportError as why:
        raise not_loaded("Looking at frames", why) from why
    return cv2


def not_loaded(what: str, why: ImportError, packages: str = "opencv-python", field: str = "faces") -> ModelUnavailable:
    """The error for a package that is missing, or is here and finds a library of the system missing."""
    if ".so" in str(why):
        return ModelUnavailable(
            f"{what} needs libraries of the system that are not here: {why}.",
            field=field,
            hint=f"sudo apt-get install {LIBRARIES}",
        )
    return ModelUnavailable(
        f"{what} needs the packages {packages}.", field=field, hint="pip install -r requirements.txt"
    )
