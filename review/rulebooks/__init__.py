"""Holds which rulebook is active: folders of rules read and proven, the copies that were activated, the pointer to one of
them, and the watch by which a running service takes it up. What is in a rulebook is the domain's.
"""

from review.rulebooks.folder import Folder, Loaded, Proven, load, prove, read_file, read_folder, shipped
from review.rulebooks.shelf import SHIPPED, Entry, Shelf
from review.rulebooks.watch import Watch

__all__ = [
    "SHIPPED", "Entry", "Folder", "Loaded", "Proven", "Shelf", "Watch", "load", "prove", "read_file", "read_folder", "shipped",
]  # fmt: skip
