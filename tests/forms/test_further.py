"""What only some matters have stands on the form under the name of its part."""

from collections.abc import Iterator

from forms.further import Input, grouped, inputs
from forms.labels import label
from review.domain.dossier import Dossier


def leaves(found: list[Input]) -> Iterator[str]:
    for one in found:
        yield from leaves(list(one.inputs)) if one.widget == "part" else (one.pointer,)


def test_every_input_stands_once_under_the_heading_of_its_part():
    found = list(inputs(Dossier, "", lambda _: range(1)))
    groups = grouped(found)
    assert {one.widget for one in groups} == {"part"}
    assert len({one.pointer for one in groups}) == len(groups)
    assert sorted(leaves(groups)) == sorted(leaves(found))
    for group in groups:
        assert all(one.pointer.startswith(f"{group.pointer}/") for one in group.inputs), group.pointer
    assert label("/matter/scope") in {label(one.pointer) for one in groups}
