"""Send one prompt to an OpenAI-compatible endpoint and take its answer within a time limit."""

from __future__ import annotations

import json
import time

import httpx

from makegood.representative.understand.port import Completion, ModelFailed

_MOST_BYTES = 64_000
_MOST_TOKENS = 10_000_000
_CHARACTERS_OF_A_TOKEN = 4


class OpenAICompatible:
    """One model at one endpoint; one call for a message, no retries, a limit on the whole call."""

    def __init__(self, address: str, model: str, key: str, limit_seconds: float) -> None:
        self._url = f"{address.rstrip('/')}/chat/completions"
        self._model = model
        self._limit_seconds = limit_seconds
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._client = httpx.Client(
            headers=headers, timeout=limit_seconds, follow_redirects=False, trust_env=False
        )

    def complete(self, instructions: str, message: str) -> Completion:
        """The model's answer; ModelFailed when it is late, long, unwell or not to be read."""
        asked = {
            "model": self._model,
            "temperature": 0,
            "messages": [
                {"role": "system", "content": instructions},
                {"role": "user", "content": message},
            ],
        }
        try:
            answer = json.loads(self._post(asked))
            text = answer["choices"][0]["message"]["content"]
        except (httpx.HTTPError, ValueError, LookupError, TypeError) as fault:
            raise ModelFailed(f"{type(fault).__name__}: {fault}") from fault
        if not isinstance(text, str):
            raise ModelFailed("the answer holds no text")
        used = answer.get("usage")
        counts = used if isinstance(used, dict) else {}
        return Completion(
            text,
            _tokens(counts.get("prompt_tokens"), len(instructions) + len(message)),
            _tokens(counts.get("completion_tokens"), len(text)),
        )

    def _post(self, asked: dict[str, object]) -> bytes:
        """The whole body, unless it takes longer or is larger than we wait for or take."""
        last_moment = time.monotonic() + self._limit_seconds
        body = bytearray()
        with self._client.stream("POST", self._url, json=asked) as response:
            response.raise_for_status()
            for chunk in response.iter_bytes():
                body += chunk
                if len(body) > _MOST_BYTES:
                    raise ModelFailed(f"the answer is longer than {_MOST_BYTES} bytes")
                if time.monotonic() > last_moment:
                    raise ModelFailed(f"no whole answer within {self._limit_seconds} s")
        return bytes(body)


def _tokens(told: object, characters: int) -> int:
    """The tokens as the endpoint counted them; of one that does not count, about as many."""
    is_count = isinstance(told, int) and not isinstance(told, bool) and 0 <= told <= _MOST_TOKENS
    return int(str(told)) if is_count else -(-characters // _CHARACTERS_OF_A_TOKEN)
