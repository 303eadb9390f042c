"""Answers that were given already. The graph does not change while it is open, so they stay right."""

from __future__ import annotations

from collections import OrderedDict

from nhsgraph.sparql.running import Answer, Request

_LARGEST = 65_536  # bytes; larger answers would push out many small ones


class Memory:
    """The answers used last, up to a number of bytes in all."""

    def __init__(self, size: int = 32_000_000) -> None:
        self._size = size
        self._used = 0
        self._answers: OrderedDict[Request, Answer] = OrderedDict()

    def get(self, request: Request) -> Answer | None:
        """The answer that the same request got, or ``None``."""
        answer = self._answers.get(request)
        if answer is not None:
            self._answers.move_to_end(request)
        return answer

    def put(self, request: Request, answer: Answer) -> None:
        """Remember an answer, unless it is large; the ones unused for longest make room."""
        cost = _cost(request, answer)
        if cost > _LARGEST or request in self._answers:
            return
        self._answers[request] = answer
        self._used += cost
        while self._used > self._size:
            self._used -= _cost(*self._answers.popitem(last=False))


def _cost(request: Request, answer: Answer) -> int:
    return len(answer.body) + 4 * len(request.text) + 500
