//! Logging in with an account elsewhere: OpenID Connect, the authorization code flow with PKCE.
//!
//! The library checks what the issuer signs: its signature, who signed it, for whom, until when, and that it answers this very
//! question (the nonce). Here is what stands around that: which issuers there may be, what is kept while a reader is there, and by which
//! claim an account is known. No account is made.

mod begun;
mod claims;
mod fetch;

pub(crate) use begun::WITHIN;

use begun::{Begun, Waiting};
use chancery_accounts::Subject;
use claims::{Client, Others};
use fetch::{Fetch, PATIENCE};
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClientAuthMethod, CoreErrorResponseType, CoreGenderClaim,
    CoreJwsSigningAlgorithm, CoreProviderMetadata,
};
use openidconnect::{
    AccessTokenHash, AuthType, AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret, CsrfToken,
    EndpointMaybeSet, EndpointNotSet, EndpointSet, IssuerUrl, Nonce, OAuth2TokenResponse, PkceCodeChallenge,
    RedirectUrl, RequestTokenError, Scope, SignatureVerificationError, TokenResponse, UserInfoClaims,
    UserInfoError,
};
use std::fmt::{Debug, Display};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::{Mutex, Semaphore};

/// How long is known what an issuer says of itself.
const KNOWN: Duration = Duration::from_secs(5 * 60);

/// How long an issuer that cannot be reached is let alone.
const LET_ALONE: Duration = Duration::from_secs(10);

/// How many logins are asked about at the issuer at once; others wait for their turn.
const AT_ONCE: usize = 16;

/// The signatures that count. Those that need no key, or the client's own secret, do not.
const SIGNATURES: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// Who vouches for readers, and as whom the room asks.
#[derive(Clone, Debug)]
pub struct OpenId {
    issuer: IssuerUrl,
    client: ClientId,
    secret: ClientSecret,
    claim: String,
    fetch: Fetch,
}

impl OpenId {
    /// An issuer; the room's own id and secret there; and the claim that names a reader, as `preferred_username`.
    ///
    /// # Errors
    /// Why the issuer's address cannot be used.
    pub fn new(issuer: &str, client: &str, secret: &str, claim: &str) -> Result<OpenId, String> {
        check_issuer(issuer)?;
        Ok(OpenId {
            issuer: IssuerUrl::new(issuer.to_owned()).map_err(|error| error.to_string())?,
            client: ClientId::new(client.to_owned()),
            secret: ClientSecret::new(secret.to_owned()),
            claim: claim.to_owned(),
            fetch: Fetch::new(issuer.starts_with("https:")).map_err(|error| error.to_string())?,
        })
    }
}

/// Checks the address of an issuer: https, or http on this machine; nothing but a host, a port and a path (OpenID Connect
/// Discovery 1.0, section 3).
///
/// # Errors
/// Why it cannot be used.
pub fn check_issuer(address: &str) -> Result<(), String> {
    let url = IssuerUrl::new(address.to_owned()).map_err(|error| format!("it is no address: {error}"))?;
    let url = url.url();
    match url.scheme() {
        "https" => {}
        "http" if url.host_str().is_some_and(fetch::is_here) => {}
        "http" => return Err("what goes there can be read on the way, for it is not https".to_owned()),
        _ => return Err("it is not https".to_owned()),
    }
    let bare = url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none();
    if bare { Ok(()) } else { Err("it has more than a host and a path".to_owned()) }
}

/// The logins with accounts elsewhere of a room.
pub(crate) struct Oidc {
    openid: OpenId,
    known: Mutex<Option<(Instant, Option<Arc<CoreProviderMetadata>>)>>,
    waiting: Waiting,
    turns: Semaphore,
}

impl Oidc {
    pub(crate) fn new(openid: OpenId) -> Oidc {
        let (known, waiting) = (Mutex::default(), Waiting::default());
        Oidc { openid, known, waiting, turns: Semaphore::new(AT_ONCE) }
    }

    /// What a person knows the issuer by: the name of its host.
    pub(crate) fn host(&self) -> &str {
        self.openid.issuer.url().host_str().unwrap_or("another place")
    }

