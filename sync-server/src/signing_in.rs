//! Set-up, signing in and what the console shows first.

use anyhow::Context;
use axum::http::StatusCode;
use jemput_wire::{
    AppError,
    office::{Phase, SessionView, SetUp, SignIn},
};

use crate::{
    accounts::{self, Unfit},
    fault::{Fault, Result, bad, forbidden, too_often},
    office::Office,
    secret::Code,
    sessions::Token,
};

impl Office {
    /// The first account, by the one-time code that the server printed.
    pub(crate) fn set_up(&self, wish: &SetUp, source: &str) -> Result<Token> {
        let now = self.now_ms();
        let pepper = &self.keys.pepper;
        fitting(&wish.name, &wish.password)?;
        {
            let desk = self.desk();
            if !desk.may_try(source, now)? {
                return Err(too_often(
                    AppError::new("too-many-tries").with("minutes", 15),
                ));
            }
            let right = match Code::read(&wish.code) {
                Some(code) => !desk.has_accounts()? && desk.is_setup_code(&code, pepper)?,
                None => false,
            };
            if !right {
                desk.note_attempt(source, now)?;
                return Err(forbidden(AppError::new("setup-code-wrong")));
            }
        }
        // Hashing takes a while on purpose; nobody waits for the desk meanwhile.
        let hash = accounts::hash(&wish.password)?;
        let desk = self.desk();
        if desk.has_accounts()? {
            return Err(forbidden(AppError::new("setup-code-wrong")));
        }
        desk.put_account(&wish.name, &hash, now)?;
        desk.forget_setup_code()?;
        let account = desk
            .account(&wish.name)?
            .context("the account was just made")?;
        Ok(desk.start_session(&account, pepper, now)?)
    }

    /// A session for who knows the passphrase.
    pub(crate) fn sign_in(&self, wish: &SignIn) -> Result<Token> {
        let now = self.now_ms();
        let account = self.desk().account(&wish.name)?;
        if let Some(account) = &account
            && account.locked_until > now
        {
            let minutes = (account.locked_until - now).div_euclid(60_000) + 1;
            return Err(too_often(
                AppError::new("sign-in-locked").with("minutes", minutes),
            ));
        }
        let right = {
            // One at a time: each hash takes 19 MiB, and guessing gets slower.
            let _turn = self.hashing();
            accounts::fits(&wish.password, account.as_ref())?
        };
        let desk = self.desk();
        match account {
            Some(account) if right => {
                desk.forget_failures(&account.id)?;
                Ok(desk.start_session(&account, &self.keys.pepper, now)?)
            }
            known => {
                if let Some(account) = known {
                    desk.note_failure(&account.id, now)?;
                }
                Err(Fault::Refused(
                    StatusCode::UNAUTHORIZED,
                    AppError::new("sign-in-wrong"),
                ))
            }
        }
    }

    /// Where the console stands under this cookie. Numbers are for those who are signed in.
    pub(crate) fn session_view(&self, token: &Token) -> Result<SessionView> {
        let now = self.now_ms();
        let profile = self.profile()?;
        let today = self.day_begin(now)?;
        let desk = self.desk();
        let account = desk.session(token, &self.keys.pepper, now)?;
        let phase = match &account {
            Some(_) => Phase::SignedIn,
            None if desk.has_accounts()? => Phase::SignedOut,
            None => Phase::NeedsSetup,
        };
        let mut view = SessionView {
            phase,
            account,
            csrf: token.csrf(&self.keys.pepper),
            office_name: profile.name,
            devices: 0,
            devices_today: 0,
            conflicts: 0,
            looks: 0,
            duplicates: 0,
            inbox: 0,
            version: env!("CARGO_PKG_VERSION").to_owned(),
        };
        if phase == Phase::SignedIn {
            let devices = desk.devices()?;
            drop(desk);
            let seen = devices
                .iter()
                .filter(|device| device.last_contact.is_some_and(|at| at >= today))
                .count();
            view.devices = u32::try_from(devices.len()).unwrap_or(u32::MAX);
            view.devices_today = u32::try_from(seen).unwrap_or(u32::MAX);
            view.conflicts = u32::try_from(self.conflict_count()?).unwrap_or(u32::MAX);
            view.looks = u32::try_from(self.look_count()?).unwrap_or(u32::MAX);
            view.inbox = u32::try_from(self.inbox_count()?).unwrap_or(u32::MAX);
            view.duplicates = u32::try_from(self.pair_count()?).unwrap_or(u32::MAX);
        }
        Ok(view)
    }
}

fn fitting(name: &str, password: &str) -> Result<()> {
    accounts::fitting(name, password).map_err(|unfit| {
        bad(match unfit {
            Unfit::NoName => AppError::new("account-name-missing"),
            Unfit::Short => AppError::new("passphrase-short").with("count", accounts::SHORTEST),
            Unfit::Long => AppError::new("passphrase-long"),
        })
    })
}
