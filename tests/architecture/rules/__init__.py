"""The rules of the house, as functions over source text: a source in, its breaches out."""
