#!/bin/sh
# Holds the set-up of ./run and ./check to what it must plan on each system, and to doing no more
# than it says. Nothing real is installed or built: every program that could is replaced by one
# that writes down how it was called.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT TERM

passed=0
failed=0

# claim SENTENCE COMMAND...: the sentence is true if the command succeeds.
claim() {
    sentence=$1
    shift
    if "$@"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'not so: %s. It printed:\n' "$sentence"
        cat "$scratch/output"
    fi
}

prints() { grep -q -F -e "$1" "$scratch/output"; }
prints_not() { ! prints "$1"; }
calls_nothing() { [ ! -e "$scratch/calls" ]; }
calls_only() { [ "$(cat "$scratch/calls" 2>/dev/null)" = "$1" ]; }

# calls_in_order LINE...: these calls and no others, each beginning as its line says.
calls_in_order() {
    while IFS= read -r call; do
        case $call in
            "${1:-nothing more}"*) shift ;;
            *) return 1 ;;
        esac
    done <"$scratch/calls"
    [ $# = 0 ]
}

# --- A machine of stand-ins ------------------------------------------------------------------

# What the scripts need of any shell's surroundings; nothing else of this machine is seen.
mkdir "$scratch/bin" "$scratch/home"
for program in sh cat date dirname grep head mktemp rm sed tee; do
    ln -s "$(command -v "$program")" "$scratch/bin/$program"
done

