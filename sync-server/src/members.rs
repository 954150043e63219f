//! Accounts of the console: made, changed and closed by an admin, kept by their owners.

mod second;

use anyhow::bail;
use jemput_domain::{audit::Deed, reason};
use jemput_wire::{
    AppError,
    office::{
        AccountCode, AccountPage, AccountRow, NewAccount, OwnAccount, OwnPassphrase, ResetAccount,
        Role, SetAccount,
    },
};

use crate::{
    accounts::{self, Account, Unfit},
    fault::{self, Fault, Result, bad, missing},
    office::Office,
    register::moment,
    sessions::Signed,
};

/// Why a name or passphrase is not taken, for people.
pub(crate) fn fitting(name: &str, password: &str) -> Result<()> {
    accounts::fitting(name, password).map_err(|unfit| {
        bad(match unfit {
            Unfit::NoName => AppError::new("account-name-missing"),
            Unfit::Short => AppError::new("passphrase-short").with("count", accounts::SHORTEST),
            Unfit::Long => AppError::new("passphrase-long"),
            Unfit::Common => AppError::new("passphrase-common"),
            Unfit::LikeName => AppError::new("passphrase-like-name"),
        })
    })
}

impl Office {
    /// All accounts.
    pub(crate) fn account_page(&self) -> fault::Result<AccountPage> {
        let zone = self.zone()?;
        let now = self.now_ms();
        let told = |at: Option<i64>| at.map(|at| moment(zone, at)).unwrap_or_default();
        let (accounts, second_required) = {
            let desk = self.desk();
            (desk.accounts()?, desk.second_required()?)
        };
        let rows = accounts.into_iter().map(|account| AccountRow {
            second: account.second.is_some(),
            id: account.id,
            name: account.name,
            roles: account.roles,
            village: account.village,
            closed: told(account.closed),
            signed_in: told(account.signed_in),
            code_until: told(Some(account.code_until).filter(|until| *until > now)),
        });
        Ok(AccountPage {
            rows: rows.collect(),
            villages: self.villages()?,
            second_required,
        })
    }

    /// Roles and village that fit each other.
    fn fits(&self, roles: &[Role], village: &str) -> Result<()> {
        if roles.is_empty() {
            return Err(bad(AppError::new("account-role-missing")));
        }
        let known = self
            .villages()?
            .iter()
            .any(|row| row.code.as_str() == village);
        if roles.contains(&Role::Head) != known {
            return Err(bad(AppError::new("account-village-missing")));
        }
        Ok(())
    }

    fn account_of(&self, id: &str) -> Result<Account> {
        let account = self.desk().account_with(id)?;
        account.ok_or_else(|| missing(AppError::new("account-unknown")))
    }

    /// Makes an account and the code with which its owner chooses a passphrase.
    pub(crate) fn new_account(&self, admin: &str, wish: &NewAccount) -> Result<AccountCode> {
        let name = wish.name.trim();
        if !accounts::is_name(name) {
            return Err(bad(AppError::new("account-name-missing")));
        }
        let village = head_village(&wish.roles, &wish.village);
        self.fits(&wish.roles, village)?;
        if self.desk().account(name)?.is_some() {
            return Err(bad(AppError::new("account-name-taken")));
        }
        self.note(
            admin,
            Deed::AccountMade,
            Some(self.clerk(name)),
            &accounts::stored(&wish.roles),
        )?;
        let id = self
            .desk()
            .invite(name, &wish.roles, village, self.now_ms())?;
        self.account_code(&id, name)
    }

    fn account_code(&self, id: &str, name: &str) -> Result<AccountCode> {
        let (code, until) = self
            .desk()
            .new_account_code(id, &self.keys.pepper, self.now_ms())?;
        Ok(AccountCode {
            name: name.to_owned(),
            code: code.to_string(),
            valid_until: moment(self.zone()?, until),
            page: self.account_page()?,
        })
    }

    /// Changes roles, closes or opens an account.
    pub(crate) fn set_account(&self, admin: &str, wish: &SetAccount) -> Result<AccountPage> {
        let account = self.account_of(&wish.id)?;
        let reason = given(&wish.reason)?;
        let village = head_village(&wish.roles, &wish.village);
        self.fits(&wish.roles, village)?;
        let closed = match (wish.open, account.closed) {
            (true, _) => None,
            (false, Some(since)) => Some(since),
            (false, None) => Some(self.now_ms()),
        };
        let done = self
            .desk()
            .set_account(&account.id, &wish.roles, village, closed)?;
        if !done {
            return Err(bad(AppError::new("account-last-admin")));
        }
        let deed = if closed.is_some() && account.closed.is_none() {
            Deed::AccountClosed
        } else {
            Deed::AccountChanged
        };
        let (before, after) = (
            accounts::stored(&account.roles),
            accounts::stored(&wish.roles),
        );
        let note = if before == after {
            reason
        } else {
            format!("{before} → {after}: {reason}")
        };
        self.note(admin, deed, Some(self.clerk(&account.name)), &note)?;
        self.account_page()
    }

    /// A new code for somebody who forgot the passphrase; the old one ends.
    pub(crate) fn reset_account(&self, admin: &str, wish: &ResetAccount) -> Result<AccountCode> {
        let account = self.account_of(&wish.id)?;
        let reason = given(&wish.reason)?;
        if account.closed.is_some() {
            return Err(bad(AppError::new("account-closed")));
        }
        if accounts::key(&account.name) == accounts::key(admin) {
            // Nobody might be left who can hand out another one.
            return Err(bad(AppError::new("account-own-code")));
        }
        self.note(
            admin,
            Deed::AccountCode,
            Some(self.clerk(&account.name)),
            &reason,
        )?;
        self.account_code(&account.id, &account.name)
    }

