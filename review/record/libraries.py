"""Holds the start-up check of the native libraries that printing needs; loads none of WeasyPrint."""

import ctypes
import ctypes.util

from review.domain.errors import RecordNotPrintable

_NEEDED = (("pango-1.0", "libpango-1.0-0"), ("pangoft2-1.0", "libpangoft2-1.0-0"))
_FOR_SPEED = (("harfbuzz-subset", "libharfbuzz-subset0"),)


def require_libraries() -> tuple[str, ...]:
    """Warnings about libraries whose lack makes printing slow; raises RecordNotPrintable where it is impossible."""
    lacking = [package for library, package in _NEEDED if not _loadable(library)]
    if lacking:
        raise RecordNotPrintable(f"缺少打印所需的系统库，请由管理员执行：apt-get install {' '.join(lacking)}")
    return tuple(
        f"缺少系统库 {package}，打印审查记录的时间约为正常的9倍，请执行：apt-get install {package}"
        for library, package in _FOR_SPEED
        if not _loadable(library)
    )


def _loadable(library: str) -> bool:
    for name in (f"lib{library}.so.0", ctypes.util.find_library(library)):
        try:
            if name:
                ctypes.CDLL(name)
                return True
        except OSError:
            continue
    return False
