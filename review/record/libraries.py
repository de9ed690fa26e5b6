"""Holds the start-up check of the native libraries that printing needs; loads none of WeasyPrint."""

import ctypes
import ctypes.util

from review.domain.errors import RecordNotPrintable

_NEEDED = (("pango-1.0", "libpango-1.0-0"), ("pangoft2-1.0", "libpangoft2-1.0-0"))


def require_libraries() -> None:
    """Raises RecordNotPrintable where a library is lacking without which nothing can be printed."""
    if lacking := [package for library, package in _NEEDED if not _loadable(library)]:
        raise RecordNotPrintable(f"缺少打印所需的系统库，请由管理员执行：apt-get install {' '.join(lacking)}")


def _loadable(library: str) -> bool:
    for name in (f"lib{library}.so.0", ctypes.util.find_library(library)):
        try:
            if name:
                ctypes.CDLL(name)
                return True
        except OSError:
            continue
    return False
