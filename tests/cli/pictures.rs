//! The pictures in the documents are drawn from what the program prints. With `CONCHECK_UPDATE_DOCS=1` these tests draw
//! them anew.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use crate::project::{command, run};

/// What the picture of a finding shows: the README's first command.
const FINDING: &str = "concheck check fixtures/lock_order_inversion/bank.rs";

/// What the picture of a graph shows.
const GRAPH: &str = "concheck graph fixtures/lock_order_inversion/three_locks.rs --format svg";

#[test]
fn the_picture_of_a_finding_is_current() {
    let (printed, summary) = printed(FINDING);
    let lines = format!("\u{1b}[2m$\u{1b}[0m \u{1b}[1m{FINDING}\u{1b}[0m\n{printed}{summary}");
    is_current("finding.svg", &terminal(&lines, FINDING));
}

#[test]
fn the_picture_of_a_graph_is_current() {
    let (picture, _) = printed(GRAPH);
    roxmltree::Document::parse(&picture).expect("XML");
    is_current("graph.svg", &picture);
}

fn is_current(name: &str, picture: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/images").join(name);
    if std::env::var_os("CONCHECK_UPDATE_DOCS").is_some() {
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(&path, picture).expect("written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == picture, "docs/images/{name}: run this test with CONCHECK_UPDATE_DOCS=1");
}

/// Both streams of a command at the root of the repository, with colours.
fn printed(line: &str) -> (String, String) {
    let args = line.split_whitespace().skip(1);
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let run = run(command(env!("CARGO_BIN_EXE_concheck"), &repository).args(args).env("CLICOLOR_FORCE", "1"));
    assert_ne!(run.code, Some(2), "{run:?}");
    (run.stdout, run.stderr)
}

/// Pixels from character to character and from line to line.
const CHARACTER: f64 = 7.2;
const LINE: f64 = 18.0;
const MARGIN: f64 = 16.0;

/// The colours of a terminal: the class of a code, and its colour on light and on dark ground.
const COLOURS: [(&str, &str, &str); 5] = [
    ("red", "#cf222e", "#ff7b72"),
    ("yellow", "#9a6700", "#e3b341"),
    ("blue", "#0969da", "#79c0ff"),
    ("cyan", "#1b7c83", "#76e3ea"),
    ("dim", "#6e7781", "#8b949e"),
];

/// A picture of what a terminal shows. Every run of characters has its place and length, so that it looks the same in
/// any font; colours follow the reader's light or dark theme.
fn terminal(text: &str, title: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let widest = lines.iter().map(|line| runs(line).iter().map(|run| run.text.chars().count()).sum()).max();
    let width = widest.unwrap_or(0_usize) as f64 * CHARACTER + 2.0 * MARGIN;
    let height = lines.len() as f64 * LINE + 2.0 * MARGIN;
    let style = |colour: fn(&(&'static str, &'static str, &'static str)) -> (&'static str, &'static str)| {
        COLOURS
            .iter()
            .map(colour)
            .map(|(class, colour)| format!(".{class}{{fill:{colour}}}"))
            .collect::<String>()
    };
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" \
         height=\"{height:.0}\" role=\"img\">\n<title>{title}</title>\n<style>\
         rect{{fill:#f6f8fa;stroke:#d0d7de}}text{{fill:#1f2328;white-space:pre;font:12px ui-monospace,SFMono-Regular,\
         Menlo,Consolas,'DejaVu Sans Mono',monospace}}.bold{{font-weight:bold}}{}\
         @media(prefers-color-scheme:dark){{rect{{fill:#161b22;stroke:#30363d}}text{{fill:#e6edf3}}{}}}</style>\n\
         <rect x=\"0.5\" y=\"0.5\" width=\"{:.0}\" height=\"{:.0}\" rx=\"8\"/>\n",
        style(|(class, light, _)| (class, light)),
        style(|(class, _, dark)| (class, dark)),
        width - 1.0,
        height - 1.0,
    );
    for (number, line) in lines.iter().enumerate() {
        let y = MARGIN + (number as f64 + 0.75) * LINE;
        let mut column = 0;
        for run in runs(line) {
            let length = run.text.chars().count();
            if !run.text.trim().is_empty() {
                let class =
                    if run.class.is_empty() { String::new() } else { format!(" class=\"{}\"", run.class) };
                let _ = writeln!(
                    svg,
                    "<text x=\"{:.1}\" y=\"{y:.1}\" textLength=\"{:.1}\"{class}>{}</text>",
                    MARGIN + column as f64 * CHARACTER,
                    length as f64 * CHARACTER,
                    run.text.replace('&', "&amp;").replace('<', "&lt;"),
                );
            }
            column += length;
        }
    }
    svg + "</svg>\n"
}

/// Characters of one look.
struct Piece {
    text: String,
    class: String,
}

/// A line taken apart at its escape codes.
fn runs(line: &str) -> Vec<Piece> {
    let (mut bold, mut colour) = (false, "");
    let mut pieces = Vec::new();
    for (number, part) in line.split("\u{1b}[").enumerate() {
        let text = match part.split_once('m') {
            Some((code, text)) if number > 0 => {
                (bold, colour) = look(code, bold, colour);
                text
            }
            _ => part,
        };
        if !text.is_empty() {
            let class = [colour, if bold { "bold" } else { "" }].join(" ").trim().to_owned();
            pieces.push(Piece { text: text.to_owned(), class });
        }
    }
    pieces
}

/// The look after a code of "select graphic rendition" (ECMA-48, 8.3.117), of those that are printed.
fn look(code: &str, bold: bool, colour: &'static str) -> (bool, &'static str) {
    match code {
        "" | "0" => (false, ""),
        "1" => (true, colour),
        "2" => (bold, "dim"),
        "31" | "38;5;9" => (bold, "red"),
        "33" | "38;5;11" => (bold, "yellow"),
        "34" | "38;5;12" => (bold, "blue"),
        "36" | "38;5;14" => (bold, "cyan"),
        other => panic!("a picture has no colour for the code {other}"),
    }
}
