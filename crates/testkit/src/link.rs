//! A link between a laptop and its office that counts, is slow, or plays tricks.
//!
//! Each direction is one lane shared by all connections: a segment leaves when the lane is free, occupies it for its
//! bytes at the given rate, and arrives half a round trip later. At most 64 KB wait in a direction; then the sender
//! waits too. Not imitated: loss, TCP/IP headers (+2.7 %), slow start (of no importance at 64 kbit/s).

mod mischief;
mod pump;

use std::{
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};

pub use mischief::Mischief;

/// How slow a link is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shape {
    /// There and back.
    pub round_trip: Duration,
    /// Kilobits per second and direction; 0: no limit.
    pub kbit: u64,
    /// The first bytes of each connection wait one more round trip, as TCP's opening does.
    pub handshake: bool,
}

impl Shape {
    /// The bad link of the budgets: 300 ms and 64 kbit/s.
    pub const BAD: Self = Self {
        round_trip: Duration::from_millis(300),
        kbit: 64,
        handshake: true,
    };

    /// `300/64`: milliseconds there and back, kilobits per second.
    ///
    /// # Errors
    /// When the text is of another form.
    pub fn parse(text: &str) -> Result<Self> {
        let Some((ms, kbit)) = text.split_once('/') else {
            bail!("a link is RTT/KBIT, such as 300/64");
        };
        Ok(Self {
            round_trip: Duration::from_millis(ms.trim_end_matches("ms").parse().context("RTT")?),
            kbit: kbit.parse().context("KBIT")?,
            handshake: true,
        })
    }

    fn is_slow(self) -> bool {
        self.kbit > 0 || !self.round_trip.is_zero()
    }
}

/// What went over a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Counts {
    /// Bytes from laptops.
    pub up: u64,
    /// Bytes to laptops.
    pub down: u64,
    /// Connections.
    pub connections: u64,
    /// How often the direction changed to up: requests, as long as one laptop talks.
    pub turns: u64,
}

/// From the laptop, or to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Up,
    Down,
}

