//! A page in Markdown as a terminal shows it. Knows just the Markdown that the pages of rules use: headings, paragraphs,
//! lists, tables, quotes, blocks of code, and code, stress and links within a line.

use std::fmt::Write;

use clap::builder::styling::{AnsiColor, Style};

const HEADING: Style = Style::new().bold().underline();
const STRESS: Style = Style::new().bold();
const CODE: Style = AnsiColor::Cyan.on_default();
const BLOCK: Style = AnsiColor::Green.on_default();
const COMMENT: Style = AnsiColor::BrightBlack.on_default();

/// Columns of a line however wide the terminal is: longer ones are hard to read.
const MOST: usize = 100;

/// `page` in lines of at most `width` columns where words allow it, with ANSI escape codes.
pub fn render(page: &str, width: usize) -> String {
    let width = width.clamp(20, MOST);
    let mut out = String::new();
    let mut paragraph = Paragraph::default();
    let mut code: Option<bool> = None;
    for line in page.lines() {
        if let Some(language) = line.trim_start().strip_prefix("```") {
            paragraph.end(&mut out, width);
            code = match code {
                Some(_) => None,
                None => Some(language.starts_with("rust")),
            };
        } else if let Some(is_rust) = code {
            block(&mut out, line, is_rust);
        } else if let Some(heading) = heading(line) {
            paragraph.end(&mut out, width);
            let _ = writeln!(out, "{HEADING}{}{HEADING:#}", heading.replace('`', ""));
        } else if line.trim().is_empty() {
            paragraph.end(&mut out, width);
            out.push('\n');
        } else if line.starts_with('|') {
            paragraph.end(&mut out, width);
            if !line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ')) {
                let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
                let _ = writeln!(out, "{}", styled(&words(&cells.join("  "))));
            }
        } else {
            paragraph.add(&mut out, line, width);
        }
    }
    paragraph.end(&mut out, width);
    out
}

fn heading(line: &str) -> Option<&str> {
    let text = line.trim_start_matches('#');
    (text.len() < line.len()).then(|| text.strip_prefix(' ')).flatten()
}

fn block(out: &mut String, line: &str, is_rust: bool) {
    let comment = if is_rust { line.find("//") } else { None };
    let (code, comment) = line.split_at(comment.unwrap_or(line.len()));
    let mut text = String::new();
    if !code.is_empty() {
        let _ = write!(text, "{BLOCK}{code}{BLOCK:#}");
    }
    if !comment.is_empty() {
        let _ = write!(text, "{COMMENT}{comment}{COMMENT:#}");
    }
    let _ = if text.is_empty() { writeln!(out) } else { writeln!(out, "    {text}") };
}

/// Lines of text that are filled anew: a paragraph, or an item of a list.
#[derive(Default)]
struct Paragraph {
    /// What its first line begins with; further lines are indented by as much.
    mark: String,
    text: String,
}

impl Paragraph {
    fn add(&mut self, out: &mut String, line: &str, width: usize) {
        let indent = line.len() - line.trim_start().len();
        let trimmed = line.trim_start();
        let digits = trimmed.chars().take_while(char::is_ascii_digit).count();
        let mark = match trimmed {
            _ if trimmed.starts_with("- ") || trimmed.starts_with("* ") || trimmed.starts_with("> ") => 2,
            _ if digits > 0 && trimmed[digits..].starts_with(". ") => digits + 2,
            _ => 0,
        };
        if mark > 0 {
            self.end(out, width);
            self.mark = format!("{}{}", " ".repeat(indent), &trimmed[..mark]);
        }
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        self.text.push_str(trimmed[mark..].trim_end());
    }

    fn end(&mut self, out: &mut String, width: usize) {
        let Paragraph { mark, text } = std::mem::take(self);
        let hanging = " ".repeat(mark.chars().count());
        let mut line: Vec<Word> = Vec::new();
        let mut used = hanging.len();
        let mut begin = mark;
        let mut words = words(&text).into_iter().peekable();
        while let Some(word) = words.next() {
            let mut unbroken = vec![word];
            while let Some(next) = words.next_if(|next| !next.spaced) {
                unbroken.push(next);
            }
            let length: usize = unbroken.iter().map(|word| word.text.chars().count()).sum();
            if !line.is_empty() && used + 1 + length > width {
                let _ = writeln!(out, "{begin}{}", styled(&line));
                begin.clone_from(&hanging);
                line.clear();
                used = hanging.len();
            }
            used += usize::from(!line.is_empty()) + length;
            line.extend(unbroken);
        }
        if !line.is_empty() {
            let _ = writeln!(out, "{begin}{}", styled(&line));
        }
    }
}

