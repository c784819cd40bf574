#!/bin/sh
# test-package.sh RELEASE INSTALLED: makes the Debian package of the program that was built in the
# folder RELEASE, installs it into a folder INSTALLED that holds nothing else, and looks at what a
# desktop will find there.
set -eu
[ $# = 2 ] || {
    echo "usage: test-package.sh RELEASE INSTALLED" >&2
    exit 2
}
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
release=$1
installed=$2

fail() {
    echo "test-package: $*" >&2
    exit 1
}

# What an older version left there would be another package.
rm -rf "$release/bundle"
(cd "$root" && ui/node_modules/.bin/tauri bundle --bundles deb)
package=$(find "$release/bundle/deb" -name '*.deb')
[ -f "$package" ] || fail "there is not one package in $release/bundle/deb, but: $package"

rm -rf "$installed"
mkdir -p "$installed/var/lib/dpkg/info" "$installed/var/lib/dpkg/updates"
: >"$installed/var/lib/dpkg/status"

# What it depends on is not in the folder, but in the system that runs it.
dpkg --root="$installed" --log=/dev/null --force-depends --force-not-root --install "$package"
dpkg --root="$installed" --listfiles proofroom >"$installed/files" ||
    fail "the package is not called proofroom"

depends=$(dpkg-deb --field "$package" Depends)
for needed in libwebkit2gtk-4.1-0 libgtk-3-0; do
    case $depends in
        *"$needed"*) ;;
        *) fail "the package does not depend on $needed, only on: $depends" ;;
    esac
done

entry=$(find "$installed/usr/share/applications" -name '*.desktop')
[ -f "$entry" ] || fail "there is not one desktop entry, but: $entry"
desktop-file-validate "$entry" || fail "the desktop entry is not valid"
command=$(sed -n 's/^Exec=\([^ ]*\).*/\1/p' "$entry")
[ -x "$installed/usr/bin/$command" ] || fail "the desktop entry starts \"$command\", which is not there"
grep -q '^Exec=.*%[fFuU]' "$entry" || fail "the desktop entry does not pass on a file to open"

icon=$(sed -n 's/^Icon=//p' "$entry")
for size in 32x32 128x128 256x256@2; do
    file=$installed/usr/share/icons/hicolor/$size/apps/$icon.png
    [ -s "$file" ] || fail "there is no icon of $size: $file"
done

# A double click on a trust list or a proof opens it: the desktop knows these files by name, and the entry takes them.
if command -v update-mime-database >/dev/null; then
    XDG_DATA_DIRS=$installed/usr/share update-mime-database "$installed/usr/share/mime" || fail "the description of file types is not valid"
    for type in 'application/x-proofroom-trust+json:trust.json' 'application/x-proofroom-proof:\*.proof'; do
        grep -q ":$type\$" "$installed/usr/share/mime/globs2" || fail "no file has the type $type"
        grep -q "^MimeType=.*${type%%:*}" "$entry" || fail "the desktop entry does not take ${type%%:*}"
    done
fi

# Whatever both programs need of the system is here.
for program in "$command" proofroom; do
    missing=$(ldd "$installed/usr/bin/$program" | grep 'not found' || true)
    [ -z "$missing" ] || fail "$program lacks $missing"
done

# The command line, with a page for each command, and completions that its shell can read.
"$installed/usr/bin/proofroom" --version | grep -q '^proofroom [0-9]' || fail "the command line does not run"
for page in proofroom proofroom-camera-sign proofroom-edit proofroom-verify proofroom-show; do
    file=$installed/usr/share/man/man1/$page.1.gz
    gzip -dc "$file" | grep -q '^\.SH NAME' || fail "there is no manual page $file"
    # Where there is a reader of pages, it finds nothing to warn of.
    if command -v man >/dev/null; then
        warnings=$(man --warnings -l "$file" 2>&1 >/dev/null)
        [ -z "$warnings" ] || fail "the manual page $page is not well-formed: $warnings"
    fi
done
bash -n "$installed/usr/share/bash-completion/completions/proofroom" ||
    fail "the completions for bash cannot be read"
grep -q '^#compdef proofroom' "$installed/usr/share/zsh/vendor-completions/_proofroom" ||
    fail "there are no completions for zsh"
grep -q '^complete -c proofroom' "$installed/usr/share/fish/vendor_completions.d/proofroom.fish" ||
    fail "there are no completions for fish"
