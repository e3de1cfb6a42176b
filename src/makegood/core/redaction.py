"""Interim."""

from pydantic import JsonValue


def redact_tree(value: JsonValue) -> JsonValue:
    return value
