"""``dataclass(frozen=True, slots=True, kw_only=True)`` for the classes that a short command needs, made faster.

The standard decorator compiles six methods a class and imports the modules that read source code. For the classes
of an explanation that is an eighth of the whole command (docs/decisions/0002-start-up.md). Here all classes share their methods.
The names, the arguments and what the classes do are those of the standard library, whose ``fields`` and ``replace``
work on them; to a type checker they are the standard ones.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
    from dataclasses import field as field
    from dataclasses import replace as replace
else:

    def dataclass(*, frozen, slots, kw_only):
        """A decorator that makes a frozen value of a class; nothing but ``True`` is known for any argument."""
        if not (frozen and slots and kw_only):
            raise TypeError("only frozen, slotted and keyword-only values are made here")
        return _made

    def field(*, default_factory, compare=True, repr=True):  # noqa: A002  # as the standard library calls it
        """A field whose default is made anew for each value."""
        return _Field(default_factory, compare, repr)

    def replace(value, /, **changes):
        """A value like another but for some fields."""
        return type(value)(**{name: getattr(value, name) for name in value.__match_args__} | changes)


class _Field:
    __slots__ = ("compare", "factory", "repr")

    def __init__(self, factory: Callable[[], object], compare: bool, repr: bool) -> None:  # noqa: A002
        self.factory, self.compare, self.repr = factory, compare, repr


def _made(cls: type) -> type:
    own: dict[str, Any] = cls.__dict__.get("__annotations__", {})
    bases = [base.__value_fields__ for base in cls.__mro__[1:] if hasattr(base, "__value_fields__")]
    inherited: dict[str, object] = bases[0] if bases else {}
    given = cls.__dict__
    fields = inherited | {name: given.get(name, _MISSING) for name in own}
    namespace = {
        name: member
        for name, member in given.items()
        if name not in own and name not in {"__dict__", "__weakref__"}
    }
    shown = tuple(name for name, default in fields.items() if getattr(default, "repr", True))
    compared = [name for name, default in fields.items() if getattr(default, "compare", True)]
    methods = {
        "__init__": _init(fields),
        "__eq__": _eq(attrgetter(*compared)),
        "__hash__": _hash(attrgetter(*compared)),
        "__repr__": _repr,
        "__setattr__": _refuse,
        "__delattr__": _refuse,
        "__reduce__": _reduce,
    }
    namespace = methods | namespace
    namespace |= {
        "__slots__": tuple(own),
        "__match_args__": tuple(fields),
        "__value_fields__": fields,
        "__value_shown__": shown,
        "__dataclass_fields__": _Standard(),
    }
    new = type(cls)(cls.__name__, cls.__bases__, namespace)
    new.__qualname__ = cls.__qualname__
    return new


_MISSING = object()
_put = object.__setattr__


def _init(fields: Mapping[str, object]) -> Callable[..., None]:
    def __init__(self: object, **given: object) -> None:
        for name, default in fields.items():
            if name in given:
                _put(self, name, given.pop(name))
            elif default is _MISSING:
                raise TypeError(f"{type(self).__name__} needs {name!r}")
            else:
                _put(self, name, default.factory() if isinstance(default, _Field) else default)
        if given:
            raise TypeError(f"{type(self).__name__} has no {next(iter(given))!r}")

    return __init__


def _eq(key: Callable[[object], object]) -> Callable[[object, object], bool]:
    def __eq__(self: object, other: object) -> bool:
        return key(self) == key(other) if type(other) is type(self) else NotImplemented

    return __eq__


def _hash(key: Callable[[object], object]) -> Callable[[object], int]:
    def __hash__(self: object) -> int:
        return hash(key(self))

    return __hash__


def _repr(self: Any) -> str:
    told = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__value_shown__)
    return f"{type(self).__qualname__}({told})"


def _refuse(self: object, name: str, *_value: object) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot change field {name!r}")


def _reduce(self: Any) -> tuple[object, ...]:
    return _restore, (type(self), {name: getattr(self, name) for name in self.__match_args__})


def _restore(cls: Callable[..., object], given: Mapping[str, object]) -> object:
    return cls(**given)


class _Standard:
    """What the standard library asks of its own classes, made when somebody asks."""

    def __get__(self, _value: object, cls: Any) -> Mapping[str, object]:
        import dataclasses

        specs: list[Any] = []
        for name, default in cls.__value_fields__.items():
            about: dict[str, Any] = {}
            if isinstance(default, _Field):
                about = {"default_factory": default.factory, "compare": default.compare, "repr": default.repr}
            elif default is not _MISSING:
                about = {"default": default}
            specs.append((name, _annotation(cls, name), dataclasses.field(**about)))
        made: Any = dataclasses.make_dataclass(cls.__name__, specs, frozen=True, kw_only=True)
        cls.__dataclass_fields__ = made.__dataclass_fields__
        return cls.__dataclass_fields__  # type: ignore[no-any-return]  # it is what was just put there


def _annotation(cls: type, name: str) -> object:
    return next(
        c.__dict__["__annotations__"][name]
        for c in cls.__mro__
        if name in c.__dict__.get("__annotations__", {})
    )
