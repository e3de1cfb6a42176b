"""Name a record of the company by the number people use for it, such as O-1041/1."""

from __future__ import annotations

import re
from typing import Generic, TypeVar, get_args

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

M = TypeVar("M")
_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9/._+@-]{0,63}")


class Ref(str, Generic[M]):
    """The number of a record of model M; on the wire "O-1041/1" or "order_line:O-1041/1".

    M has the class attribute `ref_kind` (such as "order_line") and the column `number`.
    """

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Accept the number, with or without its kind before it."""
        kind = ref_kind_of(source)

        def read(value: str) -> Ref[M]:
            prefix, _, number = value.rpartition(":")
            if prefix not in ("", kind) or _NUMBER.fullmatch(number) is None:
                raise PydanticCustomError(
                    "ref", "Write the number of the {kind}", {"kind": kind.replace("_", " ")}
                )
            return cls(number)

        return core_schema.no_info_after_validator_function(
            read,
            core_schema.str_schema(max_length=90, strip_whitespace=True),
            serialization=core_schema.to_string_ser_schema(),
            metadata={"ref_kind": kind},
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Tell the faces which kind of record is meant."""
        kind = str((schema.get("metadata") or {}).get("ref_kind", ""))
        return {"type": "string", "format": "ref", "x-ref": kind, "maxLength": 90}


def ref_kind_of(annotation: object) -> str:
    """The kind of record that an annotation such as Ref[OrderLine] names: "order_line"."""
    for model in get_args(annotation):
        kind = getattr(model, "ref_kind", None)
        if isinstance(kind, str):
            return kind
    raise TypeError(f"{annotation} names no model with a ref_kind")


def ref(kind: str, number: str) -> str:
    """Spell a reference in full, such as "order:O-1041"."""
    return f"{kind}:{number}"
