//! Which findings of one build are those of the other.

use std::collections::BTreeMap;

use super::outcome::Finding;

/// What the new build says otherwise.
#[derive(Debug, Default)]
pub(crate) struct Difference<'a> {
    pub(crate) new: Vec<&'a Finding>,
    pub(crate) gone: Vec<&'a Finding>,
    /// The same finding in other words, with other places or another confidence: the old one and the new one.
    pub(crate) changed: Vec<(&'a Finding, &'a Finding)>,
    /// The same finding with another fingerprint: baselines lose it.
    pub(crate) renamed: Vec<(&'a Finding, &'a Finding)>,
}

impl<'a> Difference<'a> {
    /// Findings are the same if they have the same fingerprint, or else the same place.
    pub(crate) fn between(old: &'a [Finding], new: &'a [Finding]) -> Difference<'a> {
        let mut found = Difference::default();
        let (same, gone, rest) = paired(old.iter().collect(), new.iter().collect(), |finding| {
            (&finding.rule, &finding.fingerprint)
        });
        let differs = |(old, new): &(&Finding, &Finding)| {
            old.message != new.message || old.confidence != new.confidence || old.related != new.related
        };
        found.changed = same.into_iter().filter(differs).collect();
        (found.renamed, found.gone, found.new) = paired(gone, rest, |finding| {
            (&finding.rule, &finding.file, finding.line, finding.column, &finding.item)
        });
        found
    }
}

type Pairs<'a> = Vec<(&'a Finding, &'a Finding)>;

/// Those of `old` and `new` that share a key, in pairs, and the rest of both.
fn paired<'a, K: Ord>(
    old: Vec<&'a Finding>,
    new: Vec<&'a Finding>,
    key: impl Fn(&'a Finding) -> K,
) -> (Pairs<'a>, Vec<&'a Finding>, Vec<&'a Finding>) {
    let mut waiting: BTreeMap<K, Vec<&Finding>> = BTreeMap::new();
    for finding in old.into_iter().rev() {
        waiting.entry(key(finding)).or_default().push(finding);
    }
    let (mut pairs, mut only_new) = (Vec::new(), Vec::new());
    for finding in new {
        match waiting.get_mut(&key(finding)).and_then(Vec::pop) {
            Some(old) => pairs.push((old, finding)),
            None => only_new.push(finding),
        }
    }
    let mut only_old: Vec<&Finding> = waiting.into_values().flatten().collect();
    only_old.sort();
    (pairs, only_old, only_new)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(line: u64, message: &str, fingerprint: &str) -> Finding {
        Finding {
            rule: "double_lock".into(),
            file: "lib.rs".into(),
            line,
            column: 1,
            item: "f".into(),
            message: message.into(),
            confidence: "high".into(),
            related: Vec::new(),
            fingerprint: fingerprint.into(),
            code: String::new(),
        }
    }

    #[test]
    fn findings_are_the_same_by_fingerprint_or_else_by_place() {
        let old = [finding(1, "a", "1"), finding(2, "b", "2"), finding(3, "c", "3"), finding(4, "d", "4")];
        let new =
            [finding(9, "a", "1"), finding(2, "other", "2"), finding(3, "c", "x"), finding(5, "e", "5")];
        let found = Difference::between(&old, &new);
        assert_eq!(found.changed, [(&old[1], &new[1])]);
        assert_eq!(found.renamed, [(&old[2], &new[2])]);
        assert_eq!(found.gone, [&old[3]]);
        assert_eq!(found.new, [&new[3]]);
    }

    #[test]
    fn as_many_findings_are_gone_as_are_fewer() {
        let (one, two) = ([finding(1, "a", "1")], [finding(1, "a", "1"), finding(1, "a", "1")]);
        assert_eq!(Difference::between(&two, &one).gone.len(), 1);
        assert_eq!(Difference::between(&one, &two).new.len(), 1);
        assert!(Difference::between(&two, &two).new.is_empty());
    }
}
