//! Connections: how many at once, and how long one may keep its place without getting on.
//!
//! axum's own loop waits for a request's head for ever: a thousand half-written lines would use all places up.

mod stall;

use std::{io, net::SocketAddr, pin::pin, sync::Arc, time::Duration};

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
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
};
use tower::ServiceExt as _;

use stall::Stall;

/// Bytes of a request's head. The longest of ours have less than one kilobyte.
const LONGEST_HEAD: usize = 64 * 1024;

/// What one asker may cost.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// Until a request's head is there; also how long a connection may be silent between two requests.
    pub head: Duration,
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
            whole: Duration::from_secs(170),
            stalled: Duration::from_secs(60),
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
        .header_read_timeout(patience.head)
        .max_buf_size(LONGEST_HEAD);
    let places = Arc::new(Semaphore::new(patience.connections));
    let open = GracefulShutdown::new();
    let mut stopped = pin!(stopped);
    loop {
        let (place, stream, peer) = tokio::select! {
            accepted = accept(&listener, &places) => accepted,
            () = &mut stopped => break,
        };
        let named = move |request: Request<Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo(peer));
            request
        };
        let service = router.clone().into_service::<Body>().map_request(named);
        let io = TokioIo::new(Stall::new(stream, patience.stalled));
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
