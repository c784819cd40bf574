//! Seeds and pixels are overwritten before their memory is given back: an allocator looks at all of it.

#![allow(unsafe_code, reason = "allocators are unsafe")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use proofroom_circuits::{HiddenImage, Image, Recipe, Seed, Size, Unwatched, prove};

const LENGTH: usize = 32;
static SEED: OnceLock<[u8; LENGTH]> = OnceLock::new();
static PIXELS: OnceLock<[u8; LENGTH]> = OnceLock::new();
/// Blocks given back that held one of them.
static FOUND: [AtomicUsize; 2] = [const { AtomicUsize::new(0) }; 2];

struct Watching;

// Every other method of the trait calls these two.
unsafe impl GlobalAlloc for Watching {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // Zeroed, so that what is looked at later was written: the caller's promise is ours.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // The block is still the caller's, who promises that it has this layout; `alloc` wrote all of it.
        let bytes = unsafe { std::slice::from_raw_parts(block, layout.size()) };
        for (secret, found) in [&SEED, &PIXELS].into_iter().zip(&FOUND) {
            if let Some(secret) = secret.get()
                && holds(bytes, secret)
            {
                found.fetch_add(1, Ordering::Relaxed);
            }
        }
        unsafe { System.dealloc(block, layout) }
    }
}

fn holds(bytes: &[u8], secret: &[u8; LENGTH]) -> bool {
    bytes.windows(LENGTH).any(|window| window == secret)
}

#[global_allocator]
static ALLOCATOR: Watching = Watching;

fn found() -> [usize; 2] {
    [0, 1].map(|secret| FOUND[secret].load(Ordering::Relaxed))
}

#[test]
fn no_seed_and_no_pixels_stay_in_memory_that_is_given_back() {
    let size = Size::new(40, 30).expect("a size");
    let seed = Box::new(Seed::random());
    let bytes = borsh::to_vec(&*seed).expect("writing to memory");
    SEED.set(bytes.as_slice().try_into().expect("32 bytes")).expect("set once");
    let pixels = (0..size.bytes()).map(|i| (i * i % 251) as u8).collect();
    let image = Image::new(size, pixels);
    let pixels = image.pixels()[1800..][..LENGTH].to_vec();
    PIXELS.set(pixels.as_slice().try_into().expect("32 bytes")).expect("set once");

    // The allocator sees what nobody overwrites.
    assert_eq!(found(), [0, 0]);
    drop((bytes, pixels));
    assert_eq!(found(), [1, 1]);

    let recipe = r#"[{"flip":{"axis":"vertical"}},{"brightness":{"offset":-255}}]"#;
    let recipe = Recipe::from_json(recipe).expect("a recipe");
    let original = HiddenImage::original(image.clone(), &seed);
    let published = prove(&original, b"", &recipe, None, &Unwatched).expect("proves");
    drop((seed, image, original, published));
    assert_eq!(found(), [1, 1]);
}
