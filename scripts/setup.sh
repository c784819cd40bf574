# What ./run and ./check share: finding what a machine lacks, installing it, and running stages.
# Sourced by both. POSIX sh, because a bare machine may have no other shell.
#
# The sourcing script sets
#   root        the folder of Proofroom
#   name        its own name, run or check
#   components  what it needs of Rust beside rustc and cargo, in rustup's words; may be empty
#   window      yes if it builds the window, which needs WebKitGTK and Node
# and calls `set_up`, then `stage` for each thing it does.
#
# shellcheck shell=sh
# shellcheck disable=SC2154 # root, name, components and window come from the sourcing script
# shellcheck disable=SC2086,SC2046 # lists of packages are meant to be split into words

# With planning=yes, whatever would change the machine is printed instead of done.
planning=no

scratch=$(mktemp -d)
clean_up() { rm -rf "$scratch"; }
trap clean_up EXIT
trap 'exit 129' HUP
trap 'echo; exit 130' INT
trap 'exit 143' TERM

die() {
    printf '%s: %s\n' "$name" "$*" >&2
    exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

one_line() { echo "$*"; }

# Runs a command that changes something, or prints it in a plan.
act() {
    if [ "$planning" = yes ]; then
        printf '    %s\n' "$*"
    else
        "$@"
    fi
}

as_root() {
    if [ "$(id -u)" = 0 ] || ! has sudo; then
        act "$@"
    else
        act sudo "$@"
    fi
}

in_root() { (cd "$root" && act "$@"); }
in_ui() { (cd "$root/ui" && act "$@"); }

# --- Stages ----------------------------------------------------------------------------------

# The time since START (seconds of the epoch), for people.
elapsed_since() {
    seconds=$(($(date +%s) - $1))
    if [ "$seconds" -lt 60 ]; then
        printf '%s s' "$seconds"
    else
        printf '%s min %s s' "$((seconds / 60))" "$((seconds % 60))"
    fi
}

# took STAGE SECONDS: notes how long a stage took, for `table_of_times`.
took() { printf '%s\t%s\n' "$2" "$1" >>"$scratch/times"; }

# A table of the stages so far and the minutes that each took.
table_of_times() {
    [ ! -e "$scratch/times" ] || awk -F '\t' '
        { printf "%6d:%02d  %s\n", $1 / 60, $1 % 60, $2 }
    ' "$scratch/times"
}

# attempt STAGE COMMAND...: one line with the stage's name and time; the command's output is shown
# only if it fails. Changes that COMMAND makes to variables are lost.
attempt() {
    stage_name=$1
    shift
    if [ "$planning" = yes ]; then
        printf '%s\n' "$stage_name"
        "$@"
        return
    fi
    stage_started=$(date +%s)
    printf '%s ... ' "$stage_name"
    if ("$@") </dev/null >"$scratch/log" 2>&1; then
        printf '%s\n' "$(elapsed_since "$stage_started")"
        took "$stage_name" "$(($(date +%s) - stage_started))"
    else
        printf 'failed after %s\n' "$(elapsed_since "$stage_started")"
        cat "$scratch/log"
        return 1
    fi
}

# Like `attempt`, and a failure ends the script.
stage() { attempt "$@" || die "failed at the stage \"$1\"; what it printed is above"; }

# --- What this machine has -------------------------------------------------------------------

# A system is known by its package manager: derivatives of a distribution need no line of their own.
this_system() {
    if [ "$(uname -s)" = Darwin ]; then
        echo macos
    elif has apt-get; then
        echo debian
    elif has zypper; then
        echo opensuse
    elif has dnf; then
        echo fedora
    elif has pacman; then
        echo arch
    elif has apk; then
        echo alpine
    else
        echo unknown
    fi
}

# The oldest Rust that builds Proofroom.
rust_needed=$(sed -n 's/^rust-version *= *"\([0-9.]*\)".*/\1/p' "$root/Cargo.toml" | head -n 1)
[ -n "$rust_needed" ] || die "Cargo.toml has no line 'rust-version = \"...\"'"

# at_least HAVE NEEDED: compares major and minor of two versions; an empty HAVE is older than any.
at_least() {
    [ -n "$1" ] || return 1
    have_minor=${1#*.}
    need_minor=${2#*.}
    have_minor=${have_minor%%[!0-9]*}
    need_minor=${need_minor%%[!0-9]*}
    [ "${1%%.*}" -gt "${2%%.*}" ] ||
        { [ "${1%%.*}" -eq "${2%%.*}" ] && [ "${have_minor:-0}" -ge "${need_minor:-0}" ]; }
}

# The version of rustc or cargo here, or nothing. rustup chooses by folder, so it is asked in ours;
# it is not to download anything for an answer.
version_of() {
    (cd "$root" && RUSTUP_AUTO_INSTALL=0 "$1" --version 2>/dev/null) |
        sed -n "s/^$1 \([0-9][0-9.]*\).*/\1/p"
}

rust_is_new_enough() {
    [ -z "$bare" ] && at_least "$(version_of cargo)" "$rust_needed" &&
        at_least "$(version_of rustc)" "$rust_needed"
}

rust_is_complete() {
    rust_is_new_enough || return 1
    for component in $components; do
        (cd "$root" && RUSTUP_AUTO_INSTALL=0 cargo "${component#rust}" --version) \
            >/dev/null 2>&1 || return 1
    done
}

# A compiler may be there without the C library's files, so a program is really linked.
linker_works() {
    [ -z "$bare" ] || return 1
    # On macOS without the developer tools, cc exists and opens a dialog.
    [ "$system" != macos ] || xcode-select -p >/dev/null 2>&1 || return 1
    has cc && echo 'int main(void) { return 0; }' |
        cc -x c - -o "$scratch/linked" 2>/dev/null
}

# The certificates by which cargo knows the registry.
certificates_found() {
    [ -z "$bare" ] || return 1
    for bundle in "${SSL_CERT_FILE:-}" /etc/ssl/certs/ca-certificates.crt /etc/ssl/cert.pem \
        /etc/ssl/ca-bundle.pem /etc/pki/tls/certs/ca-bundle.crt; do
        [ ! -s "$bundle" ] || return 0
    done
    return 1
}

webkit_found() {
    [ -z "$bare" ] || return 1
    [ "$system" = macos ] ||
        { has pkg-config && pkg-config --exists webkit2gtk-4.1 >/dev/null 2>&1; }
}

# The oldest Node that builds the window.
node_needed=$(sed -n 's/^ *"node": *">=\([0-9.]*\)".*/\1/p' "$root/ui/package.json" | head -n 1)
[ -n "$node_needed" ] || die "ui/package.json has no line \"node\": \">=...\""

node_is_new_enough() {
    [ -z "$bare" ] && has npm && has node &&
        at_least "$(node --version 2>/dev/null | sed -n 's/^v//p')" "$node_needed"
}

# What drives the real window without a screen, and says whether its desktop entry is one.
window_tests_found() {
    [ -z "$bare" ] && has WebKitWebDriver && has Xvfb && has desktop-file-validate
}

# What judges how JPEGs are read: libjpeg-turbo's programs.
jpeg_judge_found() {
    [ -z "$bare" ] && has cjpeg && has djpeg && has jpegtran
}

# Whose captions must be harmless, what shows that they are, and what optimises JPEGs or saves them again.
viewers_found() {
    [ -z "$bare" ] && has exiftool && has exiv2 && has mogrify && has jpegoptim && pillow_found
}

pillow_found() {
    python3 -c 'import PIL.Image' 2>/dev/null || /usr/bin/python3 -c 'import PIL.Image' 2>/dev/null
}

# What runs the second verifier.
python_found() {
    [ -z "$bare" ] && has python3
}

# What shows the page.
chromium_found() {
    [ -z "$bare" ] && has chromium
}

# The target of browsers.
web_target=wasm32-unknown-unknown

# What the library is compiled with for browsers: the Rust that is here, if it has the standard library of that
# target, or else Debian's newer compiler, with which Debian ships the sources of the standard library but no linker.
web_compiler=${PROOFROOM_WEB_COMPILER:-/usr/bin/rustc}

has_web_library() {
    [ -d "$(cd "$root" && RUSTUP_AUTO_INSTALL=0 rustc --print target-libdir --target $web_target 2>/dev/null)" ]
}

has_web_sources() {
    at_least "$($web_compiler --version 2>/dev/null | sed -n 's/^rustc \([0-9][0-9.]*\).*/\1/p')" "$rust_needed" &&
        [ -d "$($web_compiler --print sysroot)/lib/rustlib/src/rust/library/std" ] && has wasm-ld
}

web_found() {
    [ -z "$bare" ] && { has_web_library || has_web_sources; }
}

# --- Packages --------------------------------------------------------------------------------

# What a system calls its packages. A system without a line has the thing already, or has none.
packages_for() {
    case $1:$system in
        linker:debian) echo gcc libc6-dev ;;
        linker:fedora) echo gcc glibc-devel ;;
        linker:arch) echo gcc ;;
        linker:opensuse) echo gcc glibc-devel ;;
        linker:alpine) echo gcc musl-dev ;;

        certificates:opensuse) echo ca-certificates-mozilla ;;
        certificates:macos) ;;
        certificates:*) echo ca-certificates ;;

        curl:macos) ;;
        curl:*) echo curl ;;

        # macOS has a web view of its own. What WebKitGTK itself needs comes with it.
        webkit:debian) echo pkg-config libwebkit2gtk-4.1-dev ;;
        webkit:fedora) echo pkgconf-pkg-config webkit2gtk4.1-devel ;;
        webkit:arch) echo pkgconf webkit2gtk-4.1 ;;
        webkit:opensuse) echo pkgconf-pkg-config webkit2gtk3-devel ;;
        webkit:alpine) echo pkgconf webkit2gtk-4.1-dev ;;

        # openSUSE numbers its packages of Node, but each provides this name.
        node:fedora) echo nodejs nodejs-npm ;;
        node:opensuse) echo nodejs-default npm-default ;;
        node:macos) echo node ;;
        node:*) echo nodejs npm ;;

        # Elsewhere the driver of WebKitGTK comes with it, or in no package.
        window_tests:debian) echo webkit2gtk-driver xvfb desktop-file-utils ;;
        window_tests:fedora) echo xorg-x11-server-Xvfb desktop-file-utils ;;
        window_tests:arch) echo xorg-server-xvfb desktop-file-utils ;;
        window_tests:opensuse) echo xorg-x11-server-Xvfb desktop-file-utils ;;
        window_tests:alpine) echo xvfb desktop-file-utils ;;

        # macOS has no such programs in its path; openSUSE and Arch have them beside the library.
        jpeg_judge:debian) echo libjpeg-turbo-progs ;;
        jpeg_judge:fedora | jpeg_judge:alpine) echo libjpeg-turbo-utils ;;
        jpeg_judge:arch | jpeg_judge:opensuse) echo libjpeg-turbo ;;

        viewers:debian) echo libimage-exiftool-perl exiv2 imagemagick jpegoptim python3-pil ;;
        viewers:fedora) echo perl-Image-ExifTool exiv2 ImageMagick jpegoptim python3-pillow ;;
        viewers:arch) echo perl-image-exiftool exiv2 imagemagick jpegoptim python-pillow ;;
        viewers:opensuse) echo exiftool exiv2-tools ImageMagick jpegoptim python3-Pillow ;;
        viewers:alpine) echo exiftool exiv2 imagemagick jpegoptim py3-pillow ;;

        python:arch | python:macos) echo python ;;
        python:*) echo python3 ;;

        chromium:macos) ;;
        chromium:*) echo chromium ;;

        # Where rustup does not bring them. Debian's own Rust may be too old, and has no package of the kind.
        web:debian) echo rustc-web rust-web-src lld ;;
        web:fedora) echo rust-std-static-wasm32-unknown-unknown ;;
        web:arch | web:alpine) echo rust-wasm ;;

        rust:debian) echo rustc cargo ;;
        rust:fedora | rust:opensuse | rust:alpine) echo rust cargo ;;
        rust:arch | rust:macos) echo rust ;;

        rustfmt:debian | rustfmt:fedora | rustfmt:alpine) echo rustfmt ;;
        clippy:debian | clippy:alpine) echo rust-clippy ;;
        clippy:fedora) echo clippy ;;

        # Elsewhere the package holds only an installer, no better than the official one.
        rustup:debian) echo rustup ;;
    esac
}

