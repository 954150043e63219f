//! Routes of the console. Each is mounted here with what whoever asks must be allowed to do: a route that names nothing
//! cannot be written down, because nothing else can put one below `/office/api`.

use axum::{
    Router,
    extract::{DefaultBodyLimit, FromRequestParts, Request, State},
    http::{Method, request::Parts},
    middleware::{self, Next},
    response::Response,
    routing::{MethodRouter, any, get, post},
};
use jemput_wire::{AppError, office::Act};

use super::{
    SMALL, Shared,
    answer::blocking,
    console::same_page,
    contract::{Readable, Tellable, Workbook},
    cookies,
    entry::{ConsoleRoute, Entry},
    work::{Given, Shown, Work, handed, told},
};
use crate::{
    fault::{Fault, Result, forbidden, signed_out},
    register::BookFile,
    sessions::Signed,
};

/// All routes of a part of the console.
#[derive(Default)]
pub(super) struct Guarded {
    routes: Vec<Entry>,
}

impl Guarded {
    /// Shows something to whoever may do this.
    pub(super) fn get<I: Given, O: Shown>(
        self,
        path: &'static str,
        act: Act,
        work: impl Work<I, O>,
    ) -> Self {
        let handler = move |shared, member, given| told(shared, member, given, work);
        self.raw::<I, O>("GET", path, act, get(handler))
    }

    /// Hands out a file.
    pub(super) fn file<I: Given>(
        self,
        path: &'static str,
        act: Act,
        work: impl Work<I, BookFile>,
    ) -> Self {
        let handler = move |shared, member, given| handed(shared, member, given, work);
        self.raw::<I, Workbook>("GET", path, act, get(handler))
    }

    /// Changes something for whoever may do this.
    pub(super) fn post<I: Given, O: Shown>(
        self,
        path: &'static str,
        act: Act,
        work: impl Work<I, O>,
    ) -> Self {
        self.post_large(path, act, SMALL, work)
    }

    /// The same with a larger body.
    pub(super) fn post_large<I: Given, O: Shown>(
        self,
        path: &'static str,
        act: Act,
        most: usize,
        work: impl Work<I, O>,
    ) -> Self {
        let handler = move |shared, member, given| told(shared, member, given, work);
        let route = post(handler).layer(DefaultBodyLimit::max(most));
        self.raw::<I, O>("POST", path, act, route)
    }

    /// What does more than to work on one thing and to tell of it: what it reads and answers is said beside it.
    pub(super) fn raw<I: Readable, O: Tellable>(
        self,
        method: &'static str,
        path: &'static str,
        act: Act,
        handlers: MethodRouter<Shared>,
    ) -> Self {
        let act = Some(act);
        self.with(Entry::new::<I, O>(
            ConsoleRoute { method, path, act },
            handlers,
        ))
    }

    /// The way in and out: the only ones without a session.
    pub(super) fn door<I: Readable, O: Tellable>(
        self,
        method: &'static str,
        path: &'static str,
        handlers: MethodRouter<Shared>,
    ) -> Self {
        let act = None;
        self.with(Entry::new::<I, O>(
            ConsoleRoute { method, path, act },
            handlers,
        ))
    }

    fn with(mut self, entry: Entry) -> Self {
        self.routes.push(entry);
        self
    }

    /// Those of another part too.
    pub(super) fn and(mut self, other: Self) -> Self {
        self.routes.extend(other.routes);
        self
    }

    /// All of them, to look at.
    pub(super) fn entries(&self) -> &[Entry] {
        &self.routes
    }

    /// Mounted, with the question before each.
    pub(super) fn mounted(self, shared: &Shared) -> Router<Shared> {
        let mut router = Router::new();
        for entry in self.routes {
            let handlers = match entry.route.act {
                Some(act) => {
                    let question = middleware::from_fn_with_state((shared.clone(), act), ask);
                    entry.handlers.route_layer(question)
                }
                None => entry.handlers,
            };
            router = router.route(entry.route.path, handlers);
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
