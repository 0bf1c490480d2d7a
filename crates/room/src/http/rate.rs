//! How much one may ask, where others ask too.

use super::who::origin;
use crate::problem::Problem;
use crate::room::Room;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::net::{IpAddr, Ipv6Addr};
use std::sync::Arc;

/// Refuses who asks faster than the room's limit. It counts by address, before anybody logs in.
pub(super) async fn rate(State(room): State<Arc<Room>>, request: Request, next: Next) -> Response {
    let from = origin(&room, request.headers(), request.extensions());
    match from.and_then(|from| room.too_fast(network(from))) {
        Some(seconds) => Problem::too_fast(seconds).into_response(),
        None => next.run(request).await,
    }
}

/// What one customer has: of IPv6 the first half.
pub(super) fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::network;

    #[test]
    fn half_of_a_long_address_counts() {
        let of = |text: &str| network(text.parse().unwrap()).to_string();
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(of("192.0.2.7"), "192.0.2.7");
    }
}
