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

# Whatever it needs of the system is here.
missing=$(ldd "$installed/usr/bin/$command" | grep 'not found' || true)
[ -z "$missing" ] || fail "the program lacks $missing"
