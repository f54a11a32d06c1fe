//! "Did you mean": the known name that a misspelt one is closest to.

/// The name in `known` that is closest to `name`, if it is close enough to be what was meant: at most one edit
/// (insertion, deletion, change, swap of neighbours) for every three characters. Case and the difference between
/// `-` and `_` do not count. Ties go to the first.
pub fn closest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name = folded(name);
    let most = (name.len() / 3).max(1);
    known
        .into_iter()
        .map(|candidate| (edits(&name, &folded(candidate)), candidate))
        .filter(|(distance, _)| *distance <= most)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

fn folded(name: &str) -> Vec<char> {
    name.chars().flat_map(char::to_lowercase).map(|c| if c == '-' { '_' } else { c }).collect()
}

/// The optimal string alignment distance, row by row.
fn edits(left: &[char], right: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in right.iter().enumerate() {
            let mut best = (above[j] + usize::from(a != b)).min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == right[j - 1] && left[i - 1] == *b {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut above, row);
    }
    above[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_recognised_and_a_stranger_is_not() {
        let known = ["exclude", "levels", "test-code", "double_lock"];
        assert_eq!(closest("exlcude", known), Some("exclude"));
        assert_eq!(closest("level", known), Some("levels"));
        assert_eq!(closest("test_code", known), Some("test-code"));
        assert_eq!(closest("Double-Lock", known), Some("double_lock"));
        assert_eq!(closest("banana", known), None);
        assert_eq!(closest("", ["a"]), Some("a"));
        assert_eq!(closest("abc", []), None);
    }
}
