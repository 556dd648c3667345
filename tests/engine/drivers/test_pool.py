"""When no browser starts, one sentence says what to do."""

import pytest

from moisson.engine.drivers.browser import BrowserPool, NoBrowser


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            "[0101/120000.000000:FATAL:zygote_host_impl_linux.cc(128)] No usable sandbox! If you are running on Ubuntu",
            "user namespaces",
        ),
        ("error while loading shared libraries: libnss3.so", "Install chromium-headless-shell"),
    ],
)
async def test_a_browser_that_does_not_start_is_told_with_what_helps(
    tmp_path, said: str, expected: str
) -> None:
    program = tmp_path / "chromium"
    program.write_text(f"#!/bin/sh\necho '{said}' >&2\nexit 1\n")
    program.chmod(0o755)
    async with BrowserPool(executable=program) as pool:
        with pytest.raises(NoBrowser, match=expected):
            await pool.browser()
