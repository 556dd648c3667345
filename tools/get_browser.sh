#!/bin/sh
# Makes sure that there is a browser, that it starts and that it shows text.
# Order: one that is installed, Debian's packages, Playwright's own download, else one sentence that says what to do.
# Usage: get_browser.sh PYTHON (the one of .venv, from the folder of the project)
set -u
python=$1
proven=.tools/browser # the browser that was seen to start; looked at again when the locked libraries change
reason=

if [ -n "${MOISSON_CHROMIUM:-}" ] && ! command -v "$MOISSON_CHROMIUM" >/dev/null 2>&1; then
    echo "MOISSON_CHROMIUM names '$MOISSON_CHROMIUM', which is not a program on this machine." >&2
    exit 1
fi

proven_before() {
    [ -f "$proven" ] && [ -z "$(find uv.lock -newer "$proven")" ] || return 1
    known=$(cat "$proven")
    [ -x "$known" ] && { [ -z "${MOISSON_CHROMIUM:-}" ] || [ "$(command -v "$MOISSON_CHROMIUM")" = "$known" ]; }
}

# Starts the browser that a visit would use and measures a word: without a font it has no width.
starts() {
    mkdir -p .tools
    reason=$("$python" - "$proven" 2>&1 <<'P'
import sys
from pathlib import Path
from playwright.sync_api import sync_playwright
from moisson.engine.drivers.browser_pool import find_executable

path = find_executable()
with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=path)
    page = browser.new_page()
    page.set_content("<span>Facture</span>")
    width = page.evaluate("document.querySelector('span').getBoundingClientRect().width")
    browser.close()
    if path is None:
        path = Path(playwright.chromium.executable_path)
        folder = path.parents[1]
        shells = folder.with_name(folder.name.replace("chromium-", "chromium_headless_shell-")).glob("*/*headless*shell")
        path = next(shells, path)
if not width:
    sys.exit(f"{path} has no font to show text with")
Path(sys.argv[1]).write_text(f"{path}\n", "utf-8")
P
    ) && return 0
    telling=$(printf '%s\n' "$reason" | grep -o -m 1 -E "error while loading .*|Executable doesn't exist at [^ ]*|.* has no font .*")
    reason=${telling:-$(printf '%s\n' "$reason" | grep -m 1 -E 'Error: ' || printf '%s\n' "$reason" | tail -n 1)}
    return 1
}

# How to become root: nothing, "sudo -n", "sudo" where a person at a terminal may type a password, or "no".
way_to_root() {
    if [ "$(id -u)" = 0 ]; then
        echo ""
    elif ! command -v sudo >/dev/null 2>&1; then
        echo no
    elif sudo -n true 2>/dev/null; then
        echo "sudo -n"
    elif [ -t 0 ] && [ -t 2 ] && id -nG | grep -q -w -E 'sudo|admin|wheel'; then
        echo sudo
    else
        echo no
    fi
}

apt() {
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 "$@" 2>&1
}

proven_before && exit 0
starts && exit 0
as_root=$(way_to_root)

if [ "$as_root" != no ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing a browser from the system's packages (once) ..." >&2
    [ "$as_root" = sudo ] && sudo -v -p "sudo asks for the password of %p: "
    trouble=$(apt update)
    # libatomic1: Playwright's program needs it, and a small Debian has it not.
    for package in "" chromium-headless-shell chromium; do
        # shellcheck disable=SC2086
        trouble=$(apt install -y --no-install-recommends libatomic1 fonts-dejavu-core $package) && starts && exit 0
    done
    printf '%s\n' "$trouble" | grep -m 2 '^E: ' >&2
fi

echo "Downloading a browser with Playwright (once) ..." >&2
if [ "$as_root" != no ]; then
    # shellcheck disable=SC2086
    $as_root "$python" -m playwright install-deps chromium >/dev/null 2>&1
fi
"$python" -m playwright install --only-shell chromium >/dev/null 2>&1
starts && exit 0

case $reason in
    "" | "Executable doesn't exist"*) reason="none is installed, and the download did not work" ;;
esac
echo "Moisson needs a browser ($reason): have an administrator run 'apt-get install chromium-headless-shell libatomic1 fonts-dejavu-core', or install Google Chrome where there is no apt-get; then run the same command again." >&2
exit 1
