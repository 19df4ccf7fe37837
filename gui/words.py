"""Sentences that the core and the starter models write, in the language of the window.

The core writes plain English. Its sentences are recognised here by their templates and translated
with their facts (context “core”); texts of the starter models are translated whole (context
“packs”). What is not recognised is shown as it was written.
"""

from __future__ import annotations

import re
from functools import cache

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from gui import answer_words, document_words, review_sentences

# A test compares these with what the core writes.
TEMPLATES: tuple[object, ...] = (
    # Remarks on the sentences of an answer.
    QT_TRANSLATE_NOOP("core", "Written by the model and found in the cited place."),
    QT_TRANSLATE_NOOP("core", "Stands under: {place}."),
    QT_TRANSLATE_NOOP("core", "The figure for {year} is {figure}."),
    QT_TRANSLATE_NOOP("core", "Gives another figure than the first quotation."),
    QT_TRANSLATE_NOOP("core", "This only repeats the question."),
    QT_TRANSLATE_NOOP("core", "Nothing that was found speaks of: {words}."),
    QT_TRANSLATE_NOOP("core", "Nothing in the file was found to say this."),
    QT_TRANSLATE_NOOP("core", "The file does not say this of: {words}."),
    QT_TRANSLATE_NOOP("core", "The file does not say this in these words."),
    QT_TRANSLATE_NOOP("core", "The nearest place in the file is about something else."),
    QT_TRANSLATE_NOOP("core", "The file may say the opposite; read the quotation."),
    QT_TRANSLATE_NOOP(
        "core", "The file may set the limit the other way round; read the quotation."
    ),
    QT_TRANSLATE_NOOP("core", "This does not answer the question."),
    QT_TRANSLATE_NOOP("core", "The first quotation says something else; read it."),
    # What differs when an answer is made again.
    QT_TRANSLATE_NOOP("core", "another language model"),
    QT_TRANSLATE_NOOP("core", "another embedding model"),
    QT_TRANSLATE_NOOP("core", "another version of the prompt"),
    QT_TRANSLATE_NOOP("core", "another calibration"),
    QT_TRANSLATE_NOOP("core", "another build of the engine"),
    QT_TRANSLATE_NOOP("core", "other passages: a document was changed or removed"),
    QT_TRANSLATE_NOOP("core", "the model wrote another draft"),
    QT_TRANSLATE_NOOP("core", "computed alone now, together with other questions before"),
    QT_TRANSLATE_NOOP("core", "computed together with other questions than before"),
    QT_TRANSLATE_NOOP("core", "“answered” became “not found”"),
    QT_TRANSLATE_NOOP("core", "“not found” became “answered”"),
    QT_TRANSLATE_NOOP("core", "other sentences or citations"),
    # Why energy is not counted.
    QT_TRANSLATE_NOOP("core", "this machine has no energy counters that Linux knows"),
    QT_TRANSLATE_NOOP(
        "core", "only the administrator may read the energy counters of this machine"
    ),
    QT_TRANSLATE_NOOP("core", "the energy counters of this machine cannot be read"),
    # What changed since the machine was measured.
    QT_TRANSLATE_NOOP("core", "the number of threads"),
    QT_TRANSLATE_NOOP("core", "the processor"),
    QT_TRANSLATE_NOOP("core", "the number of cores"),
    QT_TRANSLATE_NOOP("core", "the memory"),
    QT_TRANSLATE_NOOP("core", "the instruction sets"),
    QT_TRANSLATE_NOOP("core", "the engine"),
    # What could not be varied when a model was tuned.
    QT_TRANSLATE_NOOP(
        "core",
        "Locking the weights in memory cannot be tried: the fence of every child sets its limit for"
        " locked memory to zero.",
    ),
    QT_TRANSLATE_NOOP(
        "core",
        "Reading or mapping cannot be chosen: weights come from memory that is given back after"
        " loading, so they are always read.",
    ),
    QT_TRANSLATE_NOOP("core", "Other types of weights were not tried, as was asked."),
    QT_TRANSLATE_NOOP(
        "core", "The weights are stored in a type that the engine already rearranges."
    ),
    QT_TRANSLATE_NOOP("core", "On this processor the engine rearranges no type of weights."),
    QT_TRANSLATE_NOOP(
        "core", "IQ4_NL was not tried: for weights of this size it takes many minutes."
    ),
    QT_TRANSLATE_NOOP(
        "core", "Q4_K was not tried: not all rows of these weights are whole blocks of 256."
    ),
    QT_TRANSLATE_NOOP(
        "core", "The long prompt had {tokens} tokens: longer ones take too long here."
    ),
    QT_TRANSLATE_NOOP("core", "{type} was not tried: there is not enough free memory for it."),
    QT_TRANSLATE_NOOP("core", "Threads cannot be varied: there is one core."),
    QT_TRANSLATE_NOOP(
        "core",
        "A key-value cache of q8_0 was not tried: the engine has it only with flash attention.",
    ),
    # What was given up so that a model could be loaded.
    QT_TRANSLATE_NOOP("core", "The device has not enough memory: it computes {count} layers only."),
    QT_TRANSLATE_NOOP(
        "core", "The device {device} cannot be used: the processor computes everything."
    ),
    QT_TRANSLATE_NOOP(
        "core",
        "The device has not enough memory: work in batches has {count} tokens of context.",
    ),
    QT_TRANSLATE_NOOP(
        "core",
        "The device has not enough memory: a question and its document may have {count} tokens.",
    ),
    QT_TRANSLATE_NOOP(
        "core", "The device has not enough memory: prompts are read {count} tokens at a time."
    ),
    QT_TRANSLATE_NOOP(
        "core",
        "The device has not enough memory: what was read is kept with half the precision (q8_0).",
    ),
    QT_TRANSLATE_NOOP(
        "core",
        "There is not enough memory: questions are answered {count} tokens at a time.",
    ),
    # Values of an applicant.
    QT_TRANSLATE_NOOP(
        "core",
        "{label}: {value} is below the range of the training data ({low} to {high}), so the score"
        " is less certain.",
    ),
    QT_TRANSLATE_NOOP(
        "core",
        "{label}: {value} is above the range of the training data ({low} to {high}), so the score"
        " is less certain.",
    ),
    QT_TRANSLATE_NOOP("core", "{label} is missing"),
    QT_TRANSLATE_NOOP("core", "{label} is not a number"),
    QT_TRANSLATE_NOOP(
        "core",
        "{label} is not a plain number; write it without thousands separators and with a decimal"
        " point",
    ),
    QT_TRANSLATE_NOOP("core", "{label} is too large to be a number"),
    QT_TRANSLATE_NOOP("core", "{label} must be a whole number"),
    QT_TRANSLATE_NOOP("core", "{label} cannot be negative"),
    QT_TRANSLATE_NOOP("core", "{label} is too large to be true"),
    # What is said of packs and trust.
    QT_TRANSLATE_NOOP("core", "head office revoked it: {reason}"),
    QT_TRANSLATE_NOOP("core", "it was signed with a key that head office revoked: {reason}"),
    QT_TRANSLATE_NOOP("core", "it answers differently here than at its publisher: {reason}"),
    QT_TRANSLATE_NOOP("core", "it is not known how it came here"),
    QT_TRANSLATE_NOOP("core", "the trust in {publisher} ended on {day}"),
    QT_TRANSLATE_NOOP("core", "This vault trusts no publisher, so it can import no packs."),
    QT_TRANSLATE_NOOP(
        "core",
        "The trust in {publisher} ended on {day}: nothing new is imported until a newer root is"
        " brought.",
    ),
    QT_TRANSLATE_NOOP("core", "The trust in {publisher} ends on {day}; ask for a newer root."),
    QT_TRANSLATE_NOOP(
        "core",
        "The machine's clock is behind the latest time that this vault has seen; dates are compared"
        " with {time}.",
    ),
    QT_TRANSLATE_NOOP("core", "No revocation list was ever brought here."),
    QT_TRANSLATE_NOOP(
        "core", "The revocation list is {age} days old and past its time; ask for a newer one."
    ),
    QT_TRANSLATE_NOOP("core", "This pack can be imported until {day}."),
    QT_TRANSLATE_NOOP("core", "Its licence ends on {day}."),
    QT_TRANSLATE_NOOP(
        "core", "It needs {needed} MiB of memory, and this machine has {here} MiB in all."
    ),
    QT_TRANSLATE_NOOP(
        "core", "It carries no self-test, so its answers are not compared with its publisher's."
    ),
    QT_TRANSLATE_NOOP("core", "version {before} → {after}"),
    QT_TRANSLATE_NOOP("core", "licence {before} → {after}"),
    QT_TRANSLATE_NOOP("core", "{name} is new"),
    QT_TRANSLATE_NOOP("core", "{name} differs, {size} MiB"),
    QT_TRANSLATE_NOOP("core", "weights: {before} → {after}"),
    QT_TRANSLATE_NOOP("core", "cutoff {before} → {after} points"),
    QT_TRANSLATE_NOOP("core", "the bands of scores differ"),
    QT_TRANSLATE_NOOP("core", "licensed until no end → {after}"),
    QT_TRANSLATE_NOOP("core", "licensed until {before} → no end"),
    QT_TRANSLATE_NOOP("core", "licensed until {before} → {after}"),
    QT_TRANSLATE_NOOP("core", "new inputs: {names}"),
    QT_TRANSLATE_NOOP("core", "inputs no longer used: {names}"),
    # Remarks of the offline proof.
    QT_TRANSLATE_NOOP("core", "The console did not give up its connections at its start."),
    QT_TRANSLATE_NOOP("core", "A socket for another machine could be opened in the console."),
    QT_TRANSLATE_NOOP("core", "The {name} process cannot be fenced in: {trouble}."),
    QT_TRANSLATE_NOOP("core", "The {name} process has an open {kind} socket."),
    QT_TRANSLATE_NOOP("core", "The settings demand {layer}, which the {name} process lacks."),
    QT_TRANSLATE_NOOP("core", "Console: {layer} is not in force ({reason})."),
    QT_TRANSLATE_NOOP(
        "core",
        "Other programs of the same user may trace processes here for a moment after they "
        "start; set kernel.yama.ptrace_scope to 1 or higher.",
    ),
    QT_TRANSLATE_NOOP("core", "Memory may be written to swap that is not encrypted: {names}."),
    QT_TRANSLATE_NOOP(
        "core",
        "The disk of the vault's folder shows no encryption of its own; the vault has one.",
    ),
    # The machine, as the offline proof describes it.
    QT_TRANSLATE_NOOP("core", "every program of the same user (the system has no Yama)"),
    QT_TRANSLATE_NOOP("core", "every program of the same user"),
    QT_TRANSLATE_NOOP("core", "only a parent its own processes"),
    QT_TRANSLATE_NOOP("core", "only the administrator"),
    QT_TRANSLATE_NOOP("core", "nobody"),
    QT_TRANSLATE_NOOP("core", "none in this kernel, or switched off"),
    QT_TRANSLATE_NOOP("core", "only for the administrator"),
    QT_TRANSLATE_NOOP("core", "restricted by AppArmor to programs with a profile"),
    QT_TRANSLATE_NOOP("core", "for every user"),
    QT_TRANSLATE_NOOP("core", "encrypted"),
    QT_TRANSLATE_NOOP("core", "no encryption seen"),
    QT_TRANSLATE_NOOP("core", "unknown"),
    *document_words.TEMPLATES,
    *answer_words.TEMPLATES,
    *review_sentences.TEMPLATES,
)