    /// Ends a second factor whose phone and paper are lost.
    pub(crate) fn reset_second(&self, admin: &str, wish: &ResetAccount) -> Result<AccountPage> {
        let account = self.account_of(&wish.id)?;
        let reason = given(&wish.reason)?;
        self.note(
            admin,
            Deed::SecondEnded,
            Some(self.clerk(&account.name)),
            &reason,
        )?;
        self.desk().end_second(&account.id)?;
        self.account_page()
    }

    /// Everybody needs a second factor, or may have one.
    pub(crate) fn require_second(&self, admin: &str, on: bool) -> Result<AccountPage> {
        let note = if on {
            "second-required"
        } else {
            "second-optional"
        };
        self.note(admin, Deed::Rule, None, note)?;
        self.desk().require_second(on)?;
        self.account_page()
    }

    /// The own account.
    pub(crate) fn own_account(&self, signed: &Signed) -> Result<OwnAccount> {
        let desk = self.desk();
        Ok(OwnAccount {
            name: signed.account.clone(),
            roles: signed.roles.clone(),
            second: signed.second,
            second_required: desk.second_required()?,
            paper_left: desk.paper_left(&signed.id)?,
        })
    }

    /// Whether this is the passphrase of whoever is signed in; wrong ones count as at the sign-in.
    pub(crate) fn knows(&self, signed: &Signed, password: &str) -> Result<()> {
        let account = self.account_of(&signed.id)?;
        self.open_door(&account)?;
        let right = {
            let _turn = self.hashing();
            accounts::fits(password, Some(&account))?
        };
        if !right {
            self.desk().note_failure(&account.id, self.now_ms())?;
            return Err(bad(AppError::new("passphrase-wrong")));
        }
        Ok(self.desk().forget_failures(&account.id)?)
    }

    /// A new passphrase for the own account; all its sessions end, also this one.
    pub(crate) fn own_passphrase(&self, signed: &Signed, wish: &OwnPassphrase) -> Result<()> {
        fitting(&signed.account, &wish.new)?;
        self.knows(signed, &wish.old)?;
        let hash = accounts::hash(&wish.new)?;
        self.note(&signed.account, Deed::Passphrase, None, "")?;
        Ok(self.desk().set_passphrase(&signed.id, &hash)?)
    }

    /// Makes an account with a passphrase, or gives an existing one a new passphrase, from the command line.
    ///
    /// # Errors
    /// When name, passphrase or roles do not fit.
    pub fn put_account(
        &self,
        name: &str,
        password: &str,
        roles: &[Role],
        village: &str,
    ) -> anyhow::Result<()> {
        fitting(name, password).map_err(Fault::said)?;
        let known = self.desk().account(name)?;
        let deed = match &known {
            Some(_) => Deed::AccountCode,
            None => {
                self.fits(roles, village).map_err(Fault::said)?;
                Deed::AccountMade
            }
        };
        let hash = accounts::hash(password)?;
        // The command line belongs to whoever has the machine: nobody of the console.
        self.note(
            "",
            deed,
            Some(self.clerk(name.trim())),
            "jemput-server account",
        )?;
        let desk = self.desk();
        desk.put_account(name, &hash, roles, village, self.now_ms())?;
        desk.forget_setup_code()
    }

    /// One line for each account.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn accounts_briefly(&self) -> anyhow::Result<Vec<String>> {
        let page = self.account_page().map_err(Fault::said)?;
        let line = |row: &AccountRow| {
            let state = match (row.closed.is_empty(), row.signed_in.is_empty()) {
                (false, _) => format!("closed since {}", row.closed),
                (true, true) => "never signed in".to_owned(),
                (true, false) => format!("last sign-in {}", row.signed_in),
            };
            let second = if row.second { "  second factor" } else { "" };
            format!(
                "{}  {} {}  {state}{second}",
                row.name,
                accounts::stored(&row.roles),
                row.village
            )
        };
        Ok(page.rows.iter().map(line).collect())
    }

    /// Changes roles, closes or opens the account of this name, from the command line.
    ///
    /// # Errors
    /// When there is no such account, or nobody would be left who may manage accounts.
    pub fn change_account(
        &self,
        name: &str,
        roles: Option<(&[Role], &str)>,
        open: bool,
        reason: &str,
    ) -> anyhow::Result<()> {
        let Some(account) = self.desk().account(name)? else {
            bail!("there is no account {name}");
        };
        let (roles, village) = match roles {
            Some((roles, village)) => (roles.to_vec(), village.to_owned()),
            None => (account.roles, account.village),
        };
        let wish = SetAccount {
            id: account.id,
            roles,
            village,
            open,
            reason: reason.to_owned(),
        };
        self.set_account("", &wish).map_err(Fault::said)?;
        Ok(())
    }
}

/// Only a head has a village.
fn head_village<'a>(roles: &[Role], village: &'a str) -> &'a str {
    if roles.contains(&Role::Head) {
        village
    } else {
        ""
    }
}

fn given(reason: &str) -> Result<String> {
    let given = reason::given(reason).map(str::to_owned);
    given.ok_or_else(|| bad(AppError::new("account-reason")))
}
