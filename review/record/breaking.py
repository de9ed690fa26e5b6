"""Says in a page where a line may end, at the few places that the versions of Unicode's rules judge otherwise.

Since Unicode 15.1 and 16 (UAX #14, LB15, LB19a, LB25) a line may end before a Chinese opening quotation mark and after a closing
one, and no longer between "." and "1"; since Pango 1.52 an ideographic space at the end of a line needs room on it. The Pango of
Debian 12 goes by what was before, that of Ubuntu 24.04 by some of it, that of Debian 13 by none. A mark without width settles
it by the newer, so that a record has the same lines, and so the same bytes, on each. WeasyPrint writes no glyph for it: the text
that is copied out of the PDF has none.
"""

import re

_MAY_END, _MAY_NOT_END = "\u200b", "\u2060"

_BODY = re.compile("(<body[^>]*>)")
_TAG = re.compile("<[^>]*>")
_HERE_A_TAG = "\0"
"""Stands for a tag while marks are set; it is in no text, for control characters are printed as boxes."""
_TAGS = f"{_HERE_A_TAG}*"

_WIDE = (
    "\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uffdc\uffe0-\uffe6"
    "\U00016fe0-\U00018cff\U0001b000-\U0001b2ff\U00020000-\U0003fffd"
)
"""Chinese, Japanese and Korean: East_Asian_Width F, W or H (UAX #11)."""
_OPENING = "〈《「『【〔〖〘〚〝︵︷︹︻︽︿﹁﹃﹇﹙﹛﹝（［｛｟｢"
"""No line ends after these."""
_CLOSING = (
    "\u3000〼、。々\u302a-\u302f〵〉》」』】〕〗〙〛〜〞〟〻゛-ゞ゠・ヽヾ︐-︙︶︸︺︼︾﹀﹂﹄﹈﹐-﹗﹚﹜﹞！），．：；？］｝～｠｡｣-･ﾞﾟ￠％"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶーㇰ-ㇿｧ-ｰ"
)
"""No line ends before these."""

_MARKS = (
    (re.compile(f"(?<=[{_WIDE}])(?<![{_OPENING}])({_TAGS})(?=[“‘‛‟«‹]{_TAGS}[{_WIDE}])"), rf"\1{_MAY_END}"),
    (re.compile(f"(?<=[{_WIDE}])({_TAGS}[”’»›]{_TAGS})(?=[{_WIDE}])(?![{_CLOSING}])"), rf"\1{_MAY_END}"),
    (re.compile(rf"((?:[“”‘’‛‟«»‹›]|&#34;|&#39;){_TAGS})(?= +{_TAGS}[(\[{{⁅¡¿‚„{_OPENING}])"), rf"\1{_MAY_END}"),
    (re.compile(f"(?<=\u3000)(?!{_TAGS}[{_CLOSING}])"), _MAY_END),
    (re.compile(rf"(?<=[,.:;⁄])(?<![0-9][,.:;])(?={_TAGS}[0-9])"), _MAY_NOT_END),
)


def unmarked(text: str) -> str:
    """The text without marks, for a place that has no lines."""
    return text.replace(_MAY_END, "").replace(_MAY_NOT_END, "")


def broken_alike(page: str) -> str:
    """The page with the marks in the text of its body."""
    head, body, text = _BODY.split(page, maxsplit=1)
    tags = [*_TAG.findall(text), ""]
    text = _TAG.sub(_HERE_A_TAG, text)
    for where, mark in _MARKS:
        text = where.sub(mark, text)
    return head + body + "".join(part + tag for part, tag in zip(text.split(_HERE_A_TAG), tags, strict=True))
