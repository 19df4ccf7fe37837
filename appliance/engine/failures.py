"""Strict reading of a child's replies, and the errors that its numbers stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from appliance.engine.protocol import Reply, Trouble
from appliance.engine.weights_faults import WORDS
from appliance.errors import (
    ContextTooLong,
    DeviceFailed,
    EngineMissing,
    GrammarInvalid,
    ModelRefused,
    OutOfMemory,
    PrefixUnsuitable,
    ProtocolBroken,
)

if TYPE_CHECKING:
    from appliance.engine.protocol import Failed
    from appliance.errors import ApplianceError

_REASONS = {
    Trouble.WEIGHTS_DAMAGED: "the file is damaged or of a kind that the engine does not know",
    Trouble.WEIGHTS_UNSAFE: "the file asks for something that a model may not do",
    Trouble.WEIGHTS_UNSUITABLE: "it is not a model of this kind",
    Trouble.TEMPLATE_UNSUITABLE: "its vocabulary does not have the marks of its prompt format",
    Trouble.TOKENIZER_DAMAGED: "its tokenizer is damaged",
    Trouble.REQUEST_INVALID: "it was asked for something impossible",
    Trouble.COMPUTATION_FAILED: "the computation failed",
}
_DECODER = msgspec.msgpack.Decoder(Reply)


def decoded(untrusted: bytes, kind: str) -> Reply:
    """The reply in a frame. Raises: ProtocolBroken: it is none."""
    try:
        reply: Reply = _DECODER.decode(untrusted)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        # Text that is not UTF-8; lists nested deeper than the stack of this program.
        raise ProtocolBroken("not a reply", kind=kind) from error
    return reply


def error_of(failed: Failed, name: str) -> ApplianceError:
    """What a person is told about a failure of the model `name`."""
    trouble = failed.trouble
    if trouble is Trouble.CONTEXT_TOO_LONG:
        return ContextTooLong(needed=failed.needed, limit=failed.limit)
    if trouble is Trouble.OUT_OF_MEMORY:
        return OutOfMemory(name=name)
    if trouble is Trouble.ENGINE_UNUSABLE:
        return EngineMissing(why="its libraries do not run on this machine")
    if trouble is Trouble.GRAMMAR_INVALID:
        return GrammarInvalid(name=name)
    if trouble is Trouble.DEVICE_FAILED:
        return DeviceFailed(name=name)
    if trouble is Trouble.PREFIX_UNSUITABLE:
        return PrefixUnsuitable(name=name)
    found = WORDS[failed.fault]
    why = _REASONS[trouble] + (f" ({found})" if found else "")
    return ModelRefused(failed.fault.name, name=name, why=why)