def pack(text: str) -> str:
    """A text of a model's description: a name, an explanation, a reason, a decision."""
    return QCoreApplication.translate("packs", text) if text else ""


def core(text: str) -> str:
    """One or more sentences of the core."""
    known = review_sentences.said(text)
    if known != text:
        return known
    return " ".join(_one(part) for part in _between().split(text)) if text else ""


def _one(sentence: str) -> str:
    # Sentences about an applicant's values come with and without a full stop.
    for ending in ("", "."):
        bare = sentence.removesuffix(ending) if ending else sentence
        for template, pattern in _patterns():
            found = pattern.fullmatch(bare)
            if found is not None:
                said = QCoreApplication.translate("core", template)
                facts = {name: _fact(value) for name, value in found.groupdict().items()}
                return said.format(**facts) + ending
    return sentence


def _fact(value: str) -> str:
    """A fact is a text of a model, a day, a type of paper, or a part of a sentence itself."""
    known = pack(value)
    if known == value:
        known = review_sentences.said(review_sentences.fact(value))
    if known == value:
        capital = value[:1].upper() + value[1:]
        said = _one(capital)
        known = said if said != capital else _one(value)
    return known


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    made = []
    for template in map(str, TEMPLATES):
        source = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(template))
        made.append((template, re.compile(source, re.DOTALL)))
    return tuple(made)


@cache
def _between() -> re.Pattern[str]:
    """The space before the beginning of a known sentence."""
    heads = {re.escape(str(template).split("{")[0]) for template in TEMPLATES}
    long_enough = sorted(head for head in heads if len(head) > 8)
    return re.compile(r"(?<=\.) (?=" + "|".join(long_enough) + ")")
