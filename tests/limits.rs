//! How far the analysis goes, and that it says where it goes no further.

use std::fmt::Write;
use std::path::PathBuf;

use concheck_analyzer::config::Config;
use concheck_analyzer::finding::Confidence;
use concheck_analyzer::sources::{self, LoadOptions};
use concheck_analyzer::{Analysis, analyze};

/// What is found in a file with this text.
fn analysis(text: &str) -> Analysis {
    let folder = tempfile::tempdir().expect("a folder");
    let path: PathBuf = folder.path().join("text.rs");
    std::fs::write(&path, text).expect("a file");
    let set = sources::load(&[path], &LoadOptions::default()).expect("sources");
    analyze(&set, &Config::default())
}

/// How many double locks are found in it. Nothing may be missed.
fn double_locks(text: &str) -> usize {
    let analysis = analysis(text);
    assert_eq!(analysis.problems, [], "{text}");
    analysis.findings.iter().filter(|finding| finding.rule == "double_lock").count()
}

/// What it says about what is missing.
fn problems(text: &str) -> Vec<String> {
    let place = |at: Option<concheck_analyzer::text::Pos>| at.map_or(0, |at| at.line);
    let told = analysis(text).problems;
    told.into_iter().map(|problem| format!("{}: {}", place(problem.at), problem.message)).collect()
}

/// A text of a beginning, a part for each number below `count`, and an end.
fn text(begin: &str, count: usize, part: impl Fn(usize) -> String, end: &str) -> String {
    let mut text = format!("use std::sync::Mutex;\nstatic L: Mutex<u8> = Mutex::new(0);\n{begin}");
    for number in 0..count {
        writeln!(text, "{}", part(number)).expect("text is written");
    }
    text + end
}

const TOP: &str = "pub fn top() { let _held = L.lock().unwrap(); f0(); }\n";

#[test]
fn a_chain_of_a_hundred_calls_is_followed() {
    let call = |number| format!("fn f{number}() {{ f{}(); }}", number + 1);
    assert_eq!(double_locks(&text(TOP, 100, call, "fn f100() { *L.lock().unwrap() += 1; }")), 1);
    assert_eq!(double_locks(&text(TOP, 100, call, "fn f100() { let _ = L.try_lock(); }")), 0);
}

#[test]
fn a_chain_of_more_calls_than_are_followed_is_told() {
    let call = |number| format!("fn f{number}() {{ f{}(); }}", number + 1);
    let told = problems(&text(TOP, 200, call, "fn f200() { *L.lock().unwrap() += 1; }"));
    let expected = "`f72` leads to more than 512 locks, in recursion to more than 64 that arguments name, through more \
                    than 128 calls, or runs a closure at more than 16 places; the rest is not followed";
    assert_eq!(told, [format!("75: {expected}")]);
}

#[test]
fn a_circle_of_a_hundred_functions_is_gone_round() {
    let call = |number| match number {
        50 => "fn f50() { f51(); *L.lock().unwrap() += 1; }".to_owned(),
        _ => format!("fn f{number}() {{ f{}(); }}", (number + 1) % 100),
    };
    assert_eq!(double_locks(&text(TOP, 100, call, "")), 1);
    let mended = |number| call(number).replace("*L.lock().unwrap() += 1;", "");
    assert_eq!(double_locks(&text(TOP, 100, mended, "")), 0);
}

#[test]
fn in_recursion_the_lock_that_an_argument_names_is_followed() {
    let texts = |other: &str| {
        format!(
            "use std::sync::Mutex;
            pub struct S {{ a: Mutex<u8>, b: Mutex<u8> }}
            fn even(m: &Mutex<u8>, n: u32) {{ if n > 0 {{ odd(m, n - 1); }} }}
            fn odd(m: &Mutex<u8>, n: u32) {{ *m.lock().unwrap() += 1; even(m, n); }}
            pub fn top(s: &S) {{ let _held = s.a.lock().unwrap(); even(&s.{other}, 7); }}"
        )
    };
    assert_eq!(double_locks(&texts("a")), 1);
    assert_eq!(double_locks(&texts("b")), 0);
}

