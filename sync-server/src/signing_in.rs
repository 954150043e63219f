//! Set-up, signing in and what the console shows first.

use anyhow::Context;
use axum::http::StatusCode;
use jemput_domain::audit::Deed;
use jemput_wire::{
    AppError,
    office::{Act, Phase, Role, SessionView, SetUp, SignIn},
};

use crate::{
    accounts::{self, Account},
    fault::{Fault, Result, forbidden, too_often},
    members::fitting,
    office::Office,
    secret::Code,
    sessions::Token,
};

/// Wrong passphrases are counted apart from wrong codes: a clerk who mistypes holds up no laptop.
fn at_the_door(source: &str) -> String {
    format!("masuk {source}")
}

impl Office {
    /// A passphrase by a one-time code: for the first account by the one that the server printed, for later ones by the
    /// one that an admin handed out.
    pub(crate) fn set_up(&self, wish: &SetUp, source: &str) -> Result<Token> {
        let now = self.now_ms();
        let pepper = &self.keys.pepper;
        fitting(&wish.name, &wish.password)?;
        self.may_try(source)?;
        let code = Code::read(&wish.code);
        let right = |desk: &crate::desk::Desk| -> anyhow::Result<Option<Option<Account>>> {
            let Some(code) = &code else {
                return Ok(None);
            };
            if desk.has_accounts()? {
                let found = desk.account_by_code(&wish.name, code, pepper, now)?;
                return Ok(found.map(Some));
            }
            Ok(desk.is_setup_code(code, pepper)?.then_some(None))
        };
        let wrong = || forbidden(AppError::new("setup-code-wrong"));
        {
            let desk = self.desk();
            if right(&desk)?.is_none() {
                desk.note_attempt(source, now)?;
                return Err(wrong());
            }
        }
        // Hashing takes a while on purpose; nobody waits for the desk meanwhile.
        let hash = accounts::hash(&wish.password)?;
        let account = {
            let desk = self.desk();
            match right(&desk)? {
                None => return Err(wrong()),
                Some(Some(account)) => desk.set_passphrase(&account.id, &hash)?,
                Some(None) => {
                    desk.put_account(&wish.name, &hash, &Role::FIRST, "", now)?;
                    desk.forget_setup_code()?;
                }
            }
            desk.account(&wish.name)?
                .context("the account was just made")?
        };
        if account.second.is_some() {
            // A new passphrase does not take the place of the second factor.
            return Err(Fault::Refused(
                StatusCode::UNAUTHORIZED,
                AppError::new("second-sign-in"),
            ));
        }
        self.come_in(&account)
    }

    fn may_try(&self, source: &str) -> Result<()> {
        if self.desk().may_try(source, self.now_ms())? {
            return Ok(());
        }
        Err(too_often(
            AppError::new("too-many-tries").with("minutes", 15),
        ))
    }

    /// Not while the account is closed for a while.
    pub(crate) fn open_door(&self, account: &Account) -> Result<()> {
        let now = self.now_ms();
        if account.locked_until <= now {
            return Ok(());
        }
        let minutes = (account.locked_until - now).div_euclid(60_000) + 1;
        Err(too_often(
            AppError::new("sign-in-locked").with("minutes", minutes),
        ))
    }

    /// Starts the session. Noted first: nobody comes in without a trace.
    fn come_in(&self, account: &Account) -> Result<Token> {
        let now = self.now_ms();
        self.note(&account.name, Deed::SignedIn, None, "")?;
        let desk = self.desk();
        desk.forget_failures(&account.id)?;
        desk.note_signed_in(&account.id, now)?;
        Ok(desk.start_session(account, &self.keys.pepper, now)?)
    }

    /// Counts a wrong try and says no.
    fn turn_away(&self, account: Option<&Account>, source: &str, code: &str) -> Result<Token> {
        let now = self.now_ms();
        // What was typed as a name may be a passphrase in the wrong field: only known names are written down.
        let name = account.map_or("", |account| account.name.as_str());
        self.note(name, Deed::Refused, None, "")?;
        let desk = self.desk();
        desk.note_attempt(&at_the_door(source), now)?;
        if let Some(account) = account {
            desk.note_failure(&account.id, now)?;
        }
        Err(Fault::Refused(
            StatusCode::UNAUTHORIZED,
            AppError::new(code),
        ))
    }

