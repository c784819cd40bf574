//! Every reader of bytes, given bytes that nobody wrote: three seconds each, longer by hand or every night
//! (`fuzz/README.md`).
//!
//! Each target of `fuzz/readers` runs in a process of its own, so that its memory can be counted and a
//! crash is its own. An input fails if the target panics, takes more than two seconds of processor time,
//! or 200 MB more than an input of its length may honestly take. The input is then kept, and named.

#[path = "../../fuzz/readers/mod.rs"]
mod readers;

mod exhaustion;
mod memory;

use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use readers::random::Random;
use readers::targets::{self, ACCEPTED, Outcome, Target};

/// Beyond what an input of its length may take.
const MAX_MEMORY: usize = 200 << 20;
const MAX_TIME: Duration = Duration::from_secs(2);
/// An input that has not ended by then never will.
const GIVEN_UP: Duration = Duration::from_secs(60);

/// Tells the process that is started for it which target to run.
const TARGET: &str = "PROOFROOM_FUZZ_TARGET";
/// Seconds for each target.
const SECONDS: &str = "PROOFROOM_FUZZ_SECONDS";
/// The number from which all choices follow.
const SEED: &str = "PROOFROOM_FUZZ_SEED";
/// A folder to write the seeds to, for `cargo fuzz`.
const CORPUS: &str = "PROOFROOM_FUZZ_CORPUS";

fn number(variable: &str) -> Option<u64> {
    let value = std::env::var(variable).ok()?;
    Some(value.parse().unwrap_or_else(|_| panic!("{variable} is a number, not {value}")))
}

fn seconds() -> u64 {
    number(SECONDS).unwrap_or(3)
}

/// Where inputs that fail are kept.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("fuzz")
}

/// Runs an ignored test of this program, for the target `name`, in a process of its own, whose memory is its alone.
/// Gives what it printed.
fn in_its_own_process(test: &str, name: &str) -> String {
    let output = Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", test, "--ignored", "--nocapture"])
        .env(TARGET, name)
        .stdin(Stdio::null())
        .output()
        .expect("starts");
    let told = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    println!("{told}");
    assert!(output.status.success(), "{name}: {}\n{told}\n{errors}", output.status);
    told.into_owned()
}

fn fuzz(name: &str) {
    in_its_own_process("in_a_process_of_its_own", name);
}

macro_rules! targets {
    ($($name:ident)*) => {
        $(#[test]
        fn $name() {
            fuzz(stringify!($name));
        })*

        #[test]
        fn every_target_is_run() {
            let run = [$(stringify!($name)),*];
            assert!(targets::ALL.iter().map(|target| target.name).eq(run));
        }
    };
}

targets!(png proof sidecar published original photo jpeg published_jpeg trust rules recipe keys metadata captions);

#[test]
#[ignore = "the process in which one target runs"]
fn in_a_process_of_its_own() {
    let name = std::env::var(TARGET).expect("the name of a target");
    let target = targets::named(&name).expect("a target");
    if let Some(corpus) = std::env::var_os(CORPUS) {
        return write_seeds(&Path::new(&corpus).join(&name), &(target.seeds)());
    }
    let outcomes = run(target, Duration::from_secs(seconds()));
    // What is always refused, or always accepted, has not been tried.
    assert!(outcomes.contains_key(ACCEPTED) && outcomes.len() > 1, "{outcomes:?}");
}

fn write_seeds(folder: &Path, seeds: &[Vec<u8>]) {
    std::fs::create_dir_all(folder).expect("makes the folder");
    for (number, seed) in seeds.iter().enumerate() {
        std::fs::write(folder.join(format!("seed-{number:02}")), seed).expect("writes");
    }
}

/// Gives the target its seeds, then altered ones until the time is over; counts the outcomes.
fn run(target: &'static Target, time: Duration) -> BTreeMap<Outcome, u64> {
    let seeds = (target.seeds)();
    let mut started = Instant::now();
    let first = number(SEED).unwrap_or_else(|| u64::from(std::process::id()));
    let watch = Watch::start(target.name);
    let mut outcomes = BTreeMap::new();
    let (mut largest, mut slowest) = (0, Duration::ZERO);
    // Once before anything is measured: parameters are loaded.
    (target.run)(&seeds[0]);
    for round in 0.. {
        let random = &mut Random::new(first.wrapping_add(round));
        let input = match seeds.get(round as usize) {
            Some(seed) => {
                started = Instant::now();
                seed.clone()
            }
            None if started.elapsed() >= time => {
                println!(
                    "{}: {round} inputs from the seed {first}, the slowest in {slowest:?}, the largest in {} kB: {outcomes:?}",
                    target.name,
                    largest / 1000,
                );
                break;
            }
            None => {
                let seed = random.choose::<Vec<u8>>(&seeds);
                (target.mutate)(random, seed, &seeds)
            }
        };
        watch.begins(&input);
        let cost =
            judge(target, &input).unwrap_or_else(|complaint| fail(target.name, &input, &complaint));
        *outcomes.entry(cost.outcome).or_insert(0) += 1;
        largest = largest.max(cost.memory);
        slowest = slowest.max(cost.time);
    }
    outcomes
}

struct Cost {
    outcome: Outcome,
    memory: usize,
    time: Duration,
}