/// A piece of text that is not broken.
struct Word {
    text: String,
    /// A space stands before it.
    spaced: bool,
    style: Option<Style>,
}

/// Words with their styles; links become their text, followed by where they lead if that is an address.
fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut spaced = false;
    let mut rest = text;
    let mut plain = String::new();
    let flush = |plain: &mut String, words: &mut Vec<Word>, spaced: &mut bool| {
        for (index, part) in plain.split(' ').enumerate() {
            *spaced |= index > 0;
            if !part.is_empty() {
                words.push(Word { text: part.to_owned(), spaced: *spaced, style: None });
                *spaced = false;
            }
        }
        plain.clear();
    };
    while let Some(first) = rest.chars().next() {
        let delimited = |delimiter: &str| {
            let inner = rest.strip_prefix(delimiter)?;
            let (inner, behind) = inner.split_once(delimiter)?;
            (!inner.is_empty()).then_some((inner, behind))
        };
        let found = match first {
            '`' => delimited("``").or_else(|| delimited("`")).map(|found| (found, CODE)),
            '*' => delimited("**").or_else(|| delimited("*")).map(|found| (found, STRESS)),
            _ => None,
        };
        if let Some(((inner, behind), style)) = found {
            flush(&mut plain, &mut words, &mut spaced);
            for (index, part) in inner.split(' ').filter(|part| !part.is_empty()).enumerate() {
                words.push(Word { text: part.to_owned(), spaced: index > 0 || spaced, style: Some(style) });
            }
            (spaced, rest) = (false, behind);
            continue;
        }
        if first == '['
            && let Some((label, behind)) = rest[1..].split_once("](")
            && let Some((target, behind)) = behind.split_once(')')
        {
            plain.push_str(label);
            if target.contains("://") {
                let _ = write!(plain, " ({target})");
            }
            rest = behind;
            continue;
        }
        plain.push(first);
        rest = &rest[first.len_utf8()..];
    }
    flush(&mut plain, &mut words, &mut spaced);
    words
}

/// One line. What stands side by side in one style shares its escape codes.
fn styled(words: &[Word]) -> String {
    let mut out = String::new();
    let mut current: Option<Style> = None;
    for (index, word) in words.iter().enumerate() {
        let space = if word.spaced && index > 0 { " " } else { "" };
        if word.style != current {
            if let Some(style) = current {
                let _ = write!(out, "{style:#}");
            }
            out.push_str(space);
            if let Some(style) = word.style {
                let _ = write!(out, "{style}");
            }
            current = word.style;
        } else {
            out.push_str(space);
        }
        out.push_str(&word.text);
    }
    if let Some(style) = current {
        let _ = write!(out, "{style:#}");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(page: &str, width: usize) -> String {
        anstream::adapter::strip_str(&render(page, width)).to_string()
    }

    #[test]
    fn markdown_leaves_no_trace() {
        let page = "# a_rule\n\nSome `code of two` words, **stress** and a [link](https://x.y/z).\n\n- one\n  more\n- two\n\n```rust\nlet a = 1; // why\n\n# b\n```\n";
        assert_eq!(
            plain(page, 100),
            "a_rule\n\nSome code of two words, stress and a link (https://x.y/z).\n\n- one more\n- two\n\n    let a = 1; // why\n\n    # b\n"
        );
    }

    #[test]
    fn paragraphs_are_filled_and_items_hang() {
        let page = "aaaa bbbb cccc dddd eeee\nffff (`gggg`), hhhh\n\n- iiii jjjj kkkk llll mmmm nnnn\n";
        assert_eq!(
            plain(page, 20),
            "aaaa bbbb cccc dddd\neeee ffff (gggg),\nhhhh\n\n- iiii jjjj kkkk\n  llll mmmm nnnn\n"
        );
    }

    #[test]
    fn code_has_a_colour_and_a_lone_mark_is_text() {
        assert_eq!(render("a `b c` d", 80), format!("a {CODE}b c{CODE:#} d\n"));
        assert_eq!(plain("a * b ` c [d] e", 80), "a * b ` c [d] e\n");
    }
}
