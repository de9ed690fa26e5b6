"""Holds the counterfactual: the smallest set of changes to a dossier that would open its next gate, with proof by applying.

`change` sets one place; `acts` (papers), `steps` (what is done beforehand) and `sitting` (what members do) are the changes
that go together in life; `values` says what may stand at a place, `offers` are the changes that a shut finding suggests,
`search` finds the smallest
set of them.
"""

from review.domain.opening.acts import in_words
from review.domain.opening.change import Change
from review.domain.opening.search import MOST_CHANGES, Way, next_gate, way_to_open

__all__ = ["MOST_CHANGES", "Change", "Way", "in_words", "next_gate", "way_to_open"]
