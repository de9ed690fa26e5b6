"""Builds a marshmallow schema for each dossier dataclass from its types and limits; holds no check across fields.

A type that is not exactly right is refused: no string for a number, no number for a boolean, no unknown key.
"""

import re
from collections.abc import Mapping
from dataclasses import MISSING, is_dataclass
from dataclasses import fields as dataclass_fields
from datetime import date, datetime
from decimal import Decimal
from functools import cache, cached_property
from itertools import count
from typing import Annotated, Any, TypeVar, cast, get_args, get_origin

from marshmallow import RAISE, Schema, ValidationError, fields, missing

from review.domain.errors import Fault
from review.domain.plain import bare, hints, key_of, not_none
from review.domain.scalars import Between, Longest, Shape
from review.domain.vocabulary import Term
from review.domain.writing import unwritable

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
FIRST_YEAR, LAST_YEAR = 1900, 2199
MOST_ITEMS = 500
"""The largest number of items in one list of a dossier."""


class Text(fields.Field[str]):
    """A text within its limits, without control characters."""

    def __init__(self, limits: tuple[Any, ...], **rest: Any) -> None:
        super().__init__(**rest)
        self.limits = limits

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        if not isinstance(value, str):
            raise ValidationError("应当是文字")
        if why := unwritable(value):
            raise ValidationError(why)
        for limit in self.limits:
            if isinstance(limit, Longest) and len(value) > limit.characters:
                raise ValidationError(f"最多{limit.characters}个字，现有{len(value)}个")
            if isinstance(limit, Shape) and not re.fullmatch(limit.pattern, value):
                raise ValidationError(f"应当是{limit.called}")
        return value


class Amount(Text):
    """An amount of money in yuan, as a decimal string."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        return Decimal(super()._deserialize(value, attr, data, **kwargs))


class Whole(fields.Field[int]):
    """A whole number within its limits."""

    def __init__(self, limits: tuple[Any, ...], **rest: Any) -> None:
        super().__init__(**rest)
        self.limits = limits

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        if type(value) is not int:
            raise ValidationError("应当是整数")
        for limit in self.limits:
            if isinstance(limit, Between) and not limit.least <= value <= limit.most:
                raise ValidationError(f"应当在{limit.least}和{limit.most}之间")
        return value


class YesNo(fields.Field[bool]):
    """True or false, nothing that only looks like it."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bool:
        if not isinstance(value, bool):
            raise ValidationError("应当是true或者false")
        return value


D = TypeVar("D", bound=date)


def _in_our_time(day: D) -> D:
    """The day, unless it is a slip of the pen: a deadline counted from the year 9999 would fall after the last day."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValidationError(f"年份应当在{FIRST_YEAR}和{LAST_YEAR}之间")
    return day


class Day(fields.Field[date]):
    """A day that exists, as YYYY-MM-DD."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> date:
        if not isinstance(value, str) or not _DAY.fullmatch(value):
            raise ValidationError("应当是YYYY-MM-DD形式的日期")
        try:
            return _in_our_time(date.fromisoformat(value))
        except ValueError:
            raise ValidationError("没有这一天") from None


class Instant(fields.Field[datetime]):
    """An instant with its offset from UTC."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> datetime:
        if isinstance(value, str) and "T" in value:
            try:
                instant = datetime.fromisoformat(value)
            except ValueError:
                raise ValidationError("没有这个时刻") from None
            if instant.utcoffset() is not None:
                return _in_our_time(instant)
        raise ValidationError("应当是带时区的时刻，例如2024-03-04T09:00:00+08:00")


class CodeOf(fields.Field[Term]):
    """A term of a closed vocabulary, by its code."""

    def __init__(self, terms: type[Term], **rest: Any) -> None:
        super().__init__(**rest)
        self.terms = terms

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Term:
        if isinstance(value, str) and value in self.terms.__members__.values():
            return self.terms(value)
        raise ValidationError(f"应当是下列之一：{'、'.join(self.terms)}")


class Listed(fields.List[Any]):
    """A list of a bounded length; loaded as a tuple."""

    default_error_messages = {"invalid": "应当是列表"}  # noqa: RUF012 - marshmallow's own name

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if not isinstance(value, list):
            raise ValidationError("应当是列表")
        if len(value) > MOST_ITEMS:
            raise ValidationError(f"最多{MOST_ITEMS}项，现有{len(value)}项")
        try:
            return tuple(super()._deserialize(value, attr, data, **kwargs))
        except ValidationError as error:  # only parts keep their places when one of them cannot be read
            read: Any = tuple(error.valid_data or ())
            raise ValidationError(error.messages, valid_data=read if len(read) == len(value) else None) from None


class Part(fields.Nested):
    """A part of the dossier: an object."""

    default_error_messages = {"type": "应当是对象"}  # noqa: RUF012 - marshmallow's own name

    def _deserialize(self, value: Any, attr: str | None, data: Any, partial: Any = None, **kwargs: Any) -> Any:
        return self.schema.load(value)


_UNKNOWN = "没有这个字段"
_MADE_UP = count()


class _Built(Schema):
    """What every built schema shares: unknown keys are refused, and the dataclass is made."""

    builds: Any

    class Meta:
        unknown = RAISE

    error_messages = {"unknown": _UNKNOWN, "type": "应当是对象"}  # noqa: RUF012 - marshmallow's own name

    def load(self, data: Any, **_: Any) -> Any:
        """The dataclass; every key that is there is read once.

        marshmallow's own `load` asks for each of the absent fields too, which are most of them, and for hooks that no
        schema here has: it takes three times as long, and proving a rulebook reads thousands of dossiers.
        """
        if not isinstance(data, Mapping):
            raise ValidationError({"_schema": [self.error_messages["type"]]}, valid_data=self.as_far_as_read({}))
        found: dict[str, Any] = {}
        wrong: dict[str, Any] = {key: [_UNKNOWN] for key in data if key not in self.by_key}
        for key, field in self.by_key.items():
            value = data.get(key)
            try:
                if value is not None:
                    found[str(field.name)] = field._deserialize(value, key, data)
                elif field.required:
                    field.deserialize(data.get(key, missing), key, data)
            except ValidationError as error:
                wrong[key] = error.messages
                if error.valid_data is not None:
                    found[str(field.name)] = error.valid_data
        if wrong:
            raise ValidationError(wrong, valid_data=self.as_far_as_read(found))
        return self.builds(**found)

    def as_far_as_read(self, found: Mapping[str, Any]) -> Any:
        """The dataclass with what could be read, for the checks across fields; what it cannot be made without has a value
        that is nobody's id and no day of ours."""
        made_up = {name: date.max if isinstance(field, Day) else f"?{next(_MADE_UP)}"
                   for name, field in self.load_fields.items() if field.required and name not in found}  # fmt: skip
        return self.builds(**found, **made_up)

    @cached_property
    def by_key(self) -> Mapping[str, fields.Field[Any]]:
        return {field.data_key or name: field for name, field in self.load_fields.items()}


