"""Holds the counterfactual: the smallest set of changes to a dossier that would open its next gate, with proof by applying.

`change` sets one place; `acts` (papers), `steps` (what is done beforehand), `agenda`, `sitting`, `chairing` and `rosters`
(what members do) are the changes that go together in life; `to_come` is what stands for something to write; `values` says what
may stand at a place, `offers` are the changes that a shut finding suggests, `search` finds the smallest set of them.
"""

from review.domain.opening.change import Change
from review.domain.opening.search import MOST_CHANGES, Way, next_gate, way_to_open
from review.domain.opening.to_come import in_words

__all__ = ["MOST_CHANGES", "Change", "Way", "in_words", "next_gate", "way_to_open"]