can_install_packages() {
    case $system in
        macos) has brew ;;
        unknown) false ;;
        *) [ "$(id -u)" = 0 ] || has sudo ;;
    esac
}

install_packages() {
    case $system in
        debian)
            # Never takes away a package that somebody else relies on.
            as_root env DEBIAN_FRONTEND=noninteractive apt-get install --yes \
                --no-install-recommends --no-remove -o DPkg::Lock::Timeout=300 "$@"
            ;;
        fedora) as_root dnf install --assumeyes "$@" ;;
        opensuse) as_root zypper --non-interactive install --no-recommends "$@" ;;
        # Arch supports no installation without an upgrade of the whole system.
        arch) as_root pacman -Syu --needed --noconfirm "$@" ;;
        alpine) as_root apk add --update-cache "$@" ;;
        macos) act brew install "$@" ;;
    esac
}

# Debian's apt-get installs from an index that it does not renew by itself. A source that cannot
# be reached is no reason to stop: the others may have all that is needed.
index=old
renew_index() {
    if [ "$system" = debian ] && [ "$index" = old ]; then
        attempt "renewing the package index" as_root apt-get update || true
        index=new
    fi
}

# The version of a package that could be installed, or nothing.
offered_version() {
    case $system in
        debian) LC_ALL=C apt-cache policy "$1" | sed -n 's/^ *Candidate: *//p' ;;
        fedora) LC_ALL=C dnf --quiet info "$1" | sed -n 's/^Version *: *//p' ;;
        opensuse) LC_ALL=C zypper --non-interactive info "$1" | sed -n 's/^Version *: *//p' ;;
        # 1:1.90.0-1, the number before the colon counting changes of the counting
        arch) LC_ALL=C pacman -Si "$1" | sed -n 's/^Version *: *\([0-9]*:\)\{0,1\}//p' ;;
        alpine) apk search --exact "$1" | sed -n "s/^$1-//p" ;;
        macos) brew info "$1" | sed -n 's/^==> .*stable \([0-9.]*\).*/\1/p' ;;
    esac 2>/dev/null | grep '^[0-9]' | head -n 1
}

