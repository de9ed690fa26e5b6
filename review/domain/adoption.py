"""Holds how the opinions that were received were answered (意见采纳情况): how many of them, and whether all; holds no rule."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from review.domain.dossier import Preparation, ReceivedOpinion
from review.domain.errors import Fault
from review.domain.kleene import Truth, all_true, given, known
from review.domain.vocabulary import OpinionSource, Response

AT = "/preparation/opinions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many opinions were received, and what became of them."""

    received: int
    adopted: int
    partly: int
    not_adopted: int

    @property
    def unanswered(self) -> int:
        return self.received - self.adopted - self.partly - self.not_adopted

    @property
    def said(self) -> str:
        """收到12条：采纳8条，部分采纳2条，未采纳1条，尚未答复1条."""
        counts = ((Response.ADOPTED.label, self.adopted), (Response.PARTLY.label, self.partly),
                  (Response.NOT_ADOPTED.label, self.not_adopted), ("尚未答复", self.unanswered))  # fmt: skip
        told = "，".join(f"{word}{number}条" for word, number in counts if number)
        return f"收到{self.received}条" + (f"：{told}" if told else "")


def tally(opinions: Sequence[ReceivedOpinion], source: OpinionSource | None = None) -> Tally:
    """The count of all opinions, or of those of one source."""
    given_by = [one.response for one in opinions if source is None or one.source is source]
    return Tally(
        received=len(given_by), adopted=given_by.count(Response.ADOPTED), partly=given_by.count(Response.PARTLY),
        not_adopted=given_by.count(Response.NOT_ADOPTED),
    )  # fmt: skip


def by_source(opinions: Sequence[ReceivedOpinion]) -> tuple[tuple[OpinionSource | None, Tally], ...]:
    """The count of each source from which any came; last those of which it is not known."""
    counts = ((source, tally([one for one in opinions if one.source is source])) for source in (*OpinionSource, None))
    return tuple(pair for pair in counts if pair[1].received)


def answered(preparation: Preparation | None, sources: Collection[OpinionSource]) -> Truth:
    """《重大行政决策程序暂行条例》第十八条、第二十九条: whether each opinion that is listed of these sources is answered. Of
    those that are not listed nothing is said, so that a list never takes the place of the statement that there is one."""
    listed = (preparation.opinions if preparation else None) or ()
    return all_true(known(one.response) for one in listed if one.source is None or one.source in sources)


def adoption_faults(preparation: Preparation | None) -> Iterator[Fault]:
    """What is not taken up, or only in part, says why: an answer without its reason is none."""
    for place, one in enumerate((preparation.opinions if preparation else None) or ()):
        if one.response in (Response.PARTLY, Response.NOT_ADOPTED) and given(one.reason) is not True:
            yield Fault(f"{AT}/{place}/reason", "未采纳、部分采纳的，应当写明理由")
        if one.response is not None and given(one.text) is not True:
            yield Fault(f"{AT}/{place}/text", "请写明意见的内容")
