"""A message about a full disk names what the user asked for, and says how the cache is moved."""

import errno
from pathlib import Path

import pytest

from techatlas import OutputError, files, paths

FULL = OSError(errno.ENOSPC, "No space left on device")
ENGINE = "IO error: No space left on device: While appending to file: {}/store/db/bulk-1.sst: No space left on device"


def test_a_result_of_a_build_is_named_by_its_place_and_not_by_its_stage(tmp_path, monkeypatch):
    def fails(*_):
        raise FULL

    with files.staged(tmp_path / "site") as stage:
        monkeypatch.setattr(Path, "write_bytes", fails)
        with pytest.raises(OutputError) as caught:
            files.write(stage / "ja" / "index.html", b"")
        monkeypatch.undo()
    told = f"{tmp_path}/site/ja/index.html: cannot be written: No space left on device → free space, or choose another place"
    assert str(caught.value) == told


def test_what_the_engine_says_of_its_own_files_is_said_shortly(tmp_path):
    with pytest.raises(OutputError) as caught, files.staged(tmp_path / "site") as stage:
        raise OSError(ENGINE.format(stage))
    assert str(caught.value).startswith(f"{tmp_path}/site: cannot be written: No space left on device → ")
    with pytest.raises(OutputError) as caught, files.staged(tmp_path / "site") as stage:
        raise OSError(f"Corruption of {stage}/store")
    assert f"Corruption of {tmp_path}/site/store" in str(caught.value)


def test_a_full_cache_says_how_it_is_moved():
    with pytest.raises(OutputError) as caught, files.staged(paths.cache() / "0123"):
        raise FULL
    assert str(caught.value).endswith("→ free space, or set XDG_CACHE_HOME to the folder that is to hold the cache")