# --- Setting up ------------------------------------------------------------------------------

# Brings what is missing beside Rust.
ensure_packages() {
    missing=
    linker_works || missing="$missing $(packages_for linker)"
    certificates_found || missing="$missing $(packages_for certificates)"
    [ "$window" = no ] || webkit_found || missing="$missing $(packages_for webkit)"
    missing=$(one_line $missing)

    if [ "$system" = macos ] && ! linker_works; then
        attempt "asking for Apple's command line tools" act xcode-select --install || true
        [ "$planning" = yes ] ||
            die "confirm the dialog, wait until they are installed, and type ./$name again"
    elif [ "$system" = unknown ] && ! linker_works; then
        die "there is no C compiler that links (cc), and no package manager that this script" \
            "knows (apt-get, dnf, zypper, pacman, apk): install a C compiler and type ./$name again"
    elif [ "$system" = unknown ] || [ -z "$missing" ]; then
        :
    elif [ "$planning" = yes ] || can_install_packages; then
        renew_index
        stage "installing $missing" install_packages $missing
    else
        planning=yes
        {
            echo "$name: missing: $missing. You are not root and there is no sudo. As root, type"
            [ "$system" != debian ] || as_root apt-get update
            install_packages $missing
            echo "and then ./$name again as yourself."
        } >&2
        exit 1
    fi
}