_WORDS = {"required": "缺少这个字段", "null": "不能为空", "validator_failed": "不正确"}


@cache
def schema_of(cls: Any) -> type[Schema]:
    """The schema class that reads this dataclass."""
    known = hints(cls)
    made = {
        field.name: _field(
            known[field.name], data_key=key_of(field.name), error_messages=_WORDS, allow_none=True,
            required=field.default is MISSING and field.default_factory is MISSING,
        )
        for field in dataclass_fields(cls)
    }  # fmt: skip
    for field in dataclass_fields(cls):
        if made[field.name].required:
            made[field.name].allow_none = False
    return type(f"{cls.__name__}Schema", (_Built,), {**made, "builds": cls})


def _field(kind: Any, **rest: Any) -> fields.Field[Any]:
    plain, limits = bare(kind), _limits(kind)
    origin = get_origin(plain)
    if origin is tuple:
        return Listed(_field(get_args(plain)[0], error_messages=_WORDS), **rest)
    if origin is Mapping:
        keys, values = get_args(plain)
        return fields.Dict(
            _field(keys, error_messages=_WORDS), _field(values, error_messages=_WORDS),
            **{**rest, "error_messages": _WORDS | {"invalid": "应当是对象"}},
        )  # fmt: skip
    if is_dataclass(plain):
        return Part(lambda: _reader(cast("Any", plain)), **rest)
    simple: dict[Any, Any] = {bool: YesNo, date: Day, datetime: Instant}
    if plain in simple:
        made: fields.Field[Any] = simple[plain](**rest)
        return made
    if plain in (str, int, Decimal):
        limited: Any = {str: Text, int: Whole, Decimal: Amount}[plain]
        return cast("fields.Field[Any]", limited(limits, **rest))
    if isinstance(plain, type) and issubclass(plain, Term):
        return CodeOf(plain, **rest)
    raise TypeError(f"no field for {kind}")


def _limits(kind: Any) -> tuple[Any, ...]:
    kind = not_none(kind)
    return get_args(kind)[1:] if get_origin(kind) is Annotated else ()


@cache
def _reader(cls: Any) -> Schema:
    """The one schema that reads this dataclass; making it costs more than reading with it."""
    return schema_of(cls)()


def load(cls: Any, plain: Any) -> Any:
    """The dataclass from JSON values; raises marshmallow's ValidationError."""
    return _reader(cls).load(plain)


def step(key: str | int) -> str:
    """One step of a JSON pointer."""
    return "/" + str(key).replace("~", "~0").replace("/", "~1")


def faults_of(messages: Any, pointer: str = "") -> list[Fault]:
    """marshmallow's nested messages as one flat list, each with the JSON pointer of its place."""
    if isinstance(messages, Mapping):
        found: list[Fault] = []
        for key, inner in messages.items():
            # The schema's own messages, and those about keys and values of a mapping, belong to the place itself.
            of_place = key in ("_schema", "key", "value") and inner != [_UNKNOWN]
            found += faults_of(inner, pointer if of_place else pointer + step(key))
        return found
    texts = messages if isinstance(messages, list | tuple) else [messages]
    return [Fault(pointer, str(text)) for text in texts]


__all__ = ["MOST_ITEMS", "faults_of", "load", "schema_of", "step"]
