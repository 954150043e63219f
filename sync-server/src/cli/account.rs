//! Accounts of the office console.

use anyhow::{Context, Result};
use clap::{Args, Subcommand};
use jemput_wire::office::Role;

use super::{Data, first_line, office, say};

#[derive(Debug, Subcommand)]
pub(crate) enum AccountCommand {
    /// Make an account, or give an existing one a new passphrase.
    Add {
        #[command(flatten)]
        data: Data,
        /// Name to sign in with.
        name: String,
        #[command(flatten)]
        what: What,
        /// Read the passphrase from standard input without asking.
        #[arg(long)]
        password_stdin: bool,
    },
    /// List accounts, their roles and last sign-ins.
    List(Data),
    /// Change what somebody is to the office; opens a closed account.
    Roles {
        #[command(flatten)]
        data: Data,
        /// Name of the account.
        name: String,
        #[command(flatten)]
        what: What,
        /// Why; goes into the audit.
        #[arg(long)]
        reason: String,
    },
    /// Close an account: its sessions end at once. The last admin stays.
    Close {
        #[command(flatten)]
        data: Data,
        /// Name of the account.
        name: String,
        /// Why; goes into the audit.
        #[arg(long)]
        reason: String,
    },
}

/// What somebody is to the office.
#[derive(Debug, Args)]
pub(crate) struct What {
    /// officer, operator, verifier, head, admin or auditor; may be given several times. By default operator, verifier
    /// and admin.
    #[arg(long = "role", value_name = "ROLE", value_parser = role)]
    roles: Vec<Role>,
    /// Village of a head, ten digits.
    #[arg(long, value_name = "CODE", default_value = "")]
    village: String,
}

fn role(text: &str) -> Result<Role, String> {
    Role::read(text).ok_or_else(|| {
        let all: Vec<&str> = Role::ALL.iter().map(|role| role.code()).collect();
        format!("one of {}", all.join(", "))
    })
}

impl What {
    fn roles(&self) -> &[Role] {
        if self.roles.is_empty() {
            &Role::FIRST
        } else {
            &self.roles
        }
    }
}

/// Does what was asked.
pub(crate) fn run(command: AccountCommand) -> Result<()> {
    match command {
        AccountCommand::Add {
            data,
            name,
            what,
            password_stdin,
        } => {
            let password = if password_stdin {
                first_line()?
            } else {
                crate::ask::passphrase()?
            };
            office(&data.data)?
                .put_account(&name, &password, what.roles(), &what.village)
                .with_context(|| format!("{name} cannot sign in with this"))?;
            say(&format!("{name} can sign in now."))
        }
        AccountCommand::List(data) => {
            for line in office(&data.data)?.accounts_briefly()? {
                say(&line)?;
            }
            Ok(())
        }
        AccountCommand::Roles {
            data,
            name,
            what,
            reason,
        } => {
            let roles = Some((what.roles(), what.village.as_str()));
            office(&data.data)?.change_account(&name, roles, true, &reason)?;
            say(&format!("{name} is changed."))
        }
        AccountCommand::Close { data, name, reason } => {
            office(&data.data)?.change_account(&name, None, false, &reason)?;
            say(&format!("{name} cannot sign in any more."))
        }
    }
}
