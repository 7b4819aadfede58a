"""Keep the lock of a folder of keys in the keyring of the operating system (extra `everyname[keyring]`).

A keyring that keeps nothing, or keeps it where others can read it, is refused by name.
"""

from __future__ import annotations

from typing import Any

from everyname.errors import KeysLocked, UsedWrongly

__all__ = ["backend_name", "get", "put", "remove"]

SERVICE = "everyname"
_USELESS = ("keyring.backends.fail.", "keyring.backends.null.", "keyrings.alt.")
_KEPT = "The keys were left as they are."


def backend_name() -> str:
    """Name the keyring that would keep the lock; raises UsedWrongly where none can be trusted with it."""
    for backend in _backends(_library().get_keyring()):
        name = _name(backend)
        if name.startswith(_USELESS) or backend.priority <= 0:
            raise UsedWrongly(
                f"This machine's keyring is {name}, which cannot keep a secret.",
                kept=_KEPT,
                remedy="Use a passphrase: everyname keys wrap",
            )
    return _name(_library().get_keyring())


def put(recipient: str, secret: str) -> None:
    """Keep a secret under its recipient; raises UsedWrongly, KeysLocked where the keyring refuses."""
    name = backend_name()
    with _speaking_plainly(name):
        _library().set_password(SERVICE, recipient, secret)


def get(recipient: str) -> str:
    """Give the secret kept under a recipient, "" where there is none; raises as `put`."""
    name = backend_name()
    with _speaking_plainly(name):
        return str(_library().get_password(SERVICE, recipient) or "")


def remove(recipient: str) -> None:
    """Drop the secret kept under a recipient, where there is one."""
    if get(recipient):
        _library().delete_password(SERVICE, recipient)


def _library() -> Any:
    try:
        import keyring
    except ImportError as error:
        raise UsedWrongly(
            "The keyring of this machine needs the package keyring, which is not installed.",
            kept=_KEPT,
            remedy="Install everyname[keyring], or use a passphrase: everyname keys wrap",
        ) from error
    return keyring


def _backends(backend: Any) -> list[Any]:
    """Give a keyring, or those a chain of keyrings asks in turn."""
    return list(getattr(backend, "backends", None) or [backend])


def _name(backend: Any) -> str:
    return f"{type(backend).__module__}.{type(backend).__qualname__}"


class _speaking_plainly:  # noqa: N801 - used as a statement
    """Turn a refusal of the keyring into an error a person can act on."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None: ...

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        from keyring.errors import KeyringError

        if isinstance(error, KeyringError):
            raise KeysLocked(
                f"The keyring {self._name} gave nothing: {error or 'it is locked'}.",
                kept=_KEPT,
                remedy="Unlock the keyring of your desktop, then do it again.",
            ) from error