# ensure_for_tests THING: brings what only tests need, where it can be had; the caller looks again.
ensure_for_tests() {
    extras=$(packages_for "$1")
    if ! "$1_found" && [ -n "$extras" ] &&
        { [ "$planning" = yes ] || can_install_packages; }; then
        renew_index
        attempt "installing $extras" install_packages $extras || true
        hash -r
    fi
}

# What the library needs to be compiled for browsers: rustup's standard library, or the system's packages.
ensure_web() {
    ! web_found || return 0
    if [ -z "$bare" ] && has rustup; then
        attempt "adding the target of browsers to Rust" in_root rustup target add $web_target || true
    fi
    ensure_for_tests web
}

# Builds the verifier for browsers, and the program's edits for the stand-in with which the window runs in a browser.
# What Debian's compiler makes stays apart.
build_for_browsers() {
    set -- cargo build --profile web --locked --quiet --package proofroom-web --package proofroom-stand-in \
        --target $web_target
    built=$target
    if [ "$planning" = yes ] || has_web_library; then
        in_root "$@"
    else
        built=$target/web-by-debian
        in_root env RUSTC=$web_compiler RUSTC_BOOTSTRAP=1 CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=wasm-ld \
            "$@" --target-dir "$built" -Z build-std=std,panic_abort
    fi || return 1
    built=$built/$web_target/web
    in_root cp "$built/proofroom_stand_in.wasm" ui/src/dev/edits.wasm &&
        in_root mkdir -p web/dist &&
        in_root cp "$built/proofroom_web.wasm" web/dist/verifier.wasm
}

