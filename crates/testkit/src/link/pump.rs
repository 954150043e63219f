//! Carries bytes one way.

use std::{
    io::{Read as _, Write as _},
    net::{Shutdown, SocketAddr, TcpStream},
    sync::{
        Arc,
        mpsc::{Receiver, sync_channel},
    },
    time::{Duration, Instant},
};

use super::{
    Shared, Way, lock,
    mischief::{Repeat, Tricks},
};

/// A TCP segment's content.
const SEGMENT: usize = 1460;
/// Segments that may wait: 64 KB.
const ROOM: usize = 45;
/// A repeated request's answer is nobody's: it is not waited for longer.
const PATIENCE: Duration = Duration::from_secs(5);

/// One direction of a connection.
struct Pump {
    shared: Arc<Shared>,
    way: Way,
    from: TcpStream,
    to: TcpStream,
    tricks: Tricks,
    /// What the second copy of the laptop's words goes to.
    again: Option<Again>,
}

/// The second copy.
enum Again {
    Beside(TcpStream),
    After(SocketAddr, Vec<u8>),
}

/// Starts both directions of a connection.
pub(super) fn carry(
    shared: &Arc<Shared>,
    laptop: TcpStream,
    server: TcpStream,
    target: SocketAddr,
    tricks: Tricks,
) -> std::io::Result<()> {
    laptop.set_nodelay(true)?;
    server.set_nodelay(true)?;
    {
        let mut open = lock(&shared.open);
        // Ended ones have no peer any more.
        open.retain(|stream| stream.peer_addr().is_ok());
        open.push(laptop.try_clone()?);
        open.push(server.try_clone()?);
    }
    let again = match tricks.repeat {
        Some(Repeat::Beside) => Some(Again::Beside(TcpStream::connect(target)?)),
        Some(Repeat::After) => Some(Again::After(target, Vec::new())),
        None => None,
    };
    let up = Pump {
        shared: Arc::clone(shared),
        way: Way::Up,
        from: laptop.try_clone()?,
        to: server.try_clone()?,
        tricks,
        again,
    };
    let down = Pump {
        shared: Arc::clone(shared),
        way: Way::Down,
        from: server,
        to: laptop,
        tricks,
        again: None,
    };
    for pump in [up, down] {
        std::thread::spawn(move || pump.run());
    }
    Ok(())
}

impl Pump {
    fn run(mut self) {
        let shape = *lock(&self.shared.shape);
        // An error is the end of the connection: both ends see it.
        if shape.is_slow() {
            let _ = self.slowly(if shape.handshake && self.way == Way::Up {
                shape.round_trip
            } else {
                Duration::ZERO
            });
        } else {
            let _ = self.at_once();
        }
        self.finish();
    }

    fn at_once(&mut self) -> std::io::Result<()> {
        let mut buffer = vec![0; 256 * 1024];
        let mut passed = 0;
        loop {
            let count = self.from.read(&mut buffer)?;
            if count == 0 {
                return self.to.shutdown(Shutdown::Write);
            }
            let Some(goes) = self.treat(&mut passed, &buffer[..count]) else {
                return Ok(());
            };
            self.to.write_all(&buffer[..goes])?;
            if goes < count {
                self.cut();
                return Ok(());
            }
        }
    }

    fn slowly(&mut self, mut first: Duration) -> std::io::Result<()> {
        let (queue, waiting) = sync_channel(ROOM);
        let to = self.to.try_clone()?;
        let delivering = std::thread::spawn(move || deliver(&waiting, to));
        let mut buffer = [0; SEGMENT];
        let mut passed = 0;
        let (mut ended, mut cut) = (Ok(0), false);
        loop {
            let count = match self.from.read(&mut buffer) {
                Ok(0) => break,
                Ok(count) => count,
                Err(error) => {
                    ended = Err(error);
                    break;
                }
            };
            let Some(goes) = self.treat(&mut passed, &buffer[..count]) else {
                break;
            };
            let at = self.shared.arrival(self.way, goes, first);
            first = Duration::ZERO;
            cut = goes < count;
            if queue.send((at, buffer[..goes].to_vec())).is_err() || cut {
                break;
            }
        }
        drop(queue);
        let _ = delivering.join();
        if cut {
            self.cut();
        }
        ended.map(drop)
    }

    /// Counts, repeats and plays tricks; how much of it goes through, `None` at a cut.
    fn treat(&mut self, passed: &mut u64, bytes: &[u8]) -> Option<usize> {
        self.shared.count(self.way, bytes.len());
        match &mut self.again {
            // The copy may be refused at any moment.
            Some(Again::Beside(stream)) => drop(stream.write_all(bytes)),
            Some(Again::After(_, kept)) => kept.extend_from_slice(bytes),
            None => {}
        }
        let before = *passed;
        *passed += bytes.len() as u64;
        if let Some((spot, length)) = self.tricks.hold
            && spot.way == self.way
            && (before..*passed).contains(&spot.at)
        {
            std::thread::sleep(length);
        }
        if let Some(spot) = self.tricks.cut
            && spot.way == self.way
            && *passed > spot.at
        {
            self.cut();
            return None;
        }
        Some(self.shared.pass(self.way, bytes.len()))
    }

    fn cut(&self) {
        for stream in [&self.from, &self.to] {
            // The other side may be gone.
            let _ = stream.shutdown(Shutdown::Both);
        }
    }

    fn finish(&mut self) {
        match self.again.take() {
            Some(Again::Beside(stream)) => listen(stream),
            Some(Again::After(target, kept)) => {
                if let Ok(mut stream) = TcpStream::connect(target)
                    && stream.write_all(&kept).is_ok()
                {
                    listen(stream);
                }
            }
            None => {}
        }
    }
}

/// Lets the server finish an answer that nobody wants.
fn listen(mut stream: TcpStream) {
    let _ = stream.shutdown(Shutdown::Write);
    if stream.set_read_timeout(Some(PATIENCE)).is_ok() {
        let mut nobody = Vec::new();
        // It may be cut like everything else.
        let _ = stream.read_to_end(&mut nobody);
    }
}

fn deliver(waiting: &Receiver<(Instant, Vec<u8>)>, mut to: TcpStream) {
    while let Ok((at, bytes)) = waiting.recv() {
        std::thread::sleep(at.saturating_duration_since(Instant::now()));
        if to.write_all(&bytes).is_err() {
            return;
        }
    }
    // The other side may be gone.
    let _ = to.shutdown(Shutdown::Write);
}
