"""Packs whose framing is bad: formats, cuts, counts, sizes, order, costs."""

from __future__ import annotations

from dataclasses import replace

from pack_vector_recipe import (
    APPLIANCES,
    COSTS,
    MAGIC,
    PASSPHRASE,
    SIGNERS,
    Pack,
    flip,
    head,
    manifest,
    note,
    ordered,
    pair,
    raw,
    short,
    sign,
    to_appliance,
    to_passphrase,
    write,
)


def other_formats() -> None:
    whole = note().file()
    head("magic_changed", "not-a-pack", "one bit", flip(whole, 7))
    head("magic_of_a_container", "not-a-pack", "a sealed container", b"\x8bCOFSEAL" + whole[8:])
    head("clear_gguf", "not-a-pack", "a model in clear", b"GGUF" + bytes(200))
    head("zip", "not-a-pack", "an archive", b"PK\x03\x04" + bytes(200))
    head("text", "not-a-pack", "a text", b"Dear customer, " * 20)
    head("byte_before", "not-a-pack", "one byte in front", b"\x00" + whole)
    for name, major in (("zero", 0), ("two", 2), ("absurd", 65535), ("little_endian", 256)):
        head(f"major_{name}", "version", f"major version {major}", replace(note(), major=major))
    head(
        "major_two_cut",
        "version",
        "a later format, of which nothing else is there",
        MAGIC + b"\0\2",
    )


def cut_files() -> None:
    pack = note()
    whole, signed, top = pack.file(), pack.signed(), pack.head()
    for name, comment, length in (
        ("no_bytes", "an empty file", 0),
        ("half_magic", "four bytes", 4),
        ("magic_only", "no version", 8),
        ("half_prefix", "cut in the lengths", 20),
        ("prefix_only", "no description", 24),
        ("in_description", "cut in the description", 300),
        ("in_recipient", "cut in the recipient", len(signed) - 60),
        ("in_key_check", "cut in the key check", len(signed) - 1),
        ("before_signatures", "nothing after the signed part", len(signed)),
        ("in_signature_count", "half a number", len(signed) + 1),
        ("in_signature", "cut in a signature", len(top) - 1),
        ("payload_missing", "a head and nothing else", len(top)),
        ("in_container_header", "cut in the first component's header", len(top) + 30),
        ("after_container_header", "no chunk at all", len(top) + 52),
        ("last_tag_missing", "the last tag is missing", len(whole) - 16),
        ("last_byte_missing", "one byte is missing", len(whole) - 1),
    ):
        head(f"cut_{name}", "cut", comment, whole[:length])
    two = pair()
    everything = two.file()
    last = len(two.container(1))
    head("cut_last_chunk", "cut", "the last chunk is missing", everything[: -(1500 - 1024) - 16])
    head("cut_second_component", "cut", "the second component is missing", everything[:-last])
    head("cut_first_component", "cut", "the first one is missing", two.head() + two.container(1))
    head(
        "cut_middle_chunk",
        "cut",
        "one chunk less",
        everything[: len(two.head()) + 52] + everything[len(two.head()) + 52 + 1040 :],
    )
    head(
        "cut_one_signature",
        "cut",
        "two signatures announced, one there",
        replace(pack, signature_count=2).head(),
    )


def counts() -> None:
    for name, comment, changes in (
        ("description_zero", "no description", {"manifest_bytes": 0}),
        ("description_one", "shorter than any", {"manifest_bytes": 1}),
        ("description_above", "one byte above a mebibyte", {"manifest_bytes": 2**20 + 1}),
        ("description_absurd", "4 GiB", {"manifest_bytes": 2**32 - 1}),
        ("recipients_none", "for nobody", {"recipients": []}),
        ("recipients_zero", "none announced, one there", {"recipient_count": 0}),
        ("recipients_65", "one above the limit", {"recipient_count": 65}),
        ("recipients_absurd", "65,535", {"recipient_count": 65535}),
        ("signatures_9", "one above the limit", {"signers": tuple(SIGNERS[:9])}),
        ("signatures_absurd", "65,535 announced", {"signature_count": 65535}),
        ("signed_part_zero", "nothing signed", {"signed_bytes": 0}),
        ("signed_part_absurd", "4 GiB", {"signed_bytes": 2**32 - 1}),
    ):
        head(f"count_{name}", "count", comment, replace(note(), **changes))
    really = ordered([to_appliance(key) for key in APPLIANCES[:65]])
    head("count_recipients_65_there", "count", "65 recipients", replace(note(), recipients=really))
    none: dict[str, bytes] = {}
    head("count_components_none", "count", "no file", Pack(manifest("checklist", none), none))
    many = {f"note{n:02}.md": b"x" for n in range(17)}
    head(
        "count_components_17",
        "count",
        "one above the limit",
        Pack(manifest("checklist", many), many),
    )
    two = {"a.md": b"x", "b.md": b"y"}
    head(
        "count_two_texts", "count", "a checklist is one text", Pack(manifest("checklist", two), two)
    )


