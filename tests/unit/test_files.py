import os
import resource
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from appliance.errors import DiskFull, DocumentTooLarge, FileUnreadable
from appliance.files import atomic_write, read_limited, saving, sha256_file


def test_a_failed_write_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    target = tmp_path / "report.txt"
    target.write_bytes(b"old")
    with suppress(RuntimeError), atomic_write(target) as out:
        out.write(b"half")
        raise RuntimeError
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_the_file_is_private_from_the_start(tmp_path: Path) -> None:
    with atomic_write(tmp_path / "key") as out:
        out.write(b"x")
        (temporary,) = tmp_path.iterdir()
        assert temporary.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600


def test_a_full_disk_is_a_known_error_and_keeps_the_old_file(tmp_path: Path) -> None:
    script = (
        "import resource, signal, sys; from pathlib import Path;"
        "from appliance.files import atomic_write; from appliance.errors import DiskFull\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "try:\n"
        "    with atomic_write(Path(sys.argv[1])) as out: out.write(b'x' * 100_000)\n"
        "except DiskFull: sys.exit(DiskFull.exit_code)\n"
    )
    target = tmp_path / "report.txt"
    target.write_bytes(b"old")
    ended = subprocess.run([sys.executable, "-c", script, str(target)], check=False)
    assert ended.returncode == DiskFull.exit_code
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 4096


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable, match="absent"), atomic_write(tmp_path / "absent" / "x"):
        raise AssertionError


def test_other_system_errors_stay_what_they_are() -> None:
    with pytest.raises(BrokenPipeError), saving("x"):
        raise BrokenPipeError


def test_reading_has_a_limit_and_takes_only_regular_files(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"x" * 100)
    assert len(read_limited(file, 100)) == 100
    with pytest.raises(DocumentTooLarge):
        read_limited(file, 99)
    with pytest.raises(FileUnreadable):
        read_limited(tmp_path, 99)
    with pytest.raises(FileUnreadable):
        read_limited(tmp_path / "absent", 99)
    with pytest.raises(FileUnreadable):
        read_limited(Path(os.devnull), 99)


def test_sha256_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"abc")
    assert sha256_file(file).startswith("ba7816bf")
    with pytest.raises(FileUnreadable):
        sha256_file(tmp_path / "absent")
