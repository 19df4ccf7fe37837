from __future__ import annotations

import pytest

from appliance.crypto import kdf
from appliance.crypto.kdf import RECOMMENDED_MINIMUM, KdfParams, KdfRefused, argon2id, hkdf


def test_argon2id_is_the_standard_one() -> None:
    # The example of the reference implementation: echo -n password | argon2 somesalt -id -t 2 -m 16
    made = argon2id(b"password", b"somesalt", KdfParams(65536, 2, 1))
    assert made.hex() == "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"


def test_hkdf_is_the_standard_one() -> None:
    # RFC 5869, test case 1, its first 32 bytes.
    made = hkdf(bytes([0x0B] * 22), bytes.fromhex("f0f1f2f3f4f5f6f7f8f9"), salt=bytes(range(13)))
    assert made.hex() == "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"


def test_subkeys_differ_by_purpose() -> None:
    assert hkdf(bytes(32), b"one") != hkdf(bytes(32), b"two")


@pytest.mark.parametrize(
    ("memory_kib", "iterations", "lanes"),
    [
        (0, 1, 1),
        (-65536, 1, 1),
        (8 * 1024 - 1, 1, 1),
        (1024 * 1024 + 1, 1, 1),
        (64 * 1024 * 1024, 1, 1),  # 64 GiB
        (2**31, 1, 1),
        (8 * 1024, 0, 1),
        (8 * 1024, 65, 1),
        (8 * 1024, 2**31, 1),
        (8 * 1024, 1, 0),
        (8 * 1024, 1, 17),
        (1024 * 1024, 17, 1),  # each in bounds, together minutes of work
    ],
)
def test_costs_out_of_bounds_are_refused_before_any_memory_is_taken(
    memory_kib: int, iterations: int, lanes: int
) -> None:
    with pytest.raises(KdfRefused):
        KdfParams(memory_kib, iterations, lanes)


def test_bounds_themselves_are_allowed() -> None:
    KdfParams(8 * 1024, 1, 1)
    KdfParams(1024 * 1024, 16, 16)


def test_calibration_never_goes_below_the_recommended_minimum() -> None:
    params = kdf.calibrate(target_s=0.001)
    assert params.memory_kib >= RECOMMENDED_MINIMUM.memory_kib
    assert params.iterations >= RECOMMENDED_MINIMUM.iterations


@pytest.mark.parametrize("speed_kib_s", [2e5, 2e6, 2e9])
def test_calibration_aims_at_the_time(monkeypatch: pytest.MonkeyPatch, speed_kib_s: float) -> None:
    def took_s(params: KdfParams) -> float:
        return params.memory_kib * params.iterations / speed_kib_s

    monkeypatch.setattr(kdf, "_time_once_s", took_s)
    params = kdf.calibrate(target_s=0.5)
    at_least = took_s(params) >= 0.5 * 0.5
    at_the_ceiling = params.iterations == 64 or params.memory_kib * params.iterations > 15 * 2**20
    assert at_least or at_the_ceiling
    assert params == RECOMMENDED_MINIMUM or took_s(params) <= 0.5


def test_calibration_survives_a_clock_that_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kdf, "_time_once_s", lambda _params: 0.0)
    monkeypatch.setattr(kdf, "_physical_kib", lambda: 1024 * 1024)
    assert kdf.calibrate().memory_kib == 128 * 1024
