"""A layer under SQLite: its own file calls, seen and answered by Python.

The default VFS's table of file methods is copied, and xWrite, xSync, xTruncate and xDelete of the copy go through a
`watch(call, path, …)` first: it may record, die, or answer with an error code of SQLite. Everything else is untouched.
Works where Python's sqlite3 is linked against the system's library; `available()` says whether it is.
"""

from __future__ import annotations

import contextlib
import ctypes as c
import ctypes.util
from collections.abc import Callable, Iterator

SQLITE_OK, SQLITE_FULL = 0, 13

_P, _I, _L, _S = c.c_void_p, c.c_int, c.c_int64, c.c_char_p
_METHODS = (
    "xClose",
    "xRead",
    "xWrite",
    "xTruncate",
    "xSync",
    "xFileSize",
    "xLock",
    "xUnlock",
    "xCheckReservedLock",
    "xFileControl",
    "xSectorSize",
    "xDeviceCharacteristics",
    "xShmMap",
    "xShmLock",
    "xShmBarrier",
    "xShmUnmap",
    "xFetch",
    "xUnfetch",
)


class _IoMethods(c.Structure):
    _fields_ = [("iVersion", _I)] + [(name, _P) for name in _METHODS]


class _File(c.Structure):
    _fields_ = [("pMethods", c.POINTER(_IoMethods))]


class _Vfs(c.Structure):
    _fields_ = [
        ("iVersion", _I),
        ("szOsFile", _I),
        ("mxPathname", _I),
        ("pNext", _P),
        ("zName", _S),
        ("pAppData", _P),
    ] + [
        (name, _P)
        for name in (
            "xOpen",
            "xDelete",
            "xAccess",
            "xFullPathname",
            "xDlOpen",
            "xDlError",
            "xDlSym",
            "xDlClose",
            "xRandomness",
            "xSleep",
            "xCurrentTime",
            "xGetLastError",
            "xCurrentTimeInt64",
            "xSetSystemCall",
            "xGetSystemCall",
            "xNextSystemCall",
        )
    ]


_OPEN = c.CFUNCTYPE(_I, _P, _P, _P, _I, _P)
_DELETE = c.CFUNCTYPE(_I, _P, _S, _I)
_WRITE = c.CFUNCTYPE(_I, _P, _P, _I, _L)
_TRUNCATE = c.CFUNCTYPE(_I, _P, _L)
_SYNC = c.CFUNCTYPE(_I, _P, _I)


def _library():
    import _sqlite3

    if not getattr(_sqlite3, "__file__", None):
        return None
    with open("/proc/self/maps") as maps:
        found = next((line.split()[-1] for line in maps if "libsqlite3.so" in line), None)
    if found is None:
        return None
    library = c.CDLL(found)
    library.sqlite3_vfs_find.restype = c.POINTER(_Vfs)
    library.sqlite3_vfs_find.argtypes = [_S]
    library.sqlite3_vfs_register.argtypes = [_P, _I]
    library.sqlite3_vfs_unregister.argtypes = [_P]
    return library


def available() -> bool:
    try:
        import sqlite3  # noqa: F401 - loads the library

        return _library() is not None
    except OSError:
        return False


@contextlib.contextmanager
def watched(watch: Callable[..., int | None]) -> Iterator[None]:
    """Connections opened inside go through `watch(call, path, offset, payload)` before each change of a file: call is
    `write`, `truncate`, `sync`, `delete` or `create`; it returns None to go on, or an error code of SQLite."""
    import sqlite3  # noqa: F401

    library = _library()
    real = library.sqlite3_vfs_find(None)
    mine = _Vfs()
    c.memmove(c.byref(mine), real, c.sizeof(_Vfs))
    mine.zName = b"watched"
    mine.iVersion = min(real.contents.iVersion, 3)
    names: dict[int, str] = {}
    tables: dict[int, _IoMethods] = {}
    kept: list = []

    def keep(kind, function):
        made = kind(function)
        kept.append(made)
        return c.cast(made, _P).value

    def table_for(methods: c.POINTER(_IoMethods)) -> _IoMethods:
        address = c.addressof(methods.contents)
        if address not in tables:
            theirs = methods.contents
            ours = _IoMethods()
            c.memmove(c.byref(ours), c.byref(theirs), c.sizeof(_IoMethods))
            write, truncate, sync = _WRITE(theirs.xWrite), _TRUNCATE(theirs.xTruncate), _SYNC(theirs.xSync)

            def x_write(file, data, size, offset):
                path = names.get(file)
                code = watch("write", path, offset, c.string_at(data, size)) if path else None
                return write(file, data, size, offset) if code is None else code

            def x_truncate(file, size):
                path = names.get(file)
                code = watch("truncate", path, size, b"") if path else None
                return truncate(file, size) if code is None else code

            def x_sync(file, flags):
                path = names.get(file)
                code = watch("sync", path, 0, b"") if path else None
                return sync(file, flags) if code is None else code

            ours.xWrite, ours.xTruncate, ours.xSync = (
                keep(_WRITE, x_write),
                keep(_TRUNCATE, x_truncate),
                keep(_SYNC, x_sync),
            )
            ours.iVersion = min(theirs.iVersion, 2)  # no memory mapping: every write is seen
            tables[address] = ours
        return tables[address]

    real_open, real_delete = _OPEN(real.contents.xOpen), _DELETE(real.contents.xDelete)

    def x_open(vfs, name, file, flags, out_flags):
        path = c.cast(name, _S).value.decode() if name else ""
        import os

        new = bool(path) and not os.path.exists(path)
        if new and (code := watch("create", path, 0, b"")) is not None:
            return code
        result = real_open(c.cast(real, _P), name, file, flags, out_flags)
        if result == SQLITE_OK:
            head = c.cast(file, c.POINTER(_File))
            if head.contents.pMethods:
                head.contents.pMethods = c.pointer(table_for(head.contents.pMethods))
                names[file] = path
        return result

    def x_delete(vfs, name, sync_folder):
        path = name.decode()
        code = watch("delete", path, sync_folder, b"")
        return real_delete(c.cast(real, _P), name, sync_folder) if code is None else code

    mine.xOpen, mine.xDelete = keep(_OPEN, x_open), keep(_DELETE, x_delete)
    library.sqlite3_vfs_register(c.byref(mine), 1)
    try:
        yield
    finally:
        library.sqlite3_vfs_register(c.cast(real, _P), 1)
        library.sqlite3_vfs_unregister(c.byref(mine))
        _forever.append((mine, kept, tables))  # connections opened inside may live longer


_forever: list = []
