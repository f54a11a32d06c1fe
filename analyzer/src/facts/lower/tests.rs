//! What the lowering makes of small sources, as text.

use crate::facts::{self, FileContext, FileFacts};
use crate::sources::Edition;
use crate::syntax::macros::MacroTable;

fn read(text: &str, edition: Edition, rust_version: Option<(u32, u32)>) -> FileFacts {
    let macros = MacroTable::collect([text]);
    facts::read(text, FileContext { path: "a.rs", edition, rust_version, macros: &macros })
}

/// The body of a function that holds `body`.
fn body_in(body: &str, edition: Edition) -> String {
    let facts = read(&format!("fn f() {{ {body} }}"), edition, None);
    assert_eq!(facts.problems, [], "{body}");
    let text = facts.items.first().map(ToString::to_string).unwrap_or_default();
    text.strip_prefix("fn f() { ").unwrap_or(&text).strip_suffix(" }").unwrap_or(&text).to_owned()
}

fn body(text: &str) -> String {
    body_in(text, Edition::E2021)
}

fn items(text: &str) -> String {
    let facts = read(text, Edition::E2021, None);
    assert_eq!(facts.problems, [], "{text}");
    facts.items.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn check(table: &[(&str, &str)]) {
    for (text, expected) in table {
        assert_eq!(body(text), *expected, "for {text}");
    }
}

#[test]
fn conditions_end_where_the_edition_says() {
    let table = [
        ("if m.l() {} else {}", "if m.l() { } else { }", "if m.l() { } else { }"),
        (
            "if let A = m.l() {} else {}",
            "if[outer] let A = m.l() { } else { }",
            "if[then] let A = m.l() { } else { }",
        ),
        (
            "if let A = m.l() {} else if let B = n.l() {}",
            "if[outer] let A = m.l() { } else scope(if[outer] let B = n.l() { })",
            "if[then] let A = m.l() { } else if[then] let B = n.l() { }",
        ),
        (
            "if m.l() && let Some(x) = n.l() && x.k() {}",
            "if[outer] ((scope(m.l()) && let Some(x) = n.l()) && scope(x.k())) { }",
            "if[then] ((scope(m.l()) && let Some(x) = n.l()) && scope(x.k())) { }",
        ),
        (
            "while let Some(x) = m.l() {}",
            "while[then] let Some(x) = m.l() { }",
            "while[then] let Some(x) = m.l() { }",
        ),
        ("while m.l() {}", "while m.l() { }", "while m.l() { }"),
    ];
    for (text, old, new) in table {
        assert_eq!(body_in(text, Edition::E2021), old);
        assert_eq!(body_in(text, Edition::E2024), new);
    }
}

#[test]
fn tails_end_their_own_scope_since_2024() {
    for (edition, expected) in [(Edition::E2018, false), (Edition::E2021, false), (Edition::E2024, true)] {
        let facts = read("fn f() { m.l() }", edition, None);
        let facts::ir::ItemKind::Fn(function) = &facts.items[0].kind else { panic!("a function") };
        let body = function.body.as_ref().and_then(facts::ir::Body::known).expect("a body");
        assert_eq!(body.tail_scope, expected);
        assert!(body.tail.is_some());
    }
}

#[test]
fn operands_of_lazy_operators_are_scopes() {
    check(&[
        ("a.b() && c.d() && e;", "((scope(a.b()) && scope(c.d())) && e);"),
        ("a.b() || c.d() && e.f();", "(scope(a.b()) || scope((scope(c.d()) && scope(e.f()))));"),
        ("a.b() && (c.d() && e.f());", "(scope(a.b()) && (scope(c.d()) && scope(e.f())));"),
    ]);
    let old = read("fn f() { a.b() && c.d() && e.f(); }", Edition::E2021, Some((1, 67)));
    assert_eq!(old.items[0].to_string(), "fn f() { ((a.b() && scope(c.d())) && scope(e.f())); }");
    let new = read("fn f() { a.b() && c.d(); }", Edition::E2021, Some((1, 68)));
    assert_eq!(new.items[0].to_string(), "fn f() { (scope(a.b()) && scope(c.d())); }");
}

#[test]
fn arms_and_guards_are_scopes() {
    check(&[
        (
            "match m.l() { A if g.h() => x.y(), B => z, _ => {} }",
            "match m.l() { A if scope(g.h()) => scope(x.y()), B => z, _ => scope({ }) }",
        ),
        (
            "matches!(m.l(), Some(x) if x.y());",
            "match m.l() { Some(x) if scope(x.y()) => true, _ => false };",
        ),
    ]);
}

#[test]
fn let_extends_what_the_reference_says() {
    check(&[
        ("let x = &t();", "let x = &extend(t());"),
        ("let x = &mut t();", "let x = &mut extend(t());"),
        ("let x = &t().f;", "let x = &extend(t()).f;"),
        ("let p = &ctx.input().pointer;", "let p = &extend(ctx.input()).pointer;"),
        ("let x = &t()[0];", "let x = &extend(t())[0];"),
        ("let x = &*t();", "let x = &*extend(t());"),
        ("let x = &a.b;", "let x = &a.b;"),
        ("let x = &1;", "let x = &1;"),
        ("let x = (&t(), u());", "let x = (&extend(t()), u());"),
        ("let x = [&t()];", "let x = [&extend(t())];"),
        ("let x = S { a: &t() };", "let x = S { a: &extend(t()), };"),
        ("let x = &S { a: &t() };", "let x = &extend(S { a: &extend(t()), });"),
        ("let x = Some(&t());", "let x = Some(&extend(t()));"),
        ("let x = { u(); &t() };", "let x = { u(); &extend(t()) };"),
        ("let x = if c { &t() } else { &u() };", "let x = if c { &extend(t()) } else { &extend(u()) };"),
        ("let x = match c { _ => &t() };", "let x = match c { _ => scope(&extend(t())) };"),
        ("let x = f(&t());", "let x = f(&t());"),
        ("let x = t().g();", "let x = t().g();"),
        ("let x = &t() as &dyn A;", "let x = (&extend(t()) as &dyn A);"),
        ("let ref x = t();", "let ref x = extend(t());"),
        ("let ref x = t().f;", "let ref x = extend(t()).f;"),
        ("let S { ref a } = t();", "let S { a: ref a, } = extend(t());"),
        ("let Some(ref a) = t() else { return };", "let Some(ref a) = extend(t()) else { return };"),
        ("let _ = t();", "let _ = t();"),
        ("let x = &&t();", "let x = &&extend(t());"),
        ("let x = vec![&t()];", "let x = vec[&t()];"),
        ("let x = || &t();", "let x = || &t();"),
    ]);
}

#[test]
fn expressions() {
    check(&[
        ("a.b.0.c(d)?.await[e]", "a.b.0.c(d)?.await[e]"),
        ("a.b::<T>(1)", "a.b::<T>(1)"),
        ("_ = t();", "t();"),
        ("a += 1; *a = -b;", "a += 1; *a = !b;"),
        ("'a: loop { break 'a 1; }", "'a: loop { break 'a 1; }"),
        ("'b: for (i, x) in v.iter() { continue 'b }", "'b: for (i, x) in v.iter() { continue 'b }"),
        ("async move { x.await }", "async move { x.await }"),
        ("async move |x: u8| x", "async move |x| x"),
        ("move || unsafe { &raw const x }", "move || { &x }"),
        ("const { 1 }", "{ 1 }"),
        ("'l: { break 'l; }", "'l: { break 'l; }"),
        ("return ((x));", "return x;"),
        ("a..=b.c()", "a..b.c()"),
        ("let (a, .., b) = t; let S(x, ..) = u;", "let (a, .., b) = t; let S(x, ..) = u;"),
        ("let [a, rest @ .., b] = t;", "let [a, rest @ _, b] = t;"),
        ("let a @ Some(&(mut b) | b) = c;", "let a @ Some(&mut b | b) = c;"),
        ("<T as A<u8>>::f(); <T>::g(); ::h();", "<T as A<u8>>::f(); <T>::g(); ::h();"),
        ("S { a, b: 1, ..c }", "S { a: a, b: 1, ..c }"),
        ("r#match(x as usize)", "match((x as usize))"),
        ("fn g() {} use a::b; struct S; g()", "fn g() { } use a::b as b; struct S { } g()"),
        ("if a {} b()", "if a { } b()"),
    ]);
}

#[test]
fn known_macros() {
    check(&[
        ("println!(\"{x} {} {y:?} {{z}} {:>w$}\", a.b(), y = c);", "println!(a.b(), c, x, w);"),
        ("format!(\"{}\", a.b())", "scope(format!(a.b()))"),
        ("write!(f, \"{}\", a)?;", "write!(f, a)?;"),
        ("panic!(\"{x}\")", "panic!(x) -> !"),
        ("todo!()", "todo!() -> !"),
        ("assert!(a.b(), \"{c}\");", "assert!(scope(a.b()), c);"),
        ("assert_eq!(a.b(), 1);", "assert_eq!(a.b());"),
        ("info!(target: \"t\", key = %a.b(), ?c, \"x {d}\", e);", "info!(a.b(), c, e, d);"),
        ("debug!(a.b = 1, c.d, \"m\");", "debug!(c.d);"),
        ("log::warn!(k:? = v; \"m {}\", x);", "warn!(v, x);"),
        ("let s = info_span!(\"n\", id = x.y());", "let s = scope(info_span!(x.y()));"),
        ("bail!(\"no {x}\");", "bail!(x) -> !;"),
        ("ensure!(x.y(), \"no\");", "ensure!(scope(x.y()));"),
        ("vec![a, b]; vec![c; 3]; vec![];", "vec[a, b]; vec[c; 3]; vec[];"),
        ("join!(a(), b());", "join(a(), b());"),
        ("tokio::try_join!(biased; a(), b());", "join(a(), b());"),
        ("ready!(p.poll(cx));", "p.poll(cx)?;"),
        ("let p = pin!(f());", "let p = f();"),
        ("pin! { let p = f(); } p", "let p = f(); p"),
        ("dbg!(a.b()).c", "a.b().c"),
        ("defer! { a.b(); }", "defer!(|| { a.b(); })"),
        ("stream! { for await x in y { yield x.z(); } }", "async move { for x in y { x.z().await; } }"),
        ("addr_of_mut!(x)", "&mut x"),
        ("if cfg!(windows) {}", "if cfg!() { }"),
        ("cfg_if! { if #[cfg(unix)] { let a = 1; } else { let a = 2; } } a", "let a = 1; a"),
        ("thread_local! { static X: u8 = 1; } X", "ThreadLocal X: u8 = 1; X"),
        ("mine!(a.b(), c => d)", "mine!(?)"),
        ("mine!(a.b(), k = c.d(), e: f; g)", "mine!(a.b(), c.d(), f, g)"),
        ("mine! { let x = y.z(); x }", "mine!({ let x = y.z(); x })"),
        ("json!({ \"a\": b.c(), \"d\": [e.f()] })", "json!(b.c(), [e.f()])"),
    ]);
}

#[test]
fn select_dialects() {
    check(&[
        (
            "tokio::select! { biased; Some(x) = rx.recv(), if ready => { a.b() } _ = sleep(1) => return, else => {} }",
            "select { Some(x) = rx.recv() if ready => { a.b() }, _ = sleep(1) => return, _ = () => { } }",
        ),
        (
            "futures::select! { x = a => b(x), complete => break, default => {} };",
            "select { x = a => b(x), _ = () => break, _ = () => { } };",
        ),
        (
            "crossbeam_channel::select! { recv(rx) -> m => f(m), send(tx, 1) -> _ => {}, default(d) => g(), }",
            "select { m = rx.recv() => f(m), _ = tx.send(1) => { }, _ = default(d) => g() }",
        ),
        ("select! { recv(rx) => f(), default => {} }", "select { _ = recv(rx) => f(), _ = () => { } }"),
    ]);
}

#[test]
fn configuration() {
    check(&[
        ("#[cfg(any())] a(); #[cfg(unix)] b(); #[cfg(not(unix))] c();", "b();"),
        ("#[cfg(windows)] a.b(); #[cfg(unix)] c();", "a.b();"),
        ("#[cfg(feature = \"a\")] let x = 1; #[cfg(not(feature = \"a\"))] let x = 2; x", "let x = 1; x"),
        ("match x { #[cfg(any())] A => 1, B => 2 }", "match x { B => 2 }"),
        ("f(#[cfg(false)] a, b); S { #[cfg(FALSE)] a: 1, b: 2 };", "f(b); S { b: 2, };"),
    ]);
    let table = [
        ("any()", ""),
        ("all(any(), test)", ""),
        ("test", "#[test] fn f() { }"),
        ("all(test, unix)", "#[test] fn f() { }"),
        ("any(test, feature = \"a\")", "fn f() { }"),
        ("not(test)", "fn f() { }"),
        ("all(loom, unix)", "#[test] fn f() { }"),
        ("not(loom)", "fn f() { }"),
        ("unix", "fn f() { }"),
    ];
    for (predicate, expected) in table {
        assert_eq!(items(&format!("#[cfg({predicate})] fn f() {{}}")), expected, "for {predicate}");
    }
    assert_eq!(items("#[cfg(test)] mod t { fn f() {} }"), "#[test] mod t { #[test] fn f() { } }");
    assert!(read("#![cfg(test)] fn f() {}", Edition::E2021, None).test_only);
}

#[test]
fn item_kinds() {
    let table = [
        (
            "use a::{self, b as c, d::*, e::{self as f}};",
            "use a as a;\nuse a::b as c;\nuse a::d::*;\nuse a::e as f;",
        ),
        ("pub use ::a::b; use crate::x as _;", "pub use ::a::b as b;\nuse crate::x as _;"),
        ("extern crate a as b;", "extern crate a as b;"),
        ("struct S(u8, #[cfg(any())] u16, T<u8>);", "struct S { 0: u8, 1: T<u8>, }"),
        (
            "struct S<T> where T: A { f: &'a dyn Fn(u8) -> T, g: [u8; 3] }",
            "struct S { f: &dyn Fn<(u8), Output = T>, g: [u8; _], }",
        ),
        ("union U { a: *const u8 }", "struct U { a: *const u8, }"),
        ("static mut X: u8 = 1; const Y: u8 = 2;", "StaticMut X: u8 = 1;\nConst Y: u8 = 2;"),
        ("#[thread_local] static mut X: u8 = 1;", "ThreadLocal X: u8 = 1;"),
        (
            "lazy_static! { pub static ref A: M<u8> = M::new(0); static ref B: u8 = 1; }",
            "Lazy A: M<u8> = lazy M::new(0);\nLazy B: u8 = lazy 1;",
        ),
        (
            "thread_local! { static A: u8 = const { 1 }; static B: u8 = 2 }",
            "ThreadLocal A: u8 = { 1 };\nThreadLocal B: u8 = 2;",
        ),
        ("tokio::task_local! { static A: u8; }", "ThreadLocal A: u8;"),
        (
            "cfg_if! { if #[cfg(unix)] { fn a() {} } else if #[cfg(any())] { fn b() {} } else { fn c() {} } }",
            "fn a() { }\nfn c() { }",
        ),
        ("cfg_rt! { fn a() {} mod b { fn c() {} } }", "fn a() { }\nmod b { fn c() { } }"),
        ("feature! { #![cfg(test)] fn a() {} }", "#[test] fn a() { }"),
        ("bitflags! { struct A: u8 { const B = 1; } }", ""),
        ("include!(\"x.rs\");", "include!(\"x.rs\");"),
        ("#[path = \"x.rs\"] mod a;", "mod a;"),
        (
            "impl<T> A<T> for B { fn f(&self) {} cfg_x! { fn g(x: u8) -> u8 { x } } }",
            "impl A<T> for B { fn f() { } fn g(x: u8) -> u8 { x } }",
        ),
        ("trait A { fn f(); fn g() {} }", "trait A { fn f(); fn g() { } }"),
        ("extern \"C\" { fn f(x: u8); static X: u8; }", "fn f(x: u8);\nStatic X: u8;"),
        ("#[tokio::main] #[inline] async fn main() {}", "#[tokio::main] async fn main() { }"),
        ("#[tokio::test] async fn t() {}", "#[test] #[tokio::test] async fn t() { }"),
        (
            "#[async_trait] impl A for B { #[instrument] async fn f(&self) {} }",
            "impl A for B { #[instrument] #[async_trait] async fn f() { } }",
        ),
        ("type A = impl B + ?Sized;", "type A = impl B + ?Sized;"),
        ("#[cfg_attr(feature = \"t\", instrument(skip(a)))] fn f() {}", "#[instrument] fn f() { }"),
    ];
    for (text, expected) in table {
        assert_eq!(items(text), expected, "for {text}");
    }
}

#[test]
fn macros_of_the_workspace_are_expanded() {
    let table = [
        (
            "macro_rules! l { ($m:expr) => { $m.lock().unwrap() } } fn f() { *l!(a.b) += 1; }",
            "fn f() { *a.b.lock().unwrap() += 1; }",
        ),
        (
            "macro_rules! l { ($m:expr) => { $m.lock() } } fn f() { l!(a); l!(b) }",
            "fn f() { a.lock(); b.lock() }",
        ),
        (
            "macro_rules! g { ($x:ident, $m:expr) => { let $x = $m.lock(); } } fn f() { g!(x, m); x.y(); }",
            "fn f() { let x = m.lock(); x.y(); }",
        ),
        (
            "macro_rules! g { ($m:expr) => { let x = 1; $m.y(x) } } fn f() { let z = g!(m); }",
            "fn f() { let z = { let x = 1; m.y(x) }; }",
        ),
        ("macro_rules! i { ($n:ident) => { fn $n() {} } } i!(a); i! { b }", "fn a() { }\nfn b() { }"),
        ("macro_rules! i { ($n:ident) => { fn $n(&self) {} } } impl S { i!(a); }", "impl S { fn a() { } }"),
        (
            "macro_rules! info { ($m:expr) => { LOG.lock().add($m) } } fn f() { info!(x); let y = info!(z); }",
            "fn f() { LOG.lock().add(x); let y = LOG.lock().add(z); }",
        ),
        (
            "macro_rules! info { ($($t:tt)*) => { tracing::info!($($t)*) } } fn f() { info!(%x, \"m\"); }",
            "fn f() { info!(x); }",
        ),
        ("macro_rules! t { () => { M<u8> } } static X: t!() = 1;", "Static X: M<u8> = 1;"),
        (
            "macro_rules! p { ($($p:pat_param)|+) => { $($p)|+ } } fn f() { let p!(A | B) = x else { return }; }",
            "fn f() { let A | B = x else { return }; }",
        ),
    ];
    for (text, expected) in table {
        assert_eq!(items(text), expected, "for {text}");
    }
    // Without end, straight on and by doubling.
    for expansion in ["e!($e)", "(e!($e), e!($e))"] {
        let text = format!("macro_rules! e {{ ($e:expr) => {{ {expansion} }} }} fn f() {{ e!(x) }}");
        let facts = read(&text, Edition::E2021, None);
        assert_eq!(facts.items.len(), 1);
        assert!(facts.problems.iter().all(|problem| problem.message == super::EXPANSION_CUT), "{text}");
        assert!(!facts.problems.is_empty(), "{text}");
    }
}

#[test]
fn comments_suppress() {
    let table = [
        ("fn f() {\n  // concheck: allow(a, b) -- why\n  x\n .y();\n z();\n}", "a b: 2-3"),
        ("fn f() {\n  x.y( // concheck: allow(a)\n );\n z();\n}", "a: 1-2"),
        ("fn f() {\n  x.y(); // concheck: allow(a)\n z();\n}", "a: 1-2"),
        ("// concheck: allow(a)\n\n/// Docs.\n#[inline]\nfn f() {\n}\nfn g() {}", "a: 3-5"),
        ("// concheck: allow(a)\n/** Docs.\n */\n/* x */\nfn f() {\n}\nfn g() {}", "a: 4-5"),
        ("struct S {\n // concheck: allow(a)\n x: u8,\n y: u8 }", "a: 2-2"),
        ("fn f() { match x {\n // concheck: allow(a)\n A => {\n }\n B => 2 } }", "a: 2-3"),
        ("fn f() {\n  a();\n  // concheck: allow(a)\n}", "a: 3-4"),
        ("// concheck: allow-file(a)\nfn f() {}", "a: 0-end"),
        ("impl S {\n // concheck: allow(all)\n fn f() {\n }\n}", "all: 2-3"),
        ("fn f() {\n x()\n // concheck: allow(a)\n .y();\n}", "a: 3-4"),
        ("// concheck: alow(a)\nfn f() {}", "problem at Some(0)"),
        ("// concheck: allow()\nfn f() {}", "problem at Some(0)"),
        ("// concheck: allow(a) why\nfn f() {}", "problem at Some(0)"),
    ];
    for (text, expected) in table {
        assert_eq!(allows(text).join(", "), expected, "for {text}");
    }
}

#[test]
#[ignore = "a measurement: run with --release --nocapture"]
fn lowering_costs_less_than_parsing() {
    let folder = format!("{}/.cargo/registry/src", std::env::var("HOME").unwrap_or_default());
    let sources = ignore::Walk::new(folder)
        .flatten()
        .filter(|entry| entry.path().extension().is_some_and(|extension| extension == "rs"));
    let texts = sources.filter_map(|entry| std::fs::read_to_string(entry.path()).ok()).take(1500);
    let texts = texts.collect::<Vec<_>>();
    let work = move || {
        let start = std::time::Instant::now();
        texts.iter().for_each(|text| drop(crate::syntax::parse(text, &mut |_, _| {})));
        let parse = start.elapsed();
        let tables = texts.iter().map(|text| MacroTable::collect([text.as_str()])).collect::<Vec<_>>();
        let start = std::time::Instant::now();
        let lines = texts.iter().zip(&tables).map(|(text, macros)| {
            let context = FileContext { path: "a.rs", edition: Edition::E2021, rust_version: None, macros };
            super::file(text, context).lines as usize
        });
        let lines = lines.sum::<usize>();
        let both = start.elapsed();
        println!("{lines} lines: {:.2} times the parser's time", both.as_secs_f64() / parse.as_secs_f64());
    };
    let thread = std::thread::Builder::new().stack_size(64 << 20).spawn(work);
    thread.expect("a thread").join().expect("no panic");
}

/// What each suppression covers, as `rules: first line-last line` (0-based).
fn allows(text: &str) -> Vec<String> {
    let facts = read(text, Edition::E2021, None);
    let line = |line: u32| if line == u32::MAX { "end".to_owned() } else { line.to_string() };
    let show = |allow: &facts::ir::Allow| {
        let rules = allow.rules.iter().map(|rule| rule.as_str()).collect::<Vec<_>>().join(" ");
        let quiet = if allow.report_unused { "" } else { "~" };
        format!("{quiet}{rules}: {}-{}", allow.covers.start.line, line(allow.covers.end.line))
    };
    let mut shown = facts.allows.iter().map(show).collect::<Vec<_>>();
    shown.extend(
        facts.problems.iter().map(|problem| format!("problem at {:?}", problem.at.map(|at| at.line))),
    );
    shown
}

#[test]
fn attributes_suppress() {
    let table = [
        ("#[cfg_attr(any(), concheck::allow(a, b, reason = \"x\"))]\nfn f() {\n}", "a b: 0-2"),
        ("#[cfg_attr(false, concheck::allow(a))]\nfn f() {}", "a: 0-1"),
        ("#![cfg_attr(any(), concheck::allow(a))]\nfn f() {}", "a: 0-end"),
        ("#[concheck::allow(a)]\nfn f() {}", "a: 0-1"),
        ("fn f() {\n  #[concheck::allow(a)]\n  let x =\n 1;\n}", "a: 1-3"),
        ("fn f() {\n  #[concheck::allow(a)]\n  x.y()\n .z();\n}", "a: 1-3"),
        ("struct S {\n  #[cfg_attr(any(), concheck::allow(a))]\n  pub x: u8,\n}", "a: 1-2"),
        ("fn f() { match x {\n  #[cfg_attr(any(), concheck::allow(a))]\n  A => 1,\n B => 2 } }", "a: 1-2"),
        ("#[allow(clippy::await_holding_lock, dead_code)]\nfn f() {}", "~clippy::await_holding_lock: 0-1"),
        ("#![expect(clippy::await_holding_lock, reason = \"x\")]", "~clippy::await_holding_lock: 0-end"),
        ("#[concheck::allow()]\nfn f() {}", "problem at Some(0)"),
        ("#[concheck::guarded_by(a)]\nfn f() {}", ""),
    ];
    for (text, expected) in table {
        assert_eq!(allows(text).join(", "), expected, "for {text}");
    }
}

#[test]
fn names_and_places_are_kept() {
    let facts = read("struct A;\nfn f(é: u8) {\n    é.lock().x;\n}", Edition::E2021, None);
    let facts::ir::ItemKind::Fn(function) = &facts.items[1].kind else { panic!("a function") };
    assert_eq!(function.name_span.start, crate::text::Pos { line: 1, column: 3 });
    assert_eq!(function.span.end, crate::text::Pos { line: 3, column: 1 });
    let body = function.body.as_ref().and_then(facts::ir::Body::known).expect("a body");
    let facts::ir::Stmt::Expr { expr, .. } = &body.stmts[0] else { panic!("an expression") };
    assert_eq!((expr.span.start.column, expr.span.end.column), (4, 14));
    assert_eq!(facts.lines, 4);
}

#[test]
fn long_chains_do_not_overflow_the_stack() {
    for link in [".b()", ".c", "?", " && d()", " + 1", "[0]"] {
        let text = format!("fn f() {{ a{} }}", link.repeat(3000));
        assert_eq!(read(&text, Edition::E2021, None).items.len(), 1);
    }
    let text = format!("fn f() {{ if a {{}} {} }}", "else if b {} ".repeat(1000));
    assert_eq!(read(&text, Edition::E2021, None).items.len(), 1);
}
