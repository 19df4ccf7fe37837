"""What commands of head office share: they need no vault, and other passphrases than a vault's."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, TypeVar

import click

from appliance.cli.session import Options, passphrase

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

R = TypeVar("R")


def without_vault(command: Callable[..., R]) -> Callable[..., R]:
    """Accept --json after the command's name too, and pass `Options` first.

    The options of a vault are not taken: a vault's passphrase, perhaps named by the environment,
    must not become that of a pack or a publisher's key by accident.
    """

    @functools.wraps(command)
    def accept(*args: object, as_json: bool, **kwargs: object) -> R:
        options = click.get_current_context().ensure_object(Options)
        options.json = as_json or options.json
        return command(options, *args, **kwargs)

    return click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")(accept)


def secret(file: Path | None, prompt: str, *, new: bool = False) -> str:
    """A passphrase from the first line of a file, else from a prompt that does not echo.

    Raises: FileUnreadable: the file cannot be read, is not UTF-8, or has no first line.
    """
    if file is not None:
        return passphrase(Options(passphrase_file=file), new=new)
    answer: str = click.prompt(prompt, hide_input=True, err=True, confirmation_prompt=new)
    return answer


def unlocked(key: Path, passphrase_file: Path | None) -> Ed25519PrivateKey:
    """A publisher's private key from its file.

    Raises: KeyFileInvalid, PassphraseRefused, FileUnreadable, BadInput.
    """
    from appliance.crypto.key_files import read_locked

    locked = read_locked(key)
    return locked.unlock(
        secret(passphrase_file, f"Passphrase of the key “{locked.public.name}”"),
        file_name=key.name,
    )
