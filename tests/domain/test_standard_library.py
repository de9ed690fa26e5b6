"""The domain rests on the standard library alone: the single file that proves records elsewhere is made of it."""

import ast
import sys
from pathlib import Path

import review.domain

HERE = Path(review.domain.__file__).parent


def _imported(source: str) -> set[str]:
    nodes = list(ast.walk(ast.parse(source)))
    plain = {name.name for node in nodes if isinstance(node, ast.Import) for name in node.names}
    taken = {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom) and not node.level}
    return plain | taken


def test_the_domain_imports_itself_and_the_standard_library_only() -> None:
    found = {
        f"{path.relative_to(HERE)}: {name}" for path in HERE.rglob("*.py") for name in _imported(path.read_text(encoding="utf-8"))
        if name.partition(".")[0] not in sys.stdlib_module_names and not name.startswith("review.domain")
    }  # fmt: skip
    assert not found
