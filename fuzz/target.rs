// One target for libFuzzer, the one of `readers/targets.rs` that is named as the binary is. Inputs are
// altered half by libFuzzer, which knows what was reached, and half by what knows the structure.

#[path = "readers/mod.rs"]
mod readers;

use readers::random::Random;
use readers::targets::{self, Target};

fn target() -> &'static Target {
    targets::named(env!("CARGO_BIN_NAME")).expect("targets and binaries have the same names")
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    (target().run)(bytes);
});

libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let random = &mut Random::new(seed.into());
    if random.once_in(2) {
        return libfuzzer_sys::fuzzer_mutate(data, size, max_size);
    }
    let altered = (target().mutate)(random, &data[..size], &[]);
    let length = altered.len().min(max_size);
    data[..length].copy_from_slice(&altered[..length]);
    length
});
