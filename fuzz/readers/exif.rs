//! EXIF data for files that tests put together.

/// EXIF data with one short number.
pub fn exif(tag: u16, value: u16) -> Vec<u8> {
    let mut exif = b"MM\0*\0\0\0\x08\0\x01".to_vec();
    exif.extend(tag.to_be_bytes());
    exif.extend([0, 3, 0, 0, 0, 1]);
    exif.extend(value.to_be_bytes());
    exif.extend([0; 6]);
    exif
}