#[test]
fn in_recursion_arguments_are_followed_through_as_many_rounds_as_it_takes() {
    // Each round locks the next of the arguments.
    let texts = |held: &str| {
        let params: String = (0..40).map(|number| format!("m{number}: &Mutex<u8>, ")).collect();
        let turned: String = (1..40).map(|number| format!("m{number}, ")).collect();
        let others = "&s.a, ".repeat(39);
        format!(
            "use std::sync::Mutex;
            pub struct S {{ a: Mutex<u8>, b: Mutex<u8>, c: Mutex<u8> }}
            fn turn({params}n: u32) {{ *m0.lock().unwrap() += 1; if n > 0 {{ turn({turned}m0, n - 1); }} }}
            pub fn top(s: &S) {{ let _held = s.{held}.lock().unwrap(); turn({others}&s.b, 99); }}"
        )
    };
    assert_eq!(double_locks(&texts("b")), 1);
    assert_eq!(double_locks(&texts("c")), 0);
}

#[test]
fn names_come_through_very_many_globs_and_imports() {
    let globs = |locked: &str| {
        let part = |number| {
            format!(
                "pub mod m{number} {{ pub enum E {{ V{number} }} pub fn f{number}() {{}} }} use m{number}::*; use m{number}::E::*;"
            )
        };
        let last = format!("pub mod last {{ pub fn locks() {{ {locked} }} }} pub use last::*;");
        text("pub fn top() { let _held = L.lock().unwrap(); f7(); locks(); }\n", 400, part, &last)
    };
    assert_eq!(double_locks(&globs("*crate::L.lock().unwrap() += 1;")), 1);
    assert_eq!(double_locks(&globs("")), 0);
    let imports = |count: usize| {
        let part = |number| format!("pub mod m{number} {{ pub use crate::m{}::locks; }}", number + 1);
        let end = format!("pub mod m{count} {{ pub fn locks() {{ *crate::L.lock().unwrap() += 1; }} }}");
        text("pub fn top() { let _held = L.lock().unwrap(); m0::locks(); }\n", count, part, &end)
    };
    assert_eq!(double_locks(&imports(120)), 1);
    let told = problems(&imports(200));
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("`locks` comes through more than 128 imports"), "{told:?}");
}

#[test]
fn globs_that_lead_round_bring_what_they_all_have() {
    let text = |locked: &str| {
        format!(
            "use std::sync::Mutex;
            pub use a::*; pub use b::*;
            static L: Mutex<u8> = Mutex::new(0);
            mod a {{ use super::*; pub fn top() {{ let _held = L.lock().unwrap(); locks(); }} }}
            mod b {{ use super::*; pub use inner::*; mod inner {{ use super::super::*; pub fn locks() {{ {locked} }} }} }}"
        )
    };
    assert_eq!(double_locks(&text("*L.lock().unwrap() += 1;")), 1);
    assert_eq!(double_locks(&text("")), 0);
}

#[test]
fn locks_that_arguments_of_a_recursion_name_are_told_where_they_are_too_many() {
    let texts = |count: usize| {
        let fields: String = (0..count).map(|number| format!("m{number}: Mutex<u8>, ")).collect();
        let locks: String =
            (0..count).map(|number| format!("*s.m{number}.lock().unwrap() += 1;\n")).collect();
        format!(
            "use std::sync::Mutex;
            pub struct S {{ {fields} }}
            pub fn walk(s: &S, n: u32) {{ back(s, n);\n{locks} }}
            fn back(s: &S, n: u32) {{ if n > 0 {{ walk(s, n - 1); }} }}"
        )
    };
    assert_eq!(problems(&texts(60)), [""; 0]);
    let told = problems(&texts(70));
    assert!(told.len() == 1 && told[0].starts_with("2: `walk` leads to more than"), "{told:?}");
}

#[test]
fn closures_within_closures_are_followed_or_told() {
    let texts = |depth: usize, last: &str| {
        let (open, close) = ("run(|| {\n".repeat(depth), "})".repeat(depth));
        text(
            "pub fn top() { let _held = L.lock().unwrap();\n",
            1,
            |_| format!("{open} {last} {close}; }}"),
            "fn run(f: impl Fn()) { f(); }",
        )
    };
    let locks = "*L.lock().unwrap() += 1;";
    assert_eq!((double_locks(&texts(8, locks)), double_locks(&texts(8, ""))), (1, 0));
    let told = problems(&texts(9, locks));
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("11: `top` runs more than 8 closures within one another"), "{told:?}");
}

