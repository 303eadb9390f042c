"""Answers that were given already. The graph does not change while it is open, so they stay right."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
_LARGEST = 65_536  # bytes; larger answers would push out many small ones


class Memory(Generic[K, V]):
    """The answers used last, up to a number of bytes in all; ``cost`` says how many bytes an answer takes."""

    def __init__(self, cost: Callable[[K, V], int], size: int = 32_000_000) -> None:
        self._cost = cost
        self._size = size
        self._used = 0
        self._answers: OrderedDict[K, V] = OrderedDict()

    def get(self, request: K) -> V | None:
        """The answer that the same request got, or ``None``."""
        answer = self._answers.get(request)
        if answer is not None:
            self._answers.move_to_end(request)
        return answer

    def put(self, request: K, answer: V) -> None:
        """Remember an answer, unless it is large; the ones unused for longest make room."""
        cost = self._cost(request, answer)
        if cost > _LARGEST or request in self._answers:
            return
        self._answers[request] = answer
        self._used += cost
        while self._used > self._size:
            self._used -= self._cost(*self._answers.popitem(last=False))
