//! Logins with accounts elsewhere, as the command line asks for them.

use crate::exit::Failure;
use crate::message::Message;
use chancery_room::{OpenId, check_issuer};
use std::path::PathBuf;

/// Who vouches for readers.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct Elsewhere {
    /// Readers can also log in with their accounts at this issuer of OpenID Connect, where `chancery user add --oidc` says so. The room's
    /// address there is `https://NAME/login/openid/back`, with the name under which it is reached.
    #[arg(long, value_name = "URL", requires_all = ["users", "oidc_client_id", "oidc_client_secret_file"])]
    oidc_issuer: Option<String>,

    /// What the room is called at the issuer.
    #[arg(long, value_name = "ID", requires = "oidc_issuer")]
    oidc_client_id: Option<String>,

    /// The file with the room's secret at the issuer: its first line.
    #[arg(long, value_name = "FILE", requires = "oidc_issuer")]
    oidc_client_secret_file: Option<PathBuf>,

    /// What the issuer calls a reader by: names and addresses may pass to another person, `sub` never does.
    #[arg(long, value_name = "CLAIM", requires = "oidc_issuer", default_value = "preferred_username")]
    oidc_claim: String,
}

impl Elsewhere {
    /// Who vouches, if anybody does.
    pub(super) fn openid(&self) -> Result<Option<OpenId>, Failure> {
        let (Some(issuer), Some(client), Some(file)) =
            (&self.oidc_issuer, &self.oidc_client_id, &self.oidc_client_secret_file)
        else {
            return Ok(None);
        };
        let text = std::fs::read_to_string(file).map_err(|error| secret(file, &error.to_string()))?;
        let first = text.lines().next().map(str::trim).filter(|line| !line.is_empty());
        let first = first.ok_or_else(|| secret(file, "its first line is empty"))?;
        OpenId::new(issuer, client, first, &self.oidc_claim)
            .map(Some)
            .map_err(|cause| refused(issuer, &cause))
    }
}

/// Checks the address of an issuer.
pub(crate) fn issuer(address: &str) -> Result<(), Failure> {
    check_issuer(address).map_err(|cause| refused(address, &cause))
}

fn refused(issuer: &str, cause: &str) -> Failure {
    let help = "give the issuer as its own description has it, such as https://id.example.org";
    Failure::Usage(
        Message::new(format!("`{issuer}` cannot vouch for readers")).line("cause", cause).line("help", help),
    )
}

fn secret(file: &std::path::Path, cause: &str) -> Failure {
    Failure::Usage(
        Message::new("cannot read the room's secret at the issuer")
            .line("place", file.display().to_string())
            .line("cause", cause)
            .line("help", "write the secret that the issuer gave into this file, readable for you alone"),
    )
}
