//! What an issuer says of a reader.

use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreErrorResponseType, CoreGenderClaim, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreRevocableToken,
    CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AdditionalClaims, EmptyExtraTokenFields, IdTokenFields, StandardErrorResponse, StandardTokenResponse,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Claims that the standard does not name.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Others(Map<String, Value>);

impl AdditionalClaims for Others {}

type Fields = IdTokenFields<
    Others,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;

/// A client that is told all claims, with the places that it knows.
pub(super) type Client<Auth, Device, Introspection, Revocation, Token, UserInfo> = openidconnect::Client<
    Others,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    StandardTokenResponse<Fields, CoreTokenType>,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    Auth,
    Device,
    Introspection,
    Revocation,
    Token,
    UserInfo,
>;

/// The name that a claim gives a reader. An address that the issuer did not see to be the reader's own is none: in many places anybody can
/// enter any.
pub(super) fn named(claims: &impl Serialize, claim: &str) -> Option<String> {
    let claims = serde_json::to_value(claims).ok()?;
    if claim == "email" && claims.get("email_verified") != Some(&Value::Bool(true)) {
        return None;
    }
    let name = claims.get(claim)?.as_str()?;
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::named;
    use serde_json::json;

    #[test]
    fn a_claim_names_a_reader_when_it_is_a_text() {
        let of = |claims: serde_json::Value, claim: &str| named(&claims, claim);
        assert_eq!(of(json!({"upn": "anna"}), "upn").as_deref(), Some("anna"));
        assert_eq!(of(json!({"upn": "anna"}), "preferred_username"), None);
        assert_eq!(of(json!({"upn": ["anna"]}), "upn"), None);
        assert_eq!(of(json!({"upn": ""}), "upn"), None);
        let email = "anna@example.org";
        assert_eq!(of(json!({"email": email}), "email"), None);
        assert_eq!(of(json!({"email": email, "email_verified": false}), "email"), None);
        assert_eq!(of(json!({"email": email, "email_verified": true}), "email").as_deref(), Some(email));
    }
}