#[test]
fn a_closure_that_runs_at_many_places_is_followed_or_told() {
    let texts = |count: usize, last: &str| {
        let part = |number| format!("static M{number}: Mutex<u8> = Mutex::new(0);");
        let runs: String =
            (0..count).map(|number| format!("{{ let _g = M{number}.lock(); f(); }}\n")).collect();
        let end = format!("fn each(f: impl Fn()) {{\n{runs}}}\npub fn top() {{ each(|| {{ {last} }}); }}");
        text("", count, part, &end)
    };
    assert_eq!(double_locks(&texts(12, "*M11.lock().unwrap() += 1;")), 1);
    assert_eq!(double_locks(&texts(12, "*L.lock().unwrap() += 1;")), 0);
    let told = problems(&texts(20, "*M19.lock().unwrap() += 1;"));
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("runs a closure at more than 16 places"), "{told:?}");
}

#[test]
fn destructors_of_parts_within_parts_are_run_or_told() {
    let texts = |count: usize, fields: &str, drops: &str| {
        let part = |number| {
            format!("pub struct D{} {{ {} }}", number + 1, fields.replace('D', &format!("D{number}")))
        };
        let begin = format!(
            "pub struct D0; impl Drop for D0 {{ fn drop(&mut self) {{ {drops} }} }}
            pub fn top(d: D{count}) {{ let _held = L.lock().unwrap(); drop(d); }}\n"
        );
        text(&begin, count, part, "")
    };
    let locks = "*L.lock().unwrap() += 1;";
    assert_eq!(double_locks(&texts(12, "a: D", locks)), 1);
    assert_eq!(double_locks(&texts(12, "a: D", "")), 0);
    let told = problems(&texts(12, "a: D, b: D", locks));
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("`top` drops a value of very many parts here"), "{told:?}");
}

#[test]
fn what_one_call_gives_to_very_many_others_is_told() {
    let texts = |count: usize| {
        let fields: String = (0..count).map(|number| format!("c{number}: mpsc::SyncSender<u8>, ")).collect();
        let sends: String = (0..count).map(|number| format!("s.c{number}.send(1).unwrap();\n")).collect();
        format!(
            "use std::sync::mpsc;
            pub struct S {{ {fields} }}
            pub fn top(s: &S) {{ all(s); }}
            fn all(s: &S) {{\n{sends} }}"
        )
    };
    assert_eq!(problems(&texts(14)), [""; 0]);
    let told = problems(&texts(20));
    let expected = "2: this sends, notifies or ends very many things: not all of them are looked at";
    assert_eq!(told, [expected]);
}

#[test]
fn what_comes_round_loops_within_very_many_loops_is_told() {
    let texts = |depth: usize| {
        let (open, close) = ("for _ in 0..9 {\n".repeat(depth), "}".repeat(depth));
        format!(
            "use std::sync::Mutex;
            pub fn top(m: &Mutex<u8>) {{ let mut held = None;
            {open} held = Some(m.lock().unwrap()); {close} drop(held); }}"
        )
    };
    assert_eq!(double_locks(&texts(4)), 1);
    let told = problems(&texts(12));
    assert!(
        told.iter().any(|told| told.contains("`top` has very many loops within one another")),
        "{told:?}"
    );
}

#[test]
fn all_of_many_implementations_are_followed() {
    let locks = |number| {
        let body = if number == 57 { "*L.lock().unwrap() += 1;" } else { "" };
        format!("pub struct A{number}; impl T for A{number} {{ fn go(&self) {{ {body} }} }}")
    };
    let begin = "pub trait T { fn go(&self); }
        pub fn top(t: &dyn T) { let _held = L.lock().unwrap(); t.go(); }\n";
    assert_eq!(double_locks(&text(begin, 60, locks, "")), 1);
    let none = |number| locks(number).replace("*L.lock().unwrap() += 1;", "");
    assert_eq!(double_locks(&text(begin, 60, none, "")), 0);
}

