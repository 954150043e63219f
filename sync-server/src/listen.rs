//! Connections: how many at once, and how long one may keep its place without getting on.
//!
//! axum's own loop waits for a request's head for ever: a thousand half-written lines would use all places up.

mod stall;

use std::{
    io,
    net::SocketAddr,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, Request},
};
use hyper::{body::Incoming, server::conn::http1};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use socket2::SockRef;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
};
use tower::ServiceExt as _;

use stall::Stall;

/// Bytes of a request's head. The longest of ours have less than one kilobyte.
const LONGEST_HEAD: usize = 64 * 1024;

/// Bytes that the system keeps of an answer on its way (Linux takes twice that). With its usual megabytes a village's file
/// would be "sent" at once, and whoever fetches it on a slow link would be hung up on as silent.
const SEND_BUFFER: usize = 64 * 1024;

/// What one asker may cost.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// Until the first head of a connection is there.
    pub head: Duration,
    /// From an answer to the next head. It counts from when the system has the answer's last bytes, and not from when they
    /// arrived: what the send buffer holds takes long on a bad link.
    pub between: Duration,
    /// From the head to the answer, with the body in between. A laptop on a bad link may take most of this for its batch:
    /// 64 KB at 4 kbit/s are 130 s.
    pub whole: Duration,
    /// For whoever does not take the answer.
    pub stalled: Duration,
    /// Connections at once; others wait at the door. Systems give a program 1024 open files unless told otherwise.
    pub connections: usize,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(30),
            between: Duration::from_secs(170),
            whole: Duration::from_secs(170),
            stalled: Duration::from_secs(170),
            connections: 800,
        }
    }
}

/// Serves until `stopped`, then lets requests in progress end.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    patience: Patience,
    stopped: impl Future<Output = ()>,
) -> io::Result<()> {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(patience.between)
        .max_buf_size(LONGEST_HEAD);
    let places = Arc::new(Semaphore::new(patience.connections));
    let open = GracefulShutdown::new();
    let mut stopped = pin!(stopped);
    loop {
        let (place, stream, peer) = tokio::select! {
            accepted = accept(&listener, &places) => accepted,
            () = &mut stopped => break,
        };
        let asked = Arc::new(AtomicBool::new(false));
        let is_asked = Arc::clone(&asked);
        let named = move |request: Request<Incoming>| {
            is_asked.store(true, Ordering::Relaxed);
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo(peer));
            request
        };
        let service = router.clone().into_service::<Body>().map_request(named);
        if let Err(error) = SockRef::from(&stream).set_send_buffer_size(SEND_BUFFER) {
            tracing::debug!(%error, "the system keeps its own buffer");
        }
        let io = TokioIo::new(Stall::new(stream, asked, patience.head, patience.stalled));
        let connection = http.serve_connection(io, TowerToHyperService::new(service));
        let connection = open.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended early");
            }
            drop(place);
        });
    }
    drop(listener);
    open.shutdown().await;
    Ok(())
}

/// The next connection, once there is a place for it.
async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> (Option<OwnedSemaphorePermit>, TcpStream, SocketAddr) {
    // Nobody closes the semaphore.
    let place = Arc::clone(places).acquire_owned().await.ok();
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => return (place, stream, peer),
            // Whoever knocked has gone away again.
            Err(error) if is_theirs(&error) => {}
            Err(error) => {
                // No files or no memory left: some connections will end.
                tracing::error!(%error, "no connection can be taken");
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        }
    }
}

fn is_theirs(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
    )
}

#[cfg(test)]
mod tests {
    use std::{
        io::{Read as _, Write as _},
        net::TcpStream as Client,
    };

    use axum::routing::get;

    use super::*;

    fn asking(address: SocketAddr, path: &str) -> Client {
        let mut client = Client::connect(address).unwrap();
        let head = format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
        client.write_all(head.as_bytes()).unwrap();
        client
    }

    /// Bytes that came, also when the rest did not.
    fn read(mut client: Client) -> usize {
        let mut all = Vec::new();
        let _ = client.read_to_end(&mut all);
        all.len()
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn an_answer_waits_here_and_not_in_the_system_so_that_slow_readers_count_as_busy() {
        const LONG: usize = 64 * 1024 * 1024;
        let router = Router::new()
            .route("/long", get(|| async { vec![0; LONG] }))
            .route("/short", get(|| async { "" }));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let patience = Patience {
            stalled: Duration::from_millis(200),
            connections: 1,
            ..Patience::default()
        };
        let server = tokio::spawn(serve(listener, router, patience, std::future::pending()));
        let taken = tokio::task::spawn_blocking(move || {
            let mut long = asking(address, "/long");
            // A slow reader, so that the system would make its buffers larger.
            let mut some = vec![0; 256 * 1024];
            long.read_exact(&mut some).unwrap();
            // There is a place for the next one when this one was given up.
            assert!(read(asking(address, "/short")) > 0);
            read(long)
        });
        let taken = taken.await.unwrap();
        server.abort();
        assert!(taken < 1024 * 1024, "the system had taken {taken} bytes");
    }
}