# Builds the page, which the program takes in, the element for other pages, and the package for Node, of the verifier for
# browsers and the packages of the window.
build_page() {
    in_root node web/build.mjs &&
        in_ui env ENGINE="$root/web/dist/verifier.wasm" PARAMETERS="$root/web/dist/parameters.bin" \
            npm run --silent page
}

# npm brings a Node as well as it brings anything else; it stays in the build's own folder.
node_from_npm() {
    act npm install --silent --no-audit --no-fund --no-save --prefix "$target/tools" node@22
}

# The system's own Node where it is new enough, else a newer one by the system's npm.
ensure_node() {
    ! node_is_new_enough || return 0
    PATH=$target/tools/node_modules/.bin:$PATH
    ! node_is_new_enough || return 0

    node_packages=$(packages_for node)
    if [ "$planning" = yes ]; then
        renew_index
        echo "installing Node $node_needed or newer: the system's own, if it is new enough"
        install_packages $node_packages
        echo "or else a newer one by npm, into the build's folder"
        node_from_npm
        return
    fi
    if ! has npm && can_install_packages; then
        renew_index
        attempt "installing $node_packages" install_packages $node_packages || true
        hash -r
    fi
    if ! node_is_new_enough && has npm; then
        attempt "installing a newer Node by npm" node_from_npm || true
        hash -r
    fi
    node_is_new_enough ||
        die "Node $node_needed or newer with npm is not here and could not be installed. Install" \
            "it as https://nodejs.org says and type ./$name again"
}

install_toolchain() {
    act rustup toolchain install stable --profile minimal --no-self-update $component_options
}

use_rustup() {
    if rust_is_new_enough; then
        attempt "adding $components to Rust" in_root rustup component add $components
    else
        # For this run only: the user's default toolchain stays what it is.
        RUSTUP_TOOLCHAIN=stable
        export RUSTUP_TOOLCHAIN
        rust_is_complete || attempt "installing Rust by rustup" install_toolchain
    fi
}