/// Runs the target on one input; says what is wrong if something is.
fn judge(target: &Target, input: &[u8]) -> Result<Cost, String> {
    let run = || {
        let started = Instant::now();
        let guarded = AssertUnwindSafe(|| (target.run)(input));
        let (memory, outcome) = memory::peak(|| std::panic::catch_unwind(guarded));
        (memory, started.elapsed(), outcome)
    };
    let (memory, mut time, outcome) = run();
    let outcome = outcome.map_err(|_| "it panics, as told above".to_owned())?;
    let need = (target.need)(input.len());
    if memory > MAX_MEMORY + need.memory {
        return Err(format!("it takes {memory} bytes of memory for {} bytes", input.len()));
    }
    let limit = MAX_TIME + need.time;
    if time > limit {
        // Others may have had the processor meanwhile.
        let before = processor_time();
        let (_, again, _) = run();
        time = match (before, processor_time()) {
            (Some(before), Some(after)) => after.saturating_sub(before),
            _ => again,
        };
        if time > limit {
            return Err(format!("it takes {time:?}"));
        }
    }
    Ok(Cost { outcome, memory, time })
}

/// What this process has had of the processors, all threads together, where the system says.
fn processor_time() -> Option<Duration> {
    let line = std::fs::read_to_string("/proc/self/stat").ok()?;
    // After the name in parentheses; the 12th and 13th are ticks of a hundredth of a second.
    let ticks = line.rsplit(')').next()?.split_whitespace().skip(11).take(2);
    let ticks: u64 = ticks.map(|ticks| ticks.parse().unwrap_or(0)).sum();
    Some(Duration::from_millis(10 * ticks))
}

/// Keeps the input and ends the process.
fn fail(name: &str, input: &[u8], complaint: &str) -> ! {
    let path = folder().join(format!("{name}-{:08x}", crc32fast::hash(input)));
    std::fs::create_dir_all(folder()).expect("makes the folder");
    std::fs::write(&path, input).expect("writes");
    eprintln!("{name}: {complaint}; the input is {}", path.display());
    std::process::exit(1);
}

/// Looks from a thread of its own whether an input ever ends.
struct Watch(&'static Mutex<(Instant, Vec<u8>)>);

impl Watch {
    fn start(name: &'static str) -> Self {
        let current: &'static _ = Box::leak(Box::new(Mutex::new((Instant::now(), Vec::new()))));
        std::thread::spawn(move || {
            loop {
                std::thread::sleep(Duration::from_secs(1));
                let current = current.lock().unwrap_or_else(PoisonError::into_inner);
                if current.0.elapsed() > GIVEN_UP {
                    fail(name, &current.1, "it does not end");
                }
            }
        });
        Watch(current)
    }

    fn begins(&self, input: &[u8]) {
        let mut current = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        current.0 = Instant::now();
        current.1.clear();
        current.1.extend_from_slice(input);
    }
}

/// Gives one kept input to its target again: `PROOFROOM_FUZZ_TARGET=png PROOFROOM_FUZZ_INPUT=file cargo
/// test --release --test fuzz -- --exact again --ignored`.
#[test]
#[ignore = "needs an input"]
fn again() {
    let name = std::env::var(TARGET).expect("the name of a target");
    let target = targets::named(&name).expect("a target");
    let path = std::env::var("PROOFROOM_FUZZ_INPUT").expect("the name of a file");
    let input = std::fs::read(path).expect("reads");
    let cost = judge(target, &input).expect("no complaint");
    println!("{} in {:?} and {} bytes", cost.outcome, cost.time, cost.memory);
}

#[test]
#[ignore = "the process that `bad_readers_are_noticed` starts"]
fn a_bad_reader() {
    fn panics(_: &[u8]) -> Outcome {
        panic!("a bad reader")
    }
    fn hoards(_: &[u8]) -> Outcome {
        std::hint::black_box(vec![0u8; 250 << 20]);
        ACCEPTED
    }
    fn hoards_in_a_thread(bytes: &[u8]) -> Outcome {
        std::thread::scope(|scope| scope.spawn(|| hoards(bytes)).join()).expect("no panic")
    }
    fn dawdles(_: &[u8]) -> Outcome {
        let started = processor_time();
        while processor_time().zip(started).is_some_and(|(now, start)| now < start + MAX_TIME * 2) {
            std::hint::black_box((0..10_000_000u64).fold(0, u64::wrapping_add));
        }
        ACCEPTED
    }
    fn behaves(_: &[u8]) -> Outcome {
        std::hint::black_box(vec![0u8; 150 << 20]);
        ACCEPTED
    }
    let complains = |run: fn(&[u8]) -> Outcome| {
        let target = Target { run, ..*targets::named("keys").expect("a target") };
        judge(&target, b"").map(|cost| cost.outcome).err()
    };
    let told = |run, words: &str| complains(run).is_some_and(|complaint| complaint.contains(words));
    assert!(told(panics, "panics"));
    assert!(told(hoards, "memory"));
    assert!(told(hoards_in_a_thread, "memory"));
    assert!(!cfg!(target_os = "linux") || told(dawdles, "it takes 4"));
    assert_eq!(complains(behaves), None);
}

#[test]
fn bad_readers_are_noticed() {
    let output = Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "a_bad_reader", "--ignored"])
        .output()
        .expect("starts");
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && told.contains("1 passed"), "{told}");
}