#[test]
fn what_few_of_many_implementations_do_is_little_evidence() {
    let begin = "pub trait T { fn go(&self); }
        pub fn top(t: &dyn T) { let _held = L.lock().unwrap(); t.go(); }\n";
    let confidences = |locking: usize| {
        let implementation = |number| {
            let body = if number < locking { "*L.lock().unwrap() += 1;" } else { "" };
            format!("pub struct A{number}; impl T for A{number} {{ fn go(&self) {{ {body} }} }}")
        };
        let findings = analysis(&text(begin, 20, implementation, "")).findings;
        findings.iter().map(|finding| finding.confidence).collect::<Vec<Confidence>>()
    };
    assert_eq!(confidences(2), [Confidence::Low]);
    assert_eq!(confidences(15), [Confidence::Medium]);
}

#[test]
fn all_of_many_locks_of_a_function_are_seen() {
    let lock = |number| format!("static M{number}: Mutex<u8> = Mutex::new(0);");
    let takes = |number| format!("*M{number}.lock().unwrap() += 1;");
    let statics = text("", 300, lock, "");
    let all: String = (0..300).map(takes).collect();
    let top = "pub fn top() { let _held = L.lock().unwrap(); all(); }";
    let last = "*L.lock().unwrap() += 1;";
    assert_eq!(double_locks(&format!("{statics} {top} fn all() {{ {all} {last} }}")), 1);
    assert_eq!(double_locks(&format!("{statics} {top} fn all() {{ {all} }}")), 0);
}

#[test]
fn macros_expand_to_one_another_as_deep_as_the_compiler_lets_them() {
    let step = |number| format!("macro_rules! m{number} {{ ($m:ident) => {{ m{}!($m) }} }}", number + 1);
    let end = "macro_rules! m100 { ($m:ident) => { *$m.lock().unwrap() += 1 } }
        pub fn top() { let _held = L.lock().unwrap(); m0!(L); }";
    assert_eq!(double_locks(&text("", 100, step, end)), 1);
    assert_eq!(double_locks(&text("", 100, step, &end.replace("m0!(L)", ""))), 0);
}

#[test]
fn a_macro_that_never_ends_is_told_and_what_follows_it_is_read() {
    let text = "use std::sync::Mutex;
macro_rules! twice { ($($t:tt)*) => { twice! { $($t)* $($t)* } } }
pub fn endless(l: &Mutex<u8>) {
    twice!(1);
    let _held = l.lock().unwrap();
    *l.lock().unwrap() += 1;
}
twice!(fn f() {});
";
    let analysis = analysis(text);
    let lines: Vec<u32> =
        analysis.problems.iter().filter_map(|problem| problem.at).map(|at| at.line).collect();
    assert_eq!(lines, [3, 7], "{:?}", analysis.problems);
    assert!(analysis.findings.iter().any(|finding| finding.rule == "double_lock"));
}