    /// A session for who knows the passphrase, and has the second factor where there is one.
    pub(crate) fn sign_in(&self, wish: &SignIn, source: &str) -> Result<Token> {
        self.may_try(&at_the_door(source))?;
        let account = self.desk().account(&wish.name)?;
        if let Some(account) = &account {
            self.open_door(account)?;
        }
        let right = {
            // One at a time: each hash takes 19 MiB, and guessing gets slower.
            let _turn = self.hashing();
            accounts::fits(&wish.password, account.as_ref())?
        };
        let Some(account) = account
            .as_ref()
            .filter(|account| right && account.closed.is_none())
        else {
            return self.turn_away(account.as_ref(), source, "sign-in-wrong");
        };
        if account.second.is_some() {
            let typed = wish.second.trim();
            if typed.is_empty() {
                return Err(Fault::Refused(
                    StatusCode::UNAUTHORIZED,
                    AppError::new("second-wanted"),
                ));
            }
            let (pepper, now) = (&self.keys.pepper, self.now_ms());
            let desk = self.desk();
            let fits = desk.use_second(&account.id, typed, pepper, now)?
                || desk.use_paper(&account.id, typed, pepper)?;
            drop(desk);
            if !fits {
                return self.turn_away(Some(account), source, "second-wrong");
            }
        }
        self.come_in(account)
    }

    /// Ends a session.
    pub(crate) fn sign_out(&self, token: &Token) -> Result<()> {
        let pepper = &self.keys.pepper;
        let signed = self.desk().session(token, pepper, self.now_ms())?;
        if let Some(signed) = signed {
            self.note_lists(Some(&signed.account))?;
            self.note(&signed.account, Deed::SignedOut, None, "")?;
        }
        Ok(self.desk().end_session(token, pepper)?)
    }

    /// Where the console stands under this cookie. Numbers are for those who are signed in.
    pub(crate) fn session_view(&self, token: &Token) -> Result<SessionView> {
        let now = self.now_ms();
        let profile = self.profile()?;
        let today = self.day_begin(now)?;
        let desk = self.desk();
        let signed = desk.session(token, &self.keys.pepper, now)?;
        let wanted = desk.second_required()?;
        let phase = match &signed {
            Some(_) => Phase::SignedIn,
            None if desk.has_accounts()? => Phase::SignedOut,
            None => Phase::NeedsSetup,
        };
        let mut view = SessionView {
            phase,
            second_wanted: signed
                .as_ref()
                .is_some_and(|signed| wanted && !signed.second),
            roles: signed
                .as_ref()
                .map(|signed| signed.roles.clone())
                .unwrap_or_default(),
            account: signed.map(|signed| signed.account),
            csrf: token.csrf(&self.keys.pepper),
            office_name: profile.name,
            devices: 0,
            devices_today: 0,
            conflicts: 0,
            looks: 0,
            duplicates: 0,
            inbox: 0,
            irregular: 0,
            privacy: 0,
            version: env!("CARGO_PKG_VERSION").to_owned(),
        };
        if view.may(Act::SeeDevices) {
            let devices = desk.devices()?;
            let seen = devices
                .iter()
                .filter(|device| device.last_contact.is_some_and(|at| at >= today))
                .count();
            view.devices = u32::try_from(devices.len()).unwrap_or(u32::MAX);
            view.devices_today = u32::try_from(seen).unwrap_or(u32::MAX);
        }
        drop(desk);
        if view.may(Act::SeeMatters) {
            view.conflicts = u32::try_from(self.conflict_count()?).unwrap_or(u32::MAX);
            view.looks = u32::try_from(self.look_count()?).unwrap_or(u32::MAX);
            view.inbox = u32::try_from(self.inbox_count()?).unwrap_or(u32::MAX);
            view.duplicates = u32::try_from(self.pair_count()?).unwrap_or(u32::MAX);
        }
        if view.may(Act::SeePrivacy) {
            view.privacy = u32::try_from(self.privacy_count()?).unwrap_or(u32::MAX);
        }
        if view.may(Act::SeeIrregular) {
            view.irregular = u32::try_from(self.irregular_count()?).unwrap_or(u32::MAX);
        }
        Ok(view)
    }
}
