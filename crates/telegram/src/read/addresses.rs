//! The addresses of a heading: who sends and who gets the telegram (TF 4.6 to 4.8).

use super::groups::{self, Group};
use super::heading::Heading;
use crate::fields::addressee::{self, Role};
use crate::record::{Addressee, Record, Text};
use crate::syntax::noise;

impl<'s> Heading<'_, 's, '_> {
    /// What optical reading left before the name on a line of addresses.
    fn spoiled_address(&self, group: Group) -> usize {
        let text = self.syntax.text(&self.syntax.lines()[group.first]);
        if let Some((_, skip)) = noise::address(text) {
            return skip;
        }
        noise::AddressWord::of(text).filter(|word| word.is(group.kind)).map_or(0, |word| word.name)
    }

    pub(crate) fn from(&mut self, group: Group) {
        let field = self.field(group, self.spoiled_address(group));
        let roles = self.with_context(|cx| addressee::read_roles(&field, cx));
        self.sort_roles(roles, Role::From);
    }

    pub(crate) fn addressees(&mut self, group: Group, info: bool) {
        let field = self.field(group, self.spoiled_address(group));
        let roles = self.with_context(|cx| addressee::read_roles(&field, cx));
        let list = if info { &mut self.record.info } else { &mut self.record.to };
        list.reserve(roles.len());
        self.sort_roles(roles, if info { Role::Info } else { Role::To });
    }

    /// Puts each addressee where the word before it says: a heading whose lines were run together has several words.
    fn sort_roles(&mut self, roles: Vec<(Option<Role>, Addressee<'s>)>, own: Role) {
        let mut exempted = Vec::new();
        for (role, addressee) in roles {
            let noise = addressee.post.is_none() && groups::is_noise(addressee.name.as_bytes());
            if noise && addressee.exempt.is_empty() {
                continue;
            }
            let role = role.unwrap_or(own);
            if role != Role::Exempt && !exempted.is_empty() {
                self.exempted(std::mem::take(&mut exempted));
            }
            match role {
                Role::From => {
                    let addressee = self.without_noise(addressee);
                    self.record.from.get_or_insert(addressee);
                }
                Role::To => self.record.to.push(addressee),
                Role::Info => self.record.info.push(addressee),
                Role::Exempt => exempted.push(addressee),
            }
        }
        self.exempted(exempted);
    }

    /// A sender of which the tables know the name before a sign that stands in no name: `AMEMBASSY LONDON =, (c)`.
    fn without_noise(&self, mut addressee: Addressee<'s>) -> Addressee<'s> {
        let stray = |c: char| {
            !c.is_ascii_alphanumeric() && !matches!(c, ' ' | '.' | '-' | '\'' | '/' | '(' | '&' | ',')
        };
        let name = addressee.name.as_ref();
        if let Some(at) = name.find(stray) {
            let before = name[..at].trim_end();
            let registry = self.options.registry;
            if registry.post_named(before).is_some() {
                addressee.post =
                    addressee::post_of(before, registry).map(|post| Text::Owned(post.into_owned()));
                addressee.name = Text::Owned(before.to_owned());
            }
        }
        addressee
    }

    pub(crate) fn exempt(&mut self, group: Group) {
        let field = self.field(group, 0);
        let own = if self.record.info.is_empty() { Role::To } else { Role::Info };
        let roles = self.with_context(|cx| addressee::read_roles(&field, cx));
        self.sort_roles(roles, own);
    }

    /// `XMT` belongs to the collective address before it (TF 4.8).
    pub(crate) fn exempted(&mut self, addressees: Vec<Addressee<'s>>) {
        let Record { to, info, .. } = &mut *self.record;
        // Without a collective that is known as one, it is the address before it.
        let place = |list: &[Addressee<'_>]| list.iter().rposition(|one| one.collective);
        let last = match (place(info), place(to)) {
            (Some(at), _) => info.get_mut(at),
            (None, Some(at)) => to.get_mut(at),
            (None, None) => info.last_mut().or(to.last_mut()),
        };
        let Some(last) = last else { return };
        for addressee in addressees {
            last.exempt.extend(addressee.exempt);
            last.exempt.extend(Some(addressee.name).filter(|name| !name.is_empty()));
        }
    }
}
