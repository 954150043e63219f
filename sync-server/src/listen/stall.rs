//! Gives up on whoever says nothing at first, and on whoever asks for much and then does not read.

use std::{
    io,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, ready},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    time::{Sleep, sleep},
};

/// A stream whose reading fails when nothing was asked for in time, and whose writing fails after a while without any
/// progress.
#[derive(Debug)]
pub(super) struct Stall<S> {
    stream: S,
    longest: Duration,
    /// Whether a first head was there, and until when it must be.
    asked: Arc<AtomicBool>,
    first: Pin<Box<Sleep>>,
    /// Runs while bytes wait.
    waiting: Option<Pin<Box<Sleep>>>,
}

impl<S> Stall<S> {
    /// `asked` becomes true with the first head; `first` is the time for it.
    pub(super) fn new(
        stream: S,
        asked: Arc<AtomicBool>,
        first: Duration,
        longest: Duration,
    ) -> Self {
        Self {
            stream,
            longest,
            asked,
            first: Box::pin(sleep(first)),
            waiting: None,
        }
    }

    /// What came of a try to write.
    fn watch<T>(
        &mut self,
        context: &mut Context<'_>,
        tried: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if tried.is_ready() {
            self.waiting = None;
            return tried;
        }
        let longest = self.longest;
        let waiting = self.waiting.get_or_insert_with(|| Box::pin(sleep(longest)));
        ready!(waiting.as_mut().poll(context));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Stall<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let read = Pin::new(&mut self.stream).poll_read(context, into);
        if self.asked.load(Ordering::Relaxed) {
            return read;
        }
        // Also while bytes come: one letter a second is no head.
        match self.first.as_mut().poll(context) {
            Poll::Ready(()) => Poll::Ready(Err(io::ErrorKind::TimedOut.into())),
            Poll::Pending => read,
        }
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Stall<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let tried = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.watch(context, tried)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let tried = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.watch(context, tried)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let tried = Pin::new(&mut self.stream).poll_flush(context);
        self.watch(context, tried)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    use super::*;

    #[tokio::test]
    async fn whoever_does_not_read_is_given_up_and_whoever_reads_begins_anew() {
        let (near, mut far) = tokio::io::duplex(4);
        let asked = Arc::new(AtomicBool::new(true));
        let mut stall = Stall::new(near, asked, Duration::ZERO, Duration::from_millis(50));
        stall.write_all(b"dua ").await.unwrap();
        let error = stall.write_all(b"belas").await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
        assert!(stall.waiting.is_some());
        far.read_exact(&mut [0; 4]).await.unwrap();
        stall.write_all(b"lagi").await.unwrap();
        assert!(stall.waiting.is_none(), "the next wait is a whole one");
    }

    #[tokio::test]
    async fn who_asks_for_nothing_is_given_up_and_who_has_asked_may_take_time() {
        let (near, mut far) = tokio::io::duplex(16);
        let asked = Arc::new(AtomicBool::new(false));
        let mut stall = Stall::new(near, asked.clone(), Duration::ZERO, Duration::from_secs(60));
        far.write_all(b"GET").await.unwrap();
        let error = stall.read_exact(&mut [0; 4]).await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
        asked.store(true, Ordering::Relaxed);
        far.write_all(b" / H").await.unwrap();
        let mut rest = [0; 4];
        stall.read_exact(&mut rest).await.unwrap();
        assert_eq!(&rest, b" / H");
    }
}