    /// Begins a login from a network: where the reader is sent, and the text that only this browser keeps.
    ///
    /// # Errors
    /// That the issuer cannot be asked now.
    pub(crate) async fn begin(
        &self,
        redirect: String,
        back: String,
        from: String,
    ) -> Result<(String, String), Unreachable> {
        let issuer = self.issuer().await?;
        let redirect = RedirectUrl::new(redirect).map_err(unreachable)?;
        let client = self.client(&issuer, redirect.clone());
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let mut asked = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                CsrfToken::new_random,
                Nonce::new_random,
            )
            .add_scope(Scope::new("profile".to_owned()))
            .set_pkce_challenge(challenge);
        if self.openid.claim == "email" {
            asked = asked.add_scope(Scope::new("email".to_owned()));
        }
        let (address, state, nonce) = asked.url();
        if !fetch::is_safe(&address) {
            tracing::error!("the issuer sends readers to a place that is not https");
            return Err(Unreachable);
        }
        let begun = Begun { state, nonce, verifier, redirect, back };
        Ok((address.into(), self.waiting.put(begun, from)))
    }

    /// Whether an address is the issuer's.
    pub(crate) fn is_it(&self, issuer: &str) -> bool {
        issuer == self.openid.issuer.as_str()
    }

    /// What a browser began, by the text that it kept; once, and not for long. The issuer sends the reader back with the state that was
    /// sent along, so that nobody can finish in his browser what another one began.
    pub(crate) fn begun(&self, kept: &str, state: &str) -> Option<Begun> {
        self.waiting.take(kept).filter(|begun| begun.state.secret() == state)
    }

    /// For whom the issuer vouches; for nobody where its answer does not hold.
    ///
    /// # Errors
    /// That the issuer cannot be asked now.
    pub(crate) async fn vouched(&self, begun: Begun, code: String) -> Result<Option<Subject>, Unreachable> {
        let Ok(Ok(_turn)) = tokio::time::timeout(PATIENCE, self.turns.acquire()).await else {
            tracing::error!("the issuer answers too slowly for all who log in");
            return Err(Unreachable);
        };
        let issuer = self.issuer().await?;
        let client = self.client(&issuer, begun.redirect.clone());
        let request = client.exchange_code(AuthorizationCode::new(code)).map_err(unreachable)?;
        let answer = match request.set_pkce_verifier(begun.verifier).request_async(&self.openid.fetch).await {
            Ok(answer) => answer,
            // The code is none, or too old: that is the visitor's.
            Err(RequestTokenError::ServerResponse(said))
                if *said.error() == CoreErrorResponseType::InvalidGrant =>
            {
                return Ok(doubted(said));
            }
            // What the issuer says of the room, or cannot say at all, is not.
            Err(error) => return Err(unreachable(error)),
        };
        let Some(token) = answer.id_token() else { return Ok(doubted("there is no ID token")) };
        let is_new = {
            let verifier = client.id_token_verifier().set_allowed_algs(SIGNATURES);
            let unknown =
                ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey);
            token.claims(&verifier, &begun.nonce).is_err_and(|error| error == unknown)
        };
        let client =
            if is_new { self.client(&*self.issuer_anew(&issuer).await?, begun.redirect) } else { client };
        let verifier = client.id_token_verifier().set_allowed_algs(SIGNATURES);
        let claims = match token.claims(&verifier, &begun.nonce) {
            Ok(claims) => claims,
            Err(error) => return Ok(doubted(error)),
        };
        if let Some(said) = claims.access_token_hash() {
            let hash = token.signing_alg().ok().zip(token.signing_key(&verifier).ok()).and_then(
                |(signature, key)| AccessTokenHash::from_token(answer.access_token(), signature, key).ok(),
            );
            if hash.as_ref() != Some(said) {
                return Ok(doubted("the access token is another one's"));
            }
        }
        let mut name = claims::named(claims, &self.openid.claim);
        // Most issuers say it in the ID token; some only when asked for it.
        if name.is_none() && client.user_info_url().is_some() {
            let subject = Some(claims.subject().clone());
            let asked = client.user_info(answer.access_token().clone(), subject).map_err(unreachable)?;
            let told: Result<UserInfoClaims<Others, CoreGenderClaim>, _> =
                asked.request_async(&self.openid.fetch).await;
            match told {
                Ok(told) => name = claims::named(&told, &self.openid.claim),
                Err(UserInfoError::ClaimsVerification(error)) => return Ok(doubted(error)),
                Err(error) => return Err(unreachable(error)),
            }
        }
        let Some(name) = name else {
            return Ok(doubted(format!("it does not say `{}` of a reader", self.openid.claim)));
        };
        Ok(Some(Subject::new(self.openid.issuer.as_str(), &name)))
    }

    /// What the issuer says of itself, with its keys.
    async fn issuer(&self) -> Result<Arc<CoreProviderMetadata>, Unreachable> {
        let mut known = self.known.lock().await;
        if let Some((when, said)) = &*known
            && when.elapsed() < if said.is_some() { KNOWN } else { LET_ALONE }
        {
            return said.clone().ok_or(Unreachable);
        }
        let asked =
            CoreProviderMetadata::discover_async(self.openid.issuer.clone(), &self.openid.fetch).await;
        let said = asked.map(Arc::new).map_err(unreachable);
        *known = Some((Instant::now(), said.as_ref().ok().cloned()));
        said
    }

    /// As [`issuer`](Oidc::issuer), and not what it said `before`. It is asked for a token that it has just signed itself, so that
    /// nobody else can make the room ask.
    async fn issuer_anew(
        &self,
        before: &Arc<CoreProviderMetadata>,
    ) -> Result<Arc<CoreProviderMetadata>, Unreachable> {
        let mut known = self.known.lock().await;
        if let Some((_, Some(said))) = &*known
            && Arc::ptr_eq(said, before)
        {
            *known = None;
        }
        drop(known);
        self.issuer().await
    }

    fn client(&self, issuer: &CoreProviderMetadata, redirect: RedirectUrl) -> Asking {
        let by_form = issuer.token_endpoint_auth_methods_supported().is_some_and(|ways| {
            ways.contains(&CoreClientAuthMethod::ClientSecretPost)
                && !ways.contains(&CoreClientAuthMethod::ClientSecretBasic)
        });
        let (id, secret) = (self.openid.client.clone(), self.openid.secret.clone());
        Client::from_provider_metadata(issuer.clone(), id, Some(secret))
            .set_redirect_uri(redirect)
            .set_auth_type(if by_form { AuthType::RequestBody } else { AuthType::BasicAuth })
    }
}