def sizes() -> None:
    signed = len(note().signed())
    for name, comment, changes in (
        ("chunks_512", "chunks of 512 bytes", {"chunk_log2": 9}),
        ("chunks_zero", "chunks of one byte", {"chunk_log2": 0}),
        ("chunks_2_mib", "chunks of 2 MiB", {"chunk_log2": 21}),
        ("chunks_absurd", "2**65535 bytes", {"chunk_log2": 65535}),
        ("signed_part_more", "one byte more than there is", {"signed_bytes": signed + 1}),
        ("signed_part_less", "one byte less", {"signed_bytes": signed - 1}),
    ):
        pack = replace(note(), **changes)  # type: ignore[arg-type]  # fields by name
        head(f"size_{name}", "size", comment, pack.head() + bytes(200))
    for name, comment, size in (
        ("zero", "an empty file is none", 0),
        ("negative", "less than nothing", -1),
        ("above", "one byte above a tebibyte", 2**40 + 1),
        ("2_63", "would overflow a signed number", 2**63),
        ("2_64", "would overflow an unsigned one", 2**64),
        ("400_digits", "a number of 400 digits", 10**400),
    ):
        described = note().described
        described["components"][0]["size_bytes"] = size
        head(
            f"size_component_{name}",
            "size",
            comment,
            Pack(described, {}).head() + bytes(99),
        )
    described = note().described
    described["components"][0]["size_bytes"] = 4 * 2**20 + 1
    head("size_text_above", "size", "a text above 4 MiB", Pack(described, {}).head() + bytes(99))
    described = pair().described
    for listed in (described, described["model"]):
        listed["components"][0]["size_bytes"] = 2**40
    head(
        "size_at_limit",
        "cut",
        "a tebibyte is announced, nothing is there",
        Pack(described, {}).head(),
    )
    described = note().described
    described["components"][0]["size_bytes"] += 1
    head(
        "size_one_more",
        "cut",
        "one byte more than is there",
        Pack(described, {}).head() + note().container(0),
    )
    described = note().described
    described["components"][0]["size_bytes"] -= 1
    head(
        "size_one_less",
        "trailing",
        "one byte less than is there",
        Pack(described, {}).head() + note().container(0),
    )


def twice_and_order() -> None:
    pack, two = note(), pair()
    whole = pack.file()
    described = pair().described
    described["components"] = [described["components"][0]] * 2
    head("twice_component", "duplicate", "one file listed twice", Pack(described, two.files))
    head("twice_pack", "duplicate", "a second pack behind it", whole * 2)
    head("twice_payload", "duplicate", "a second payload behind it", whole + pack.container(0))
    head(
        "twice_last_component",
        "duplicate",
        "the last component again",
        two.file() + two.container(1),
    )
    head(
        "twice_passphrase",
        "duplicate",
        "two passphrases",
        replace(pack, recipients=[to_passphrase()] * 2),
    )
    head(
        "twice_recipient",
        "duplicate",
        "one appliance twice",
        replace(pack, recipients=[to_appliance(APPLIANCES[0])] * 2),
    )
    mixed = [to_appliance(APPLIANCES[0]), to_passphrase()]
    head(
        "mixed_recipients",
        "invalid",
        "an appliance and a passphrase",
        replace(pack, recipients=mixed),
    )
    head(
        "mixed_recipients_first",
        "invalid",
        "a passphrase and an appliance",
        replace(pack, recipients=mixed[::-1]),
    )
    upside = ordered([to_appliance(key) for key in APPLIANCES[:3]])[::-1]
    head("order_recipients", "order", "from the highest id down", replace(pack, recipients=upside))
    signed = pack.signed()
    entries = sorted((short(raw(key)), sign(key, signed)) for key in SIGNERS[:2])
    head(
        "order_signatures",
        "order",
        "from the highest id down",
        replace(pack, signatures=entries[::-1]),
    )
    head(
        "signed_twice",
        "signed-twice",
        "one key twice, to reach a threshold",
        replace(pack, signatures=[entries[0]] * 2),
    )
    other = (entries[0][0], sign(SIGNERS[5], signed))
    head(
        "signed_twice_other",
        "signed-twice",
        "one id with two signatures",
        replace(pack, signatures=[entries[0], other]),
    )
    described = pair().described
    described["components"] = described["components"][::-1]
    head(
        "order_components",
        "order",
        "not in the order of the model",
        Pack(described, dict(reversed(two.files.items()))),
    )
    for name, comment, added in (
        ("byte", "one byte too many", b"\x00"),
        ("newline", "a line end", b"\n"),
        ("chunk", "the last chunk twice", whole[-76:]),
        ("megabyte", "zeros", bytes(4096)),
        ("text", "a remark", b"approved"),
    ):
        head(f"trailing_{name}", "trailing", comment, whole + added)


def costs() -> None:
    memory, iterations, lanes = COSTS
    for name, comment, absurd in (
        ("memory_zero", "none", (0, iterations, lanes)),
        ("memory_low", "one KiB below the least", (8191, iterations, lanes)),
        ("memory_above", "one KiB above 1 GiB", (2**20 + 1, iterations, lanes)),
        ("memory_64_gib", "64 GiB", (2**26, iterations, lanes)),
        ("memory_highest", "4 TiB", (2**32 - 1, iterations, lanes)),
        ("passes_zero", "none", (memory, 0, lanes)),
        ("passes_above", "65", (memory, 65, lanes)),
        ("passes_2_31", "would overflow a signed number", (memory, 2**31, lanes)),
        ("lanes_zero", "none", (memory, iterations, 0)),
        ("lanes_above", "17", (memory, iterations, 17)),
        ("product", "each is legal, together 64 GiB of traffic", (2**20, 64, lanes)),
    ):
        pack = replace(note(), recipients=[to_passphrase(costs=absurd)])
        write(f"kdf_{name}", "kdf", "head", comment, pack.file(), passphrase=PASSPHRASE)


def write_all() -> None:
    """Every bad vector of this sort."""
    for group in (other_formats, cut_files, counts, sizes, twice_and_order, costs):
        group()
