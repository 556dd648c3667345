#!/bin/sh
# Brings, where apt can, what the further steps of a visit need: a full Chromium, and a virtual screen to show it on.
# Never fails: tests of steps that are missing are skipped and say so.
set -u
wanted=
command -v chromium >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 || wanted="chromium"
command -v Xvfb >/dev/null 2>&1 || [ -n "${DISPLAY:-}" ] || wanted="$wanted xvfb"
[ -n "$wanted" ] || exit 0
[ "$(id -u)" = 0 ] && as_root="" || as_root="sudo -n"
if command -v apt-get >/dev/null 2>&1 && $as_root true 2>/dev/null; then
    echo "Installing$(printf ' %s' $wanted) for the tests of all browsers (once) ..." >&2
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 update >/dev/null 2>&1
    # shellcheck disable=SC2086
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 install -y --no-install-recommends $wanted >/dev/null 2>&1 && exit 0
fi
echo "Not installed:$(printf ' %s' $wanted). The tests of these steps are skipped." >&2
exit 0
