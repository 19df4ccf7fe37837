"""Engine, children and the fence of the console: exit codes 40-49 and 117-121."""

from __future__ import annotations

from appliance.errors.root import ApplianceError


class ModelStopped(ApplianceError):
    """A child process ended in the middle of work; a new one takes its place."""

    code, exit_code = "E401", 40
    summary = "The model stopped ({why}); it was restarted."
    hint = "Ask again. If it stops again, verify the model on the Models page."


class ModelRefused(ApplianceError):
    """The engine cannot load these weights."""

    code, exit_code = "E402", 41
    summary = "The model “{name}” cannot be loaded: {why}."
    hint = "Verify the model; if it is intact, this machine or release cannot run it."


class GrammarInvalid(ModelRefused):
    """The form that an answer was to have is not a grammar that the engine reads."""

    code = "E416"
    summary = "The model “{name}” cannot answer in the form that was asked for."
    hint = "Ask without the form, or correct it; the model itself is in order."


class PrefixUnsuitable(ModelRefused):
    """What was kept of a document is gone, or of another model, engine or form."""

    code = "E418"
    summary = "What “{name}” kept of the document cannot be used any more."
    hint = "Ask again: the document is read anew."


class DeviceFailed(ModelRefused):
    """The graphics device could not be used, or failed while the model was loaded."""

    code = "E417"
    summary = "The model “{name}” could not be loaded onto the graphics device."
    hint = "Use the processor alone, and update the driver of the device before you try it again."


class NotConfined(ApplianceError):
    """The child could still reach something, so it refuses to serve."""

    code, exit_code = "E403", 42
    summary = "This machine cannot fence in the {kind} process: {why}."
    hint = "Run “cofferdam doctor” and show its result to your administrator."


class ProtocolBroken(ApplianceError):
    """A child sent something that is not in the protocol."""

    code, exit_code = "E404", 43
    summary = "The {kind} process answered in an unexpected way and was stopped."
    hint = "Repeat the step; if it happens again, report it with the log."


class ContextTooLong(ApplianceError):
    """The prompt does not fit into the model's context."""

    code, exit_code = "E405", 44
    summary = "The text needs {needed} tokens but the model reads at most {limit}."
    hint = "Ask about fewer passages, or use a model with a longer context."


class OutOfMemory(ApplianceError):
    """The child reached its memory limit."""

    code, exit_code = "E406", 45
    summary = "There is not enough memory for “{name}”."
    hint = "Close other programs, or use a smaller model."


class EngineMissing(ApplianceError):
    """The engine libraries are not installed."""

    code, exit_code = "E407", 46
    summary = "The language engine is not installed: {why}."
    hint = "Run “make run” once; it builds the engine."


class ChildTimeout(ApplianceError):
    """A child did not answer in time and was stopped."""

    code, exit_code = "E408", 47
    summary = "The {kind} process did not answer within {limit_s} s and was stopped."
    hint = "Try again; if the document or model causes it each time, leave it out."


class ConsoleNotConfined(ApplianceError):
    """The program itself could still reach another machine, or lacks a layer that is demanded."""

    code, exit_code = "E409", 117
    summary = "This machine cannot keep the program from networks as it must: {why}."
    hint = "Run “cofferdam doctor” and show its result to your administrator."


class ProofInvalid(ApplianceError):
    """An offline proof is damaged, changed, or signed by another appliance."""

    code, exit_code = "E410", 118
    summary = "The offline proof “{name}” is not valid: {why}."
    hint = "Ask for a new one, exported on the appliance itself."


class ModelTooLarge(OutOfMemory):
    """A model takes more memory than all models together may have here."""

    code = "E411"
    summary = "“{name}” needs about {needed_mb} MB, but models may take {budget_mb} MB here."
    hint = "Use a smaller model, close other programs, or allow models more memory in the settings."


class ModelsInUse(OutOfMemory):
    """The models at work leave no room for another one that is needed beside them."""

    code = "E412"
    summary = "There is no room for “{name}” beside the models that are at work."
    hint = "Wait until the other work has ended, or allow models more memory in the settings."