#[test]
fn a_macro_that_wraps_one_of_a_library_under_its_name_ends() {
    let text = |last: &str| {
        format!(
            "use std::sync::Mutex;
            macro_rules! note {{ ($($t:tt)*) => {{ $crate::private::library::note!($($t)*) }} }}
            pub fn f(m: &Mutex<u8>) {{ note!(\"a {{}}\", 1); let _held = m.lock().unwrap(); {last} }}"
        )
    };
    assert_eq!(double_locks(&text("note!(*m.lock().unwrap());")), 1);
    assert_eq!(double_locks(&text("note!(1);")), 0);
}

#[test]
fn what_is_held_is_told_where_it_is_too_much_to_list() {
    let lock = |number| format!("static M{number}: Mutex<u8> = Mutex::new(0);");
    let statics = text("", 80, lock, "");
    let holds = |count| (0..count).map(|number| format!("let _g{number} = M{number}.lock();\n")).collect();
    let function = |body: String| format!("{statics}pub fn holds() {{\n{body}let _ = L.try_lock(); }}");
    assert_eq!(problems(&function(holds(40))), [""; 0]);
    let told = problems(&function(holds(80)));
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("`holds` holds very many guards at once here"), "{told:?}");
    assert_eq!(problems(&text("", 400, lock, &format!("pub fn holds() {{\n{}}}", holds(400)))).len(), 1);
}

#[test]
fn of_very_many_locks_under_each_other_some_orders_are_told() {
    // Each lock is taken under each other one.
    let each = |count: usize| {
        let part = |number| {
            format!(
                "static M{number}: Mutex<u8> = Mutex::new(0);
                pub fn f{number}() {{ let _held = M{number}.lock(); all(); }}"
            )
        };
        let all: String = (0..count).map(|number| format!("drop(M{number}.lock());\n")).collect();
        text("", count, part, &format!("fn all() {{\n{all}}}"))
    };
    let inversions = |text: &str| {
        let found = analysis(text).findings;
        let orders = found.iter().filter(|finding| finding.rule == "lock_order_inversion");
        orders.map(|finding| finding.locks.clone()).collect::<Vec<_>>()
    };
    assert_eq!((inversions(&each(17)).len(), problems(&each(17))), (17 * 16 / 2, Vec::new()));
    let told = inversions(&each(40));
    let most = 40 * 39 / 2;
    assert!((40 * 8..most).contains(&told.len()), "{}", told.len());
    for number in 0..40 {
        let name = format!("M{number}");
        let orders = told.iter().filter(|locks| locks.contains(&name));
        assert!(orders.count() >= 16, "{name}");
    }
    let problem = problems(&each(40));
    assert_eq!(problem.len(), 1, "{problem:?}");
    assert!(problem[0].contains(&format!("{} circles are not told", most - told.len())), "{problem:?}");
}

#[test]
fn one_order_of_many_that_no_gate_protects_is_found() {
    let texts = |last: &str| {
        let part = |number| {
            format!("pub fn f{number}() {{ let _g = G.lock(); let _a = L.lock(); drop(B.lock()); }}")
        };
        let end = format!(
            "static G: Mutex<u8> = Mutex::new(0); static B: Mutex<u8> = Mutex::new(0);
            pub fn back() {{ let _g = G.lock(); let _b = B.lock(); drop(L.lock()); }}
            pub fn last() {{ {last} let _a = L.lock(); drop(B.lock()); }}"
        );
        text("", 40, part, &end)
    };
    let inversions = |text: &str| {
        let analysis = analysis(text);
        assert_eq!(analysis.problems, [], "{text}");
        analysis.findings.iter().filter(|finding| finding.rule == "lock_order_inversion").count()
    };
    assert_eq!(inversions(&texts("")), 1);
    assert_eq!(inversions(&texts("let _g = G.lock();")), 0);
}

#[test]
fn circles_of_many_locks_are_found_and_longer_ones_told() {
    let circle = |count: usize| {
        let part = |number| {
            let next = (number + 1) % count;
            format!(
                "static M{number}: Mutex<u8> = Mutex::new(0);
                pub fn f{number}() {{ let _held = M{number}.lock(); drop(M{next}.lock()); }}"
            )
        };
        let analysis = analysis(&text("", count, part, ""));
        let found = analysis.findings.iter().filter(|finding| finding.rule == "lock_order_inversion").count();
        (found, analysis.problems.into_iter().map(|problem| problem.message).collect::<Vec<String>>())
    };
    assert_eq!(circle(12), (1, Vec::new()));
    let (found, told) = circle(20);
    assert_eq!((found, told.len()), (0, 1), "{told:?}");
    assert!(told[0].contains("a circle of more than 16 locks"), "{told:?}");
}

#[test]
fn a_guard_is_carried_round_a_loop_by_continue() {
    let text = |again: &str| {
        format!(
            "use std::sync::Mutex;
            pub fn f(m: &Mutex<u8>, mut n: u8) {{
                let mut held = None;
                loop {{
                    {again}
                    held = Some(m.lock().unwrap());
                    n += 1;
                    if n < 7 {{ continue; }}
                    break;
                }}
                drop(held);
            }}"
        )
    };
    assert_eq!(double_locks(&text("")), 1);
    assert_eq!(double_locks(&text("held = None;")), 0);
}

#[test]
fn nested_loops_are_left_with_what_was_locked_in_the_innermost() {
    let depth = 40;
    let open: String = (0..depth).map(|_| "for _ in 0..9 {\n").collect();
    let close = "}".repeat(depth);
    let text = |last: &str| {
        format!(
            "use std::sync::Mutex;
            pub fn f(m: &Mutex<u8>) {{ {open} let a = m.lock().unwrap(); {last} drop(a); {close} }}"
        )
    };
    assert_eq!(double_locks(&text("let _b = m.lock().unwrap();")), 1);
    assert_eq!(double_locks(&text("")), 0);
}
