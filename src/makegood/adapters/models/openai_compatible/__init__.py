"""Ask any endpoint that speaks the OpenAI chat-completions protocol."""

from makegood.adapters.models.openai_compatible.client import OpenAICompatible

__all__ = ["OpenAICompatible"]
