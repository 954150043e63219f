//! Routes of the console. Each is mounted here with what whoever asks must be allowed to do: a route that names nothing
//! cannot be written down, because nothing else can put one below `/office/api`.

use axum::{
    Router,
    extract::{DefaultBodyLimit, FromRequestParts, Request, State},
    handler::Handler,
    http::{Method, request::Parts},
    middleware::{self, Next},
    response::Response,
    routing::{MethodRouter, any, get, post},
};
use jemput_wire::{AppError, office::Act};
use serde::Serialize;

use super::{
    SMALL, Shared,
    answer::blocking,
    console::same_page,
    cookies,
    work::{Given, Work, handed, told},
};
use crate::{
    fault::{Fault, Result, forbidden, signed_out},
    register::BookFile,
    sessions::Signed,
};

/// A route of the console, for whoever wants to look at all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConsoleRoute {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// Below `/office/api`.
    pub path: &'static str,
    /// What is asked of whoever asks; `None`: the way in and out, for everybody.
    pub act: Option<Act>,
}

/// All routes of a part of the console.
#[derive(Default)]
pub(super) struct Guarded {
    routes: Vec<(ConsoleRoute, MethodRouter<Shared>)>,
}

impl Guarded {
    /// Shows something to whoever may do this.
    pub(super) fn get<I: Given, O: Serialize + Send + 'static>(
        self,
        path: &'static str,
        act: Act,
        work: impl Work<I, O>,
    ) -> Self {
        let handler = move |shared, member, given| told(shared, member, given, work);
        self.raw("GET", path, act, get(handler))
    }

    /// Hands out a file.
    pub(super) fn file<I: Given>(
        self,
        path: &'static str,
        act: Act,
        work: impl Work<I, BookFile>,
    ) -> Self {
        let handler = move |shared, member, given| handed(shared, member, given, work);
        self.raw("GET", path, act, get(handler))
    }

    /// Changes something for whoever may do this.
    pub(super) fn post<I: Given, O: Serialize + Send + 'static>(
        self,
        path: &'static str,
        act: Act,
        work: impl Work<I, O>,
    ) -> Self {
        self.post_large(path, act, SMALL, work)
    }

    /// The same with a larger body.
    pub(super) fn post_large<I: Given, O: Serialize + Send + 'static>(
        self,
        path: &'static str,
        act: Act,
        most: usize,
        work: impl Work<I, O>,
    ) -> Self {
        let handler = move |shared, member, given| told(shared, member, given, work);
        let route = post(handler).layer(DefaultBodyLimit::max(most));
        self.raw("POST", path, act, route)
    }

    /// What does more than to work on one thing and to tell of it.
    pub(super) fn raw(
        self,
        method: &'static str,
        path: &'static str,
        act: Act,
        route: MethodRouter<Shared>,
    ) -> Self {
        self.with(method, path, Some(act), route)
    }

    /// The way in and out: the only ones without a session.
    pub(super) fn door<H: Handler<T, Shared>, T: 'static>(
        self,
        method: &'static str,
        path: &'static str,
        handler: H,
    ) -> Self {
        let route = if method == "GET" {
            get(handler)
        } else {
            post(handler)
        };
        self.with(method, path, None, route)
    }

    fn with(
        mut self,
        method: &'static str,
        path: &'static str,
        act: Option<Act>,
        route: MethodRouter<Shared>,
    ) -> Self {
        self.routes
            .push((ConsoleRoute { method, path, act }, route));
        self
    }

    /// Those of another part too.
    pub(super) fn and(mut self, other: Self) -> Self {
        self.routes.extend(other.routes);
        self
    }

    /// All of them, to look at.
    pub(super) fn list(&self) -> Vec<ConsoleRoute> {
        self.routes.iter().map(|(route, _)| *route).collect()
    }

    /// Mounted, with the question before each.
    pub(super) fn mounted(self, shared: &Shared) -> Router<Shared> {
        let mut router = Router::new();
        for (route, handlers) in self.routes {
            let handlers = match route.act {
                Some(act) => {
                    handlers.route_layer(middleware::from_fn_with_state((shared.clone(), act), ask))
                }
                None => handlers,
            };
            router = router.route(route.path, handlers);
        }
        // Else the console's page would answer.
        router.route("/{*rest}", any(nothing))
    }
}

async fn nothing() -> Fault {
    crate::fault::missing(AppError::new("not-found"))
}

/// Lets those through who are signed in and may; what changes something also comes from a page of this server.
async fn ask(
    State((shared, act)): State<(Shared, Act)>,
    mut request: Request,
    next: Next,
) -> Result<Response> {
    let token = cookies::token(request.headers()).ok_or_else(signed_out)?;
    if request.method() != Method::GET {
        same_page(&shared.office, request.headers(), &token)?;
    }
    let (signed, wanted) = blocking(&shared.office, move |office| {
        let desk = office.desk();
        let signed = desk.session(&token, &office.keys.pepper, office.now_ms())?;
        Ok((signed, desk.second_required()?))
    })
    .await?;
    let signed = signed.ok_or_else(signed_out)?;
    if !signed.may(act, wanted) {
        return Err(forbidden(AppError::new("not-allowed")));
    }
    request.extensions_mut().insert(Member { act, signed });
    Ok(next.run(request).await)
}

/// Who asks, and what for: there only behind the question.
#[derive(Debug, Clone)]
pub(super) struct Member {
    act: Act,
    signed: Signed,
}

impl Member {
    /// The account's name.
    pub(super) fn account(&self) -> &str {
        &self.signed.account
    }

    /// The account.
    pub(super) fn signed(&self) -> &Signed {
        &self.signed
    }

    /// The one village that this request may be about.
    pub(super) fn only(&self) -> Option<String> {
        self.signed.only(self.act).map(str::to_owned)
    }
}

impl FromRequestParts<Shared> for Member {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, _: &Shared) -> Result<Self> {
        let member = parts.extensions.get::<Self>().cloned();
        member.ok_or_else(|| {
            Fault::Internal(anyhow::anyhow!("a member's route that asks for nothing"))
        })
    }
}