/// What all connections share.
#[derive(Debug)]
struct Shared {
    target: Mutex<SocketAddr>,
    shape: Mutex<Shape>,
    mischief: Mutex<Option<Mischief>>,
    /// Bytes that still go each way before everything is cut.
    allowed: [Mutex<Option<u64>>; 2],
    /// When each lane is free again.
    free: [Mutex<Option<Instant>>; 2],
    bytes: [AtomicU64; 2],
    connections: AtomicU64,
    turns: AtomicU64,
    last: Mutex<Option<Way>>,
    stop: AtomicBool,
    open: Mutex<Vec<TcpStream>>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Shared {
    fn count(&self, way: Way, bytes: usize) {
        self.bytes[way as usize].fetch_add(bytes as u64, Ordering::SeqCst);
        let mut last = lock(&self.last);
        if *last != Some(way) {
            *last = Some(way);
            if way == Way::Up {
                self.turns.fetch_add(1, Ordering::SeqCst);
            }
        }
    }

    /// How much of a piece may go through.
    fn pass(&self, way: Way, bytes: usize) -> usize {
        match lock(&self.allowed[way as usize]).as_mut() {
            None => bytes,
            Some(left) => {
                let count = bytes.min(usize::try_from(*left).unwrap_or(usize::MAX));
                *left -= count as u64;
                count
            }
        }
    }

    /// When a segment that is here now will have arrived.
    fn arrival(&self, way: Way, bytes: usize, wait: Duration) -> Instant {
        let shape = *lock(&self.shape);
        let mut free = lock(&self.free[way as usize]);
        let now = Instant::now() + wait;
        let start = free.map_or(now, |free| free.max(now));
        let nanos = (bytes as u64 * 8_000_000)
            .checked_div(shape.kbit)
            .unwrap_or(0);
        let left = start + Duration::from_nanos(nanos);
        *free = Some(left);
        left + shape.round_trip / 2
    }
}

/// A link; it ends, with all its connections, when it is dropped.
#[derive(Debug)]
pub struct Link {
    address: SocketAddr,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

impl Link {
    /// Opens a link to a server.
    ///
    /// # Errors
    /// When no port is free.
    pub fn to(target: SocketAddr, shape: Shape) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            target: Mutex::new(target),
            shape: Mutex::new(shape),
            mischief: Mutex::default(),
            allowed: Default::default(),
            free: Default::default(),
            bytes: Default::default(),
            connections: AtomicU64::default(),
            turns: AtomicU64::default(),
            last: Mutex::default(),
            stop: AtomicBool::default(),
            open: Mutex::default(),
        });
        let own = Arc::clone(&shared);
        let thread = std::thread::spawn(move || accept(&listener, &own));
        Ok(Self {
            address,
            shared,
            thread: Some(thread),
        })
    }

    /// What laptops are told as the server's address.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// New connections go to another server, as after a restart.
    pub fn lead_to(&self, target: SocketAddr) {
        *lock(&self.shared.target) = target;
    }

    /// Makes it slower or faster; what waits in it keeps its time.
    pub fn reshape(&self, shape: Shape) {
        *lock(&self.shared.shape) = shape;
    }

    /// Begins to play tricks on new connections, or ends it.
    pub fn play(&self, mischief: Option<Mischief>) {
        *lock(&self.shared.mischief) = mischief;
    }

    /// So many more bytes go to laptops; then every connection is cut, and new ones too. `None`: no end.
    pub fn allow(&self, bytes: Option<u64>) {
        *lock(&self.shared.allowed[Way::Down as usize]) = bytes;
    }

    /// The same for what laptops send.
    pub fn allow_up(&self, bytes: Option<u64>) {
        *lock(&self.shared.allowed[Way::Up as usize]) = bytes;
    }

    /// What went over it since the counters were zero.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let read = |counter: &AtomicU64| counter.load(Ordering::SeqCst);
        Counts {
            up: read(&self.shared.bytes[Way::Up as usize]),
            down: read(&self.shared.bytes[Way::Down as usize]),
            connections: read(&self.shared.connections),
            turns: read(&self.shared.turns),
        }
    }

    /// Sets the counters to zero.
    pub fn zero(&self) {
        for counter in self
            .shared
            .bytes
            .iter()
            .chain([&self.shared.connections, &self.shared.turns])
        {
            counter.store(0, Ordering::SeqCst);
        }
        *lock(&self.shared.last) = None;
    }

    /// Cuts every connection now.
    pub fn cut(&self) {
        for stream in lock(&self.shared.open).drain(..) {
            // It may have ended by itself.
            let _ = stream.shutdown(std::net::Shutdown::Both);
        }
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.shared.stop.store(true, Ordering::SeqCst);
        self.cut();
        // Wakes the accepting thread.
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    while let Ok((laptop, _)) = listener.accept() {
        if shared.stop.load(Ordering::SeqCst) {
            return;
        }
        let number = shared.connections.fetch_add(1, Ordering::SeqCst);
        let target = *lock(&shared.target);
        // A server that is down: the laptop sees its connection end.
        let Ok(server) = TcpStream::connect(target) else {
            continue;
        };
        let tricks = lock(&shared.mischief)
            .as_ref()
            .map(|mischief| mischief.tricks(number))
            .unwrap_or_default();
        // A connection that cannot be carried ends, like one on a broken line.
        let _ = pump::carry(shared, laptop, server, target, tricks);
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};

    use super::*;

    /// Answers each connection with what it said, once that has ended.
    fn echo() -> SocketAddr {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let address = listener.local_addr().unwrap();
        std::thread::spawn(move || {
            while let Ok((mut stream, _)) = listener.accept() {
                std::thread::spawn(move || {
                    let mut said = Vec::new();
                    if stream.read_to_end(&mut said).is_ok() {
                        let _ = stream.write_all(&said);
                    }
                });
            }
        });
        address
    }

    fn say(link: &Link, words: &[u8]) -> std::io::Result<Vec<u8>> {
        let mut stream = TcpStream::connect(link.address)?;
        stream.write_all(words)?;
        stream.shutdown(std::net::Shutdown::Write)?;
        let mut heard = Vec::new();
        stream.read_to_end(&mut heard)?;
        Ok(heard)
    }

    #[test]
    fn what_goes_in_comes_out_and_is_counted() {
        for shape in [
            Shape::default(),
            Shape {
                round_trip: Duration::from_millis(2),
                kbit: 100_000,
                handshake: true,
            },
        ] {
            let link = Link::to(echo(), shape).unwrap();
            let words = vec![7; 200_000];
            assert!(say(&link, &words).unwrap() == words);
            let counts = link.counts();
            assert_eq!((counts.up, counts.down), (200_000, 200_000));
            assert_eq!((counts.connections, counts.turns), (1, 1));
            link.zero();
            assert_eq!(link.counts(), Counts::default());
        }
    }

    #[test]
    fn a_lane_carries_its_rate_and_no_more() {
        let link = Link::to(echo(), Shape::BAD).unwrap();
        let start = Instant::now();
        let first = link.shared.arrival(Way::Up, 8000, Duration::ZERO);
        let second = link.shared.arrival(Way::Up, 8000, Duration::ZERO);
        // 8,000 bytes are one second at 64 kbit/s; half a round trip is added once each.
        assert_eq!(second - first, Duration::from_secs(1));
        assert!(first >= start + Duration::from_millis(1150));
    }

    #[test]
    fn the_same_seed_plays_the_same_tricks() {
        let one = Mischief::new(7);
        let list = |mischief: &Mischief| (0..50).map(|n| mischief.tricks(n)).collect::<Vec<_>>();
        assert_eq!(list(&one), list(&Mischief::new(7)));
        assert_ne!(list(&one), list(&Mischief::new(8)));
    }

    #[test]
    fn a_link_that_cuts_cuts_and_one_that_is_calm_again_does_not() {
        let link = Link::to(echo(), Shape::default()).unwrap();
        link.play(Some(Mischief {
            cuts: 100,
            ..Mischief::new(3)
        }));
        let words = vec![1; 2_000_000];
        for _ in 0..5 {
            assert!(say(&link, &words).map_or(true, |heard| heard != words));
        }
        link.play(None);
        assert!(say(&link, &words).unwrap() == words);
    }

    #[test]
    fn a_link_that_allows_so_many_bytes_carries_those_and_no_more() {
        let link = Link::to(echo(), Shape::default()).unwrap();
        link.allow(Some(1_000));
        // What has gone through may be lost with the connection's end, but nothing beyond it comes.
        assert!(say(&link, &[3; 5_000]).map_or(true, |heard| heard.len() <= 1_000));
        assert!(say(&link, &[3; 10]).map_or(true, |heard| heard.is_empty()));
        link.allow(None);
        assert_eq!(say(&link, &[3; 5_000]).unwrap().len(), 5_000);
    }

    #[test]
    fn a_link_to_nobody_ends_at_once() {
        let nobody = TcpListener::bind(("127.0.0.1", 0))
            .unwrap()
            .local_addr()
            .unwrap();
        let link = Link::to(nobody, Shape::default()).unwrap();
        assert!(say(&link, b"hello").map_or(true, |heard| heard.is_empty()));
    }
}
