#!/bin/sh
# package-files.sh: puts what the Debian package holds beside the window where tauri.conf.json looks for it: the
# command line, with its manual and its completions, which the program itself prints. Tauri runs this before it
# makes a package.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
target=${CARGO_TARGET_DIR:-target}
case $target in
    /*) ;;
    *) target=$root/$target ;;
esac
program=$target/release/proofroom
files=$root/src-tauri/package

# Nothing is compiled if the whole workspace was.
(cd "$root" && cargo build --release --workspace --locked --quiet --bin proofroom)

rm -rf "$files"
mkdir -p "$files/man1"
# As packages usually are, without the names of functions.
strip -o "$files/proofroom" "$program"
"$program" man --out "$files/man1"
# Without a time inside, so that the same manual gives the same package.
gzip -9 -n "$files"/man1/*.1
for shell in bash zsh fish; do
    "$program" completions $shell >"$files/proofroom.$shell"
done
