//! SHA-256, the checksum by which files and sets of records are told to be the same.

use sha2::Digest;

/// Takes bytes as they come and yields their checksum.
#[derive(Debug, Default)]
pub struct Sha256(sha2::Sha256);

impl Sha256 {
    /// Takes more bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// Returns the checksum of all bytes as 64 hexadecimal digits.
    pub fn digits(self) -> String {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let bytes = self.0.finalize();
        let halves = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
        halves.map(|half| char::from(DIGITS[usize::from(half)])).collect()
    }
}

/// Returns the checksum of some bytes as 64 hexadecimal digits.
pub fn of(bytes: &[u8]) -> String {
    let mut hasher = Sha256::default();
    hasher.update(bytes);
    hasher.digits()
}
