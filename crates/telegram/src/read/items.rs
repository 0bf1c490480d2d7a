//! Lists in lists: which of the open lists an item goes on with (TF 6.11).

use super::lead::Bullet;

/// How many lists stand in each other at most; what is deeper counts to the last.
const DEEPEST: usize = 8;

/// How the items of a list are written: `(1)`, `1)`, `A.`, `a.`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Sign {
    open: bool,
    close: u8,
    upper: bool,
}

impl Sign {
    /// Of the bytes that a bullet takes.
    fn of(lead: &[u8]) -> Sign {
        Sign {
            open: lead.first() == Some(&b'('),
            close: lead.iter().copied().find(|b| matches!(b, b')' | b'.')).unwrap_or_default(),
            upper: lead.iter().any(u8::is_ascii_uppercase),
        }
    }
}

/// The lists that are open in a block, the outermost first, each with its last item.
#[derive(Debug, Default)]
pub(super) struct Lists(Vec<(Bullet, Sign)>);

impl Lists {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The last item.
    pub(super) fn last(&self) -> Option<Bullet> {
        self.0.last().map(|&(bullet, _)| bullet)
    }

    /// The last item of the innermost list of digits: its number, the sign behind it, and whether no other list stands in it.
    pub(super) fn digit(&self) -> Option<(u32, u8, bool)> {
        let last = self.0.len().checked_sub(1);
        self.0.iter().enumerate().rev().find_map(|(i, &(bullet, sign))| match bullet {
            Bullet::Digit(number) => Some((number, sign.close, Some(i) == last)),
            _ => None,
        })
    }

    /// The list that the item is the next of: an outer one has to be written like the item. `lead` are the bytes of its bullet.
    fn next_of(&self, bullet: Bullet, lead: &[u8]) -> Option<usize> {
        let sign = Sign::of(lead);
        let next = |&(last, _): &(Bullet, Sign)| follows(bullet, last);
        self.0
            .iter()
            .rposition(|list| next(list) && list.1 == sign)
            .or_else(|| self.0.len().checked_sub(1).filter(|&last| next(&self.0[last])))
    }

    /// Is the item the next of a list that is open?
    pub(super) fn go_on(&self, bullet: Bullet, lead: &[u8]) -> bool {
        self.next_of(bullet, lead).is_some()
    }

    /// Takes an item: lists inside of the one that it belongs to are at their end.
    pub(super) fn take(&mut self, bullet: Bullet, lead: &[u8]) {
        let sign = Sign::of(lead);
        let same = |&(last, own): &(Bullet, Sign)| {
            own == sign && std::mem::discriminant(&last) == std::mem::discriminant(&bullet)
        };
        let place = self.next_of(bullet, lead).or_else(|| self.0.iter().rposition(same));
        self.0.truncate(place.unwrap_or(self.0.len()).min(DEEPEST - 1));
        self.0.push((bullet, sign));
    }
}

fn follows(bullet: Bullet, last: Bullet) -> bool {
    match (bullet, last) {
        (Bullet::Dash, Bullet::Dash) => true,
        (Bullet::Letter(n), Bullet::Letter(m)) | (Bullet::Digit(n), Bullet::Digit(m)) => n == m + 1,
        _ => false,
    }
}
