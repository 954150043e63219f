//! Bytes that are never swapped to the disk, and are overwritten when nobody needs them any more.

use std::fmt;

use region::LockGuard;
use zeroize::Zeroize as _;

/// As large and as aligned as the pages of all machines that we know: locking works on whole pages, and unlocking one
/// secret must not unlock a neighbour.
#[repr(align(16384))]
struct Page<const N: usize>([u8; N]);

/// Secret bytes in memory of their own.
///
/// Where the system does not lock (a limit of its own, no more room), they are only overwritten: nobody is kept from
/// working by that.
pub struct Secret<const N: usize> {
    page: Box<Page<N>>,
    lock: Option<LockGuard>,
}

impl<const N: usize> Secret<N> {
    /// Lets `fill` write the bytes where they stay. An error leaves nothing.
    ///
    /// # Errors
    /// Those of `fill`.
    pub fn written<E>(fill: impl FnOnce(&mut [u8; N]) -> Result<(), E>) -> Result<Self, E> {
        let page = Box::new(Page([0; N]));
        let lock = region::lock(page.0.as_ptr(), N).ok();
        let mut secret = Self { page, lock };
        fill(&mut secret.page.0)?;
        Ok(secret)
    }

    /// A copy of bytes, which stay the caller's to overwrite.
    #[must_use]
    pub fn copied(bytes: &[u8; N]) -> Self {
        let made = Self::written(|to| {
            to.copy_from_slice(bytes);
            Ok::<_, std::convert::Infallible>(())
        });
        match made {
            Ok(secret) => secret,
            Err(never) => match never {},
        }
    }

    /// The bytes, where they are.
    #[must_use]
    pub fn expose(&self) -> &[u8; N] {
        &self.page.0
    }

    /// Whether the system keeps them in memory.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        self.lock.is_some()
    }
}

impl<const N: usize> Clone for Secret<N> {
    fn clone(&self) -> Self {
        Self::copied(self.expose())
    }
}

impl<const N: usize> fmt::Debug for Secret<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl<const N: usize> Drop for Secret<N> {
    fn drop(&mut self) {
        // Before the lock goes.
        self.page.0.zeroize();
        self.lock = None;
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::fs;

    use super::*;

    /// Kilobytes that the system keeps in memory of the region in which an address lies.
    fn locked_kb(address: usize) -> u64 {
        let all = fs::read_to_string("/proc/self/smaps").expect("what is mapped");
        let mut inside = false;
        for line in all.lines() {
            let range = line.split_once(' ').and_then(|(range, _)| {
                let (from, to) = range.split_once('-')?;
                let number = |text| usize::from_str_radix(text, 16).ok();
                Some(number(from)?..number(to)?)
            });
            if let Some(range) = range {
                inside = range.contains(&address);
            } else if inside && let Some(size) = line.strip_prefix("Locked:") {
                return size.trim().trim_end_matches(" kB").parse().expect("a size");
            }
        }
        panic!("nothing is mapped there");
    }

    #[test]
    fn a_secret_lies_in_pages_that_are_not_swapped_and_none_unlocks_another() {
        let one = Secret::copied(&[7; 32]);
        let two = one.clone();
        let (of_one, of_two) = (one.expose().as_ptr().addr(), two.expose().as_ptr().addr());
        assert!(one.is_locked() && two.is_locked());
        assert!(locked_kb(of_one) > 0 && locked_kb(of_two) > 0);
        drop(one);
        assert!(locked_kb(of_two) > 0, "of its own pages");
        assert_eq!(two.expose(), &[7; 32]);
    }

    #[test]
    fn bytes_that_could_not_be_written_make_no_secret() {
        let made = Secret::<4>::written(|to| {
            to.fill(9);
            Err("no random numbers")
        });
        assert_eq!(made.err(), Some("no random numbers"));
        assert_eq!(format!("{:?}", Secret::copied(b"rahasia")), "Secret(…)");
    }
}
