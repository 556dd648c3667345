#!/bin/sh
# Makes sure that a browser is there. Order: one that is installed, Debian's packages, Playwright's own download.
# Usage: get_browser.sh PYTHON
set -u
python=$1
for name in chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
[ -n "${MOISSON_CHROMIUM:-}" ] && [ -x "$MOISSON_CHROMIUM" ] && exit 0
[ -d "/Applications/Google Chrome.app" ] && exit 0
"$python" - <<'P' && exit 0
import glob, os, sys
root = os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or os.path.expanduser("~/.cache/ms-playwright")
sys.exit(0 if glob.glob(root + "/chromium*/*/*") else 1)
P

if command -v apt-get >/dev/null 2>&1; then
    as_root=""
    if [ "$(id -u)" != 0 ]; then
        if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then as_root="sudo -n"; else as_root=no; fi
    fi
    if [ "$as_root" != no ]; then
        echo "Installing a browser from Debian's packages (once) ..." >&2
        export DEBIAN_FRONTEND=noninteractive
        $as_root apt-get update -qq >/dev/null 2>&1
        for package in chromium-headless-shell chromium; do
            if $as_root apt-get install -y -qq --no-install-recommends "$package" fonts-dejavu-core >/dev/null 2>&1; then
                exit 0
            fi
        done
    fi
fi
echo "Downloading a browser with Playwright (once) ..." >&2
if "$python" -m playwright install --with-deps --only-shell chromium >/dev/null 2>&1 ||
    "$python" -m playwright install --only-shell chromium >/dev/null 2>&1; then
    exit 0
fi
echo "Moisson needs a browser: install the package 'chromium' (or Google Chrome), then run the same command again." >&2
exit 1
