"""What the generated models are made of."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, Literal, cast, get_args, get_origin

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler
from pydantic.alias_generators import to_camel
from pydantic_core import CoreSchema, core_schema


class Model(BaseModel):
    """Named as Python names things; the contract's own names are read and written too.

    What a newer gateway adds is kept, in `model_extra`.
    """

    model_config = ConfigDict(
        alias_generator=to_camel,
        populate_by_name=True,
        extra="allow",
        protected_namespaces=(),
        # Most answers are of a few of the models; the others need not cost time at the start.
        defer_build=True,
    )

    def model_post_init(self, context: Any, /) -> None:
        # What tells a member of a union from the others is always given, and so always sent.
        self.model_fields_set.update(_constants(type(self)))


@cache
def _constants(model: type[BaseModel]) -> frozenset[str]:
    return frozenset(
        name
        for name, field in model.model_fields.items()
        if get_origin(field.annotation) is Literal and get_args(field.annotation) == (field.default,)
    )


class OpenEnum:
    """Lets a value through that only a newer gateway knows: the annotation names what is known."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.str_schema()


def tag_of(name: str, *known: str) -> Callable[[Any], str]:
    """Which member of a union a value is, by its field `name`; empty for one that is not known."""

    def tag(value: Any) -> str:
        found: object = (
            cast("dict[str, object]", value).get(name) if isinstance(value, dict) else getattr(value, name, None)
        )
        return found if isinstance(found, str) and found in known else ""

    return tag