# For this user only, and the shell's start-up files stay as they are.
run_official_installer() (
    cd "$scratch" &&
        act curl --proto =https --tlsv1.2 --silent --show-error --fail --location \
            --output rustup-init.sh https://sh.rustup.rs &&
        act env RUSTUP_INIT_SKIP_PATH_CHECK=yes sh rustup-init.sh -y --no-modify-path \
            --profile minimal --default-toolchain stable $component_options
)

use_official_installer() {
    if ! has curl && can_install_packages; then
        attempt "installing curl" install_packages $(packages_for curl) || return 1
    fi
    attempt "installing Rust by the installer of rustup.rs" run_official_installer
}

# The system's own Rust where it is new enough, else the system's rustup, else the official
# installer.
install_rust() {
    if [ -z "$bare" ] && has rustup; then
        use_rustup
    elif ! can_install_packages; then
        use_official_installer
    else
        renew_index
        if at_least "$(offered_version "${rust_packages%% *}")" "$rust_needed"; then
            attempt "installing $rust_packages" install_packages $rust_packages
        # Debian's rustup would take away a rustc that is there.
        elif ! has rustc && [ -n "$(packages_for rustup)" ] && [ -n "$(offered_version rustup)" ]; then
            attempt "installing rustup" install_packages $(packages_for rustup) && use_rustup
        else
            use_official_installer
        fi
    fi
}

# What is offered is known only after the package index was renewed, so a plan names all the ways.
plan_rust() {
    if [ -z "$bare" ] && has rustup; then
        use_rustup
        return
    fi
    renew_index
    echo "installing Rust $rust_needed or newer: the system's own, if it is new enough"
    install_packages $rust_packages
    if [ -n "$(packages_for rustup)" ]; then
        echo "or else the system's rustup, if it has one"
        install_packages $(packages_for rustup)
        install_toolchain
    fi
    echo "or else the official installer"
    [ -z "$(packages_for curl)" ] || install_packages $(packages_for curl)
    run_official_installer
}

# Finds what is missing and installs it; says so if nothing is.
set_up() {
    if [ "$planning" = yes ]; then
        # A test asks for the plan of a system that it does not run on. Nothing is looked up then,
        # as if the machine had nothing.
        system=${PROOFROOM_PLAN_SYSTEM:-$(this_system)}
        bare=${PROOFROOM_PLAN_SYSTEM:+yes}
        printf 'What ./%s would do here (%s); none of it is done now.\n' "$name" "$system"
    else
        system=$(this_system)
        bare=
    fi

    cargo_bin=${CARGO_HOME:-${HOME:-}/.cargo}/bin
    case :$PATH: in
        *":$cargo_bin:"*) ;;
        *) PATH=$cargo_bin:$PATH ;;
    esac

    rust_packages=$(packages_for rust)
    component_options=
    for component in $components; do
        rust_packages="$rust_packages $(packages_for "$component")"
        component_options="$component_options --component $component"
    done
    rust_packages=$(one_line $rust_packages)

    # Where cargo puts what it builds, and this script the tools that the build needs.
    target=${CARGO_TARGET_DIR:-target}
    case $target in
        /*) ;;
        *) target=$root/$target ;;
    esac

    ensure_packages
    if [ "$window" = yes ]; then
        [ "$planning" = yes ] || webkit_found ||
            die "the development files of WebKitGTK (webkit2gtk-4.1) are not here and could not be" \
                "installed. Install them as https://tauri.app/start/prerequisites says and type" \
                "./$name again"
        ensure_node
    fi
    if rust_is_complete; then
        printf 'Rust %s and a C compiler are here\n' "$(version_of cargo)"
    elif [ "$planning" = yes ]; then
        plan_rust
    else
        install_rust || true
        hash -r
        rust_is_complete ||
            die "Rust $rust_needed or newer${components:+ with $components} is not here and could" \
                "not be installed. Install it as https://rustup.rs says and type ./$name again"
    fi
}
