//! Chains of calls that share their tails: what one more caller adds to a chain is one link.

use std::ops::Index;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::ids::FnId;
use crate::text::Span;

/// A place on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Link {
    /// The function it is in.
    pub function: FnId,
    /// Where.
    pub span: Span,
}

/// Places on the way from an event, which comes first, to what it leads to, which comes last. Never empty.
#[derive(Clone, Debug)]
pub struct Chain(Arc<Node>);

#[derive(Debug)]
struct Node {
    link: Link,
    last: Link,
    len: u32,
    rest: Option<Chain>,
}

impl Chain {
    /// Of one link.
    pub fn of(link: Link) -> Chain {
        Chain(Arc::new(Node { link, last: link, len: 1, rest: None }))
    }

    /// With one link more at the beginning.
    pub fn after(&self, link: Link) -> Chain {
        Chain(Arc::new(Node { link, last: self.last(), len: self.0.len + 1, rest: Some(self.clone()) }))
    }

    /// This chain, and then that one. Takes time in proportion to the length of this one.
    pub fn then(&self, next: &Chain) -> Chain {
        let links: Vec<Link> = self.iter().collect();
        links.into_iter().rev().fold(next.clone(), |chain, link| chain.after(link))
    }

    /// Where it begins.
    pub fn first(&self) -> Link {
        self.0.link
    }

    /// Where it ends.
    pub fn last(&self) -> Link {
        self.0.last
    }

    /// Without the link that it begins with.
    pub fn rest(&self) -> Option<&Chain> {
        self.0.rest.as_ref()
    }

    /// How many links it has.
    #[expect(clippy::len_without_is_empty, reason = "it is never empty")]
    pub fn len(&self) -> usize {
        self.0.len as usize
    }

    /// The links, in order.
    pub fn iter(&self) -> impl Iterator<Item = Link> {
        std::iter::successors(Some(self), |chain| chain.rest()).map(Chain::first)
    }

    /// The links, in order.
    pub fn links(&self) -> Vec<Link> {
        self.iter().collect()
    }
}

impl Index<usize> for Chain {
    type Output = Link;

    fn index(&self, index: usize) -> &Link {
        let mut at = self;
        for _ in 0..index {
            at = at.0.rest.as_ref().expect("the index is within the chain");
        }
        &at.0.link
    }
}

impl PartialEq for Chain {
    fn eq(&self, other: &Chain) -> bool {
        let mut pair = Some((self, other));
        while let Some((a, b)) = pair {
            if Arc::ptr_eq(&a.0, &b.0) {
                return true;
            }
            if a.0.link != b.0.link || a.0.len != b.0.len {
                return false;
            }
            pair = a.0.rest.as_ref().zip(b.0.rest.as_ref());
        }
        true
    }
}

impl Serialize for Chain {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.links().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Chain {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Chain, D::Error> {
        let mut links = Vec::<Link>::deserialize(deserializer)?.into_iter().rev();
        let last = links.next().ok_or_else(|| de::Error::invalid_length(0, &"a link"))?;
        Ok(links.fold(Chain::of(last), |chain, link| chain.after(link)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Pos;

    fn link(line: u32) -> Link {
        let at = Pos { line, column: 0 };
        Link { function: FnId(line), span: Span { start: at, end: at } }
    }

    fn chain(lines: &[u32]) -> Chain {
        let (last, rest) = lines.split_last().expect("some line");
        rest.iter().rev().fold(Chain::of(link(*last)), |chain, line| chain.after(link(*line)))
    }

    #[test]
    fn links_come_in_order() {
        let three = chain(&[1, 2, 3]);
        assert_eq!(three.links(), [link(1), link(2), link(3)]);
        assert_eq!((three.first(), three.last(), three.len(), three[1]), (link(1), link(3), 3, link(2)));
        assert_eq!(three.then(&chain(&[4, 5])).links(), [1, 2, 3, 4, 5].map(link));
    }

    #[test]
    fn chains_are_equal_if_their_links_are() {
        assert_eq!(chain(&[1, 2, 3]), chain(&[1, 2, 3]));
        assert_ne!(chain(&[1, 2, 3]), chain(&[1, 2, 4]));
        assert_ne!(chain(&[1, 2]), chain(&[1, 2, 3]));
    }
}
