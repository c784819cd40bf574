//! What the machine must have.

/// Checks that the processor has the instructions that the field arithmetic is written in; on others the
/// program would be killed in the middle of its work.
///
/// # Errors
/// What is missing, and what to do.
pub fn check_processor() -> Result<(), &'static str> {
    #[cfg(target_arch = "x86_64")]
    if !(std::arch::is_x86_feature_detected!("adx") && std::arch::is_x86_feature_detected!("bmi2"))
    {
        return Err(
            "this processor lacks the ADX and BMI2 instructions (Intel since 2014, AMD since 2017) that the proofs need; \
             use another machine",
        );
    }
    Ok(())
}

/// Makes a write beyond the limit on the size of files (`ulimit -f`) fail with an error. Otherwise, a signal would end
/// the program without a sentence.
///
/// # Errors
/// If the system does not let the program handle the signal.
pub fn make_size_limit_an_error() -> std::io::Result<()> {
    // It is enough that the signal is handled: the write itself then fails.
    #[cfg(unix)]
    signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default())?;
    Ok(())
}

/// Bytes of memory that programs can still take, if the system says.
pub fn free_memory() -> Option<u64> {
    kibibytes("/proc/meminfo", "MemAvailable:")
}

/// The most bytes of memory that this process ever held, if the system says.
pub fn peak_memory() -> Option<u64> {
    kibibytes("/proc/self/status", "VmHWM:")
}

/// A line `label 123 kB` of one of the kernel's files, in bytes.
fn kibibytes(file: &str, label: &str) -> Option<u64> {
    let text = std::fs::read_to_string(file).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(label))?;
    let number: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    number.checked_mul(1024)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn the_kernel_tells() {
        let (free, peak) = (free_memory().expect("free"), peak_memory().expect("peak"));
        assert!(free > 1 << 20 && peak > 1 << 20 && peak < 1 << 40, "{free} {peak}");
        assert_eq!(kibibytes("/proc/self/status", "Nothing:"), None);
        assert_eq!(kibibytes("/no/such/file", "VmHWM:"), None);
    }
}
