"""Holds the QR code of a record as the path of an inline SVG, so that nothing has to be fetched or marked as safe."""

import segno

QUIET = 2
"""The quiet zone, in modules; the page around the code is white as well."""


def qr_path(content: str) -> tuple[int, str]:
    """The side in modules, and the dark modules as one path: a run of them is one rectangle."""
    rows = [bytes(row) for row in segno.make(content, error="m", micro=False).matrix_iter(scale=1, border=QUIET)]
    steps: list[str] = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            run = 0
            while x + run < len(row) and row[x + run]:
                run += 1
            if run:
                steps.append(f"M{x} {y}h{run}v1h-{run}z")
            x += run or 1
    return len(rows), "".join(steps)
