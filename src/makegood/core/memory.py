"""Give back to the machine what a program needed for a moment only."""

from __future__ import annotations

import ctypes
import gc


def give_back() -> None:
    """Let the machine have again what is free inside this program, where the C library can.

    After a large piece of work, such as learning: glibc keeps what was freed for the next one,
    a tenth of all that this program then holds. Other C libraries have no such call.
    """
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim:
        trim(0)