# stand_in PROGRAM: answers questions about its version, and writes down every other call.
stand_in() {
    cat >"$scratch/bin/$1" <<'END'
#!/bin/sh
case $* in
    --version | "fmt --version" | "clippy --version") echo "${0##*/} $(cat "${0%/bin/*}/version")" ;;
    "--print target-libdir"*) cat "${0%/bin/*}/web-library" ;;
    *) echo "${0##*/} $*" >>"${0%/bin/*}/calls" ;;
esac
END
    chmod +x "$scratch/bin/$1"
}

# answers PROGRAM WORD: whatever it is asked, it only says this.
answers() {
    printf '#!/bin/sh\necho %s\n' "$2" >"$scratch/bin/$1"
    chmod +x "$scratch/bin/$1"
}

# Where ./run finds a display: none, unless a test says so.
display=

# on_stand_ins COMMAND...: runs it from another folder, its exit status being in $status.
on_stand_ins() {
    rm -f "$scratch/calls"
    status=0
    (
        cd "$scratch/home"
        PATH=$scratch/bin HOME=$scratch/home CARGO_HOME=$scratch/home/.cargo
        CARGO_TARGET_DIR=$scratch/target
        SSL_CERT_FILE=$scratch/version
        PROOFROOM_WEB_COMPILER=$scratch/none
        export PROOFROOM_WEB_COMPILER
        export PATH HOME CARGO_HOME CARGO_TARGET_DIR SSL_CERT_FILE
        DISPLAY=$display
        export DISPLAY
        unset RUSTUP_TOOLCHAIN CI WAYLAND_DISPLAY
        "$@"
    ) >"$scratch/output" 2>&1 || status=$?
}

# --- Plans of every system -------------------------------------------------------------------

for program in sudo env apt-get dnf zypper pacman apk brew xcode-select curl cargo rustc rustup; do
    stand_in "$program"
done
answers cc nothing
stand_in npm
answers node v9999.0.0
for program in pkg-config WebKitWebDriver Xvfb desktop-file-validate cjpeg djpeg jpegtran exiftool \
    exiv2 mogrify jpegoptim python3 chromium; do
    answers "$program" nothing
done
answers uname Linux
echo "$scratch/bin" >"$scratch/web-library"
echo 9999.0.0 >"$scratch/version"
node_needed=$(sed -n 's/^ *"node": *">=\(.*\)".*/\1/p' "$root/ui/package.json")
needed=$(sed -n 's/^rust-version *= *"\(.*\)"/\1/p' "$root/Cargo.toml")

# plan_says SYSTEM LINE...: each line, an installation as root, is in the plan of ./check; that of
# ./run has no lints in it.
plan_says() {
    system=$1
    shift
    PROOFROOM_PLAN_SYSTEM=$system
    export PROOFROOM_PLAN_SYSTEM
    for command in run check; do
        on_stand_ins "$root/$command" --plan
        claim "./$command --plan succeeds for $system" [ "$status" = 0 ]
        claim "./$command --plan does nothing for $system" calls_nothing
        claim "./$command --plan for $system asks for Rust $needed" prints "Rust $needed or newer"
        claim "./$command --plan for $system ends with rustup" prints https://sh.rustup.rs
    done
    for line; do
        claim "./check --plan for $system says: $line" prints "$line"
    done
    claim "./check --plan for $system runs the tests" prints "cargo test"
    claim "./check --plan for $system tests the window's parts" prints "npm test"
    claim "./check --plan for $system drives the window" prints "tests/window/"
    claim "./check --plan for $system builds the verifier for browsers" \
        prints "--package proofroom-web --package proofroom-stand-in --target wasm32-unknown-unknown"
    claim "./check --plan for $system builds the page" prints "npm run --silent page"
    claim "./check --plan for $system tests the page" prints "tests/page/"
    on_stand_ins "$root/run" --plan --out 'some folder'
    claim "./run --plan for $system has no lints" prints_not clippy
    claim "./run --plan for $system runs the demo" prints "proofroom demo --out some folder"
    claim "./run --plan for $system has no window without a display" prints_not npm
    claim "./run --plan for $system says that there is no display" prints "There is no display"
    display=:1
    on_stand_ins "$root/run" --plan "my photo.png"
    claim "./run --plan for $system opens the window" prints "release/proofroom-app my photo.png"
    claim "./run --plan for $system asks for Node" prints "Node $node_needed or newer"
    on_stand_ins "$root/run" --plan --demo
    claim "./run --plan --demo for $system has no window" prints_not npm
    on_stand_ins "$root/run" --plan --page
    claim "./run --plan --page for $system builds the page" prints "npm run --silent page"
    claim "./run --plan --page for $system has no window" prints_not "proofroom-app"
    display=
    unset PROOFROOM_PLAN_SYSTEM
}

answers id 0
apt='    env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends --no-remove'
apt="$apt -o DPkg::Lock::Timeout=300"
plan_says debian "    apt-get update" "$apt gcc libc6-dev ca-certificates pkg-config libwebkit2gtk-4.1-dev" \
    "$apt rustc cargo rustfmt rust-clippy" "$apt rustup" "$apt curl" \
    "$apt nodejs npm" "    npm install" "$apt webkit2gtk-driver xvfb desktop-file-utils" \
    "$apt libjpeg-turbo-progs" "$apt libimage-exiftool-perl exiv2 imagemagick jpegoptim python3-pil" \
    "$apt python3" "$apt rustc-web rust-web-src lld" "$apt chromium" test-package.sh
plan_says fedora \
    "    dnf install --assumeyes gcc glibc-devel ca-certificates pkgconf-pkg-config webkit2gtk4.1-devel" \
    "    dnf install --assumeyes rust cargo rustfmt clippy" \
    "    dnf install --assumeyes nodejs nodejs-npm" \
    "    dnf install --assumeyes xorg-x11-server-Xvfb desktop-file-utils" \
    "    dnf install --assumeyes libjpeg-turbo-utils" \
    "    dnf install --assumeyes perl-Image-ExifTool exiv2 ImageMagick" \
    "    dnf install --assumeyes python3" \
    "    dnf install --assumeyes rust-std-static-wasm32-unknown-unknown"
plan_says arch "    pacman -Syu --needed --noconfirm gcc ca-certificates pkgconf webkit2gtk-4.1" \
    "    pacman -Syu --needed --noconfirm rust" \
    "    pacman -Syu --needed --noconfirm nodejs npm" \
    "    pacman -Syu --needed --noconfirm xorg-server-xvfb desktop-file-utils" \
    "    pacman -Syu --needed --noconfirm libjpeg-turbo" \
    "    pacman -Syu --needed --noconfirm perl-image-exiftool exiv2 imagemagick jpegoptim python-pillow" \
    "    pacman -Syu --needed --noconfirm python" \
    "    pacman -Syu --needed --noconfirm rust-wasm"
plan_says opensuse \
    "    zypper --non-interactive install --no-recommends gcc glibc-devel ca-certificates-mozilla" \
    "pkgconf-pkg-config webkit2gtk3-devel" \
    "    zypper --non-interactive install --no-recommends rust cargo" \
    "    zypper --non-interactive install --no-recommends nodejs-default npm-default" \
    "    zypper --non-interactive install --no-recommends xorg-x11-server-Xvfb desktop-file-utils" \
    "    zypper --non-interactive install --no-recommends libjpeg-turbo" \
    "    zypper --non-interactive install --no-recommends exiftool exiv2-tools ImageMagick jpegoptim python3-Pillow"
plan_says alpine "    apk add --update-cache gcc musl-dev ca-certificates pkgconf webkit2gtk-4.1-dev" \
    "    apk add --update-cache rust cargo rustfmt rust-clippy" \
    "    apk add --update-cache nodejs npm" "    apk add --update-cache xvfb desktop-file-utils" \
    "    apk add --update-cache libjpeg-turbo-utils" \
    "    apk add --update-cache exiftool exiv2 imagemagick jpegoptim py3-pillow" "    apk add --update-cache rust-wasm"
plan_says macos "    xcode-select --install" "    brew install rust" "    brew install node"

answers id 1000
plan_says debian "    sudo apt-get update" "    sudo env" "    rustup toolchain install"
plan_says fedora "    sudo dnf install"
plan_says macos "    brew install rust"

# --- On a machine of stand-ins --------------------------------------------------------------

on_stand_ins "$root/check" --plan
claim "a plan where nothing is missing installs nothing" prints_not apt-get
claim "a plan where nothing is missing does nothing" calls_nothing

echo "$scratch/none" >"$scratch/web-library"
on_stand_ins "$root/check" --plan
claim "the target of browsers is added by rustup where it is there" \
    prints "    rustup target add wasm32-unknown-unknown"
claim "a plan without the target of browsers does nothing" calls_nothing

mkdir -p "$scratch/target/release"
cat >"$scratch/target/release/proofroom" <<'END'
#!/bin/sh
echo "in ${PWD##*/}: $*"
exit 7
END
chmod +x "$scratch/target/release/proofroom"
on_stand_ins "$root/run" --out photos
claim "./run builds, and installs nothing where nothing is missing" \
    calls_only "cargo build --release --locked --quiet"
claim "./run starts the demo where the user is" prints "in home: demo --out photos"
claim "./run ends with the demo's exit status" [ "$status" = 7 ]

cat >"$scratch/target/release/proofroom-app" <<'END'
#!/bin/sh
echo "window of ${1##*/}"
END
chmod +x "$scratch/target/release/proofroom-app"
display=:1
on_stand_ins "$root/run"
claim "./run with a display builds the window, then the program" \
    calls_in_order "npm ci" "npm run --silent build" "cargo build --release --workspace --locked"
claim "./run with a display opens a sample photo" prints "window of dandelions.original.png"
on_stand_ins "$root/run" --demo --out photos
claim "./run --demo runs the demo where there is a display" prints "in home: demo --out photos"
display=

on_stand_ins "$root/check" --fast
claim "./check refuses words that it does not know" [ "$status" = 2 ]
claim "./check does nothing then" calls_nothing

echo 1.2.3 >"$scratch/version"
on_stand_ins "$root/check" --plan
claim "an old Rust is renewed by rustup where it is there" \
    prints "    rustup toolchain install stable"
rm "$scratch/bin/rustup"
on_stand_ins "$root/check" --plan
claim "an old Rust is renewed by the system's packages" prints "rustc cargo"

answers node v12.22.0
on_stand_ins "$root/check" --plan
claim "an old Node is replaced by npm's, in the build's folder" \
    prints "--prefix $scratch/target/tools node@"

rm "$scratch/bin/pkg-config"
on_stand_ins "$root/check" --plan
claim "without the files of WebKitGTK, ./check installs them" prints "libwebkit2gtk-4.1-dev"
on_stand_ins "$root/run" --plan
claim "the demo does without the files of WebKitGTK" prints_not webkit

rm "$scratch/bin/sudo" "$scratch/bin/cc"
on_stand_ins "$root/run"
claim "without root and sudo, ./run fails" [ "$status" = 1 ]
claim "without root and sudo, ./run installs nothing" calls_nothing
claim "without root and sudo, ./run says what to type" prints "As root, type"

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
