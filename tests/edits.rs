//! Texts as they become while somebody works on them.

/// Numbers that look random and are the same in each run.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Random {
        Random(seed)
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit.max(1)
    }
}

/// One step of somebody who edits, most of them within bodies.
pub(crate) fn edit(text: &str, random: &mut Random) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    if lines.is_empty() {
        return "fn new() {}\n".into();
    }
    let at = random.below(lines.len());
    let inside = lines[at].starts_with("        ");
    match random.below(11) {
        0 => drop(lines.remove(at)),
        1 if inside => lines.insert(at, lines[at]),
        2 if inside => lines.insert(at, "        let again = self.state.lock().unwrap();"),
        3 => lines.insert(at, ""),
        4 if inside => lines[at] = "        drop(guard);",
        5 => lines.insert(at, "    // note"),
        6 if inside => drop(lines.remove(at)),
        7 if inside => lines.insert(at, "        let plain = 1 + 2;"),
        8 if inside => {
            let noted = format!("        /* note */{}", lines[at].trim_start());
            return [&lines[..at], &[&*noted], &lines[at + 1..]].concat().join("\n") + "\n";
        }
        9 if inside => lines.insert(at, "        // note"),
        _ if lines.len() > 1 => lines.swap(at, at.max(1) - 1),
        _ => {}
    }
    lines.join("\n") + "\n"
}