/// A client that knows where to ask.
type Asking =
    Client<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;

/// The issuer cannot be asked now. The log says why.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unreachable;

fn unreachable(error: impl Display + Debug) -> Unreachable {
    tracing::error!(%error, cause = ?error, "the issuer cannot be asked");
    Unreachable
}

/// Nobody is vouched for, and whoever runs the room can see why.
fn doubted(error: impl Display + Debug) -> Option<Subject> {
    tracing::error!(%error, "the issuer vouches for nobody");
    None
}

#[cfg(test)]
mod tests {
    use super::check_issuer;

    #[test]
    fn an_issuer_is_safe_to_ask() {
        for issuer in [
            "https://id.example.org",
            "https://id.example.org/realms/archive/",
            "http://127.0.0.1:9400",
            "http://[::1]:9400",
            "http://localhost:9400",
        ] {
            assert_eq!(check_issuer(issuer), Ok(()), "{issuer}");
        }
        for issuer in [
            "http://id.example.org",
            "http://127.0.0.1.evil.example",
            "http://localhost.evil.example",
            "ftp://id.example.org",
            "https://anna@id.example.org",
            "https://id.example.org?tenant=1",
            "https://id.example.org#part",
            "id.example.org",
            "",
        ] {
            assert!(check_issuer(issuer).is_err(), "{issuer}");
        }
    }
}
