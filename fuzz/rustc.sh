#!/bin/sh
# Compiles pasta_curves without libFuzzer's counters, for which its assembly leaves no register. Cargo calls
# it as RUSTC_WRAPPER.
rustc=$1
shift
case " $* " in
    *' --crate-name pasta_curves '*)
        for argument in "$@"; do
            shift
            case $argument in
                *sancov* | *sanitizer-coverage*) ;;
                *) set -- "$@" "$argument" ;;
            esac
        done
        ;;
esac
exec "$rustc" "$@"
