//! Tests of the expansion of `macro_rules!`.

use quote::ToTokens;

use super::*;

#[track_caller]
fn expand(definitions: &str, call: &str) -> Option<String> {
    let table = MacroTable::collect([definitions]);
    let call: syn::Macro = syn::parse_str(call).expect("a macro call");
    let name = call.path.to_token_stream().to_string();
    let output = table.expand(&name, call.tokens, Span::call_site(), &mut 1000)?;
    Some(output.to_string())
}

#[track_caller]
fn check(definitions: &str, call: &str, expected: &str) {
    let expected = expected.parse::<TokenStream>().expect("tokens").to_string();
    // Groups without delimiters print with spaces.
    let found = expand(definitions, call).expect("an expansion");
    assert_eq!(found.split_whitespace().collect::<Vec<_>>(), expected.split_whitespace().collect::<Vec<_>>());
}

#[test]
fn an_expression_stays_together() {
    let zlock = "macro_rules! zlock { ($var:expr) => { $var.lock().unwrap() } }";
    check(zlock, "zlock!(self.a)", "self.a.lock().unwrap()");
    let table = MacroTable::collect([zlock]);
    let output = table
        .expand("zlock", "a + b".parse().expect("tokens"), Span::call_site(), &mut 1000)
        .expect("output");
    let syn::Expr::MethodCall(unwrap) = syn::parse2(output).expect("an expression") else {
        panic!("no call")
    };
    let syn::Expr::MethodCall(lock) = *unwrap.receiver else { panic!("no call") };
    assert!(matches!(*lock.receiver, syn::Expr::Group(group) if matches!(*group.expr, syn::Expr::Binary(_))));
}

#[test]
fn of_rules_that_begin_alike_the_first_that_fits_counts() {
    let rules = "macro_rules! m {
        (@a b $x:tt) => { one }; (@ $x:ident b c) => { two }; (@a b c) => { three }; (@a) => { four };
        (1 + $x:tt) => { five }; ('a $($x:tt)*) => { six }; ($($x:tt)*) => { seven }; (d) => { eight };
    }";
    for (input, output) in [
        ("@a b c", "one"),
        ("@x b c", "two"),
        ("@a", "four"),
        ("1 + 2", "five"),
        ("1 - 2", "seven"),
        ("'a b", "six"),
        ("'b b", "seven"),
        ("d", "seven"),
        ("", "seven"),
    ] {
        check(rules, &format!("m!({input})"), output);
    }
}

#[test]
fn types_and_paths_can_be_gone_on_with() {
    let text =
        "macro_rules! new { ($t:ty, $p:path) => { { let a: Box<$t> = <$t>::new(); $p(a); $p { a } } } }";
    let table = MacroTable::collect([text]);
    let input = "Mutex<u8>, a::b".parse().expect("tokens");
    let output = table.expand("new", input, Span::call_site(), &mut 1000).expect("output");
    syn::parse2::<syn::Block>(output).expect("a block");
    let text = "macro_rules! new { ($t:ty) => { $t::new() } }";
    let output = MacroTable::collect([text])
        .expand("new", "a::B".parse().expect("tokens"), Span::call_site(), &mut 1000)
        .expect("output");
    syn::parse2::<syn::Expr>(output).expect("a call");
}

#[test]
fn spans_are_those_of_the_call_and_of_the_input() {
    let table = MacroTable::collect(["macro_rules! m { ($($x:expr),*) => { [$(f($x)),*] } }"]);
    for _ in 0..2 {
        let file: syn::Expr = syn::parse_str("\n  m!(abc, d.e)").expect("a call");
        let syn::Expr::Macro(call) = &file else { panic!("no macro") };
        let span = call.mac.bang_token.span;
        let output = table.expand("m", call.mac.tokens.clone(), span, &mut 1000).expect("output");
        fn columns(tokens: TokenStream, all: &mut Vec<(String, usize)>) {
            for token in tokens {
                let column = token.span().start().column;
                match token {
                    TokenTree::Group(group) => columns(group.stream(), all),
                    token => all.push((token.to_string(), column)),
                }
            }
        }
        let mut found = Vec::new();
        columns(output, &mut found);
        let found: Vec<_> = found.iter().map(|(text, column)| (&**text, *column)).collect();
        assert_eq!(found, [("f", 3), ("abc", 5), (",", 3), ("f", 3), ("d", 10), (".", 11), ("e", 12)]);
        // The definition stays in the cache while its spans die.
        proc_macro2::extra::invalidate_current_thread_spans();
    }
}

#[test]
fn rules_are_tried_in_order() {
    let trace_lock = "macro_rules! trace_lock {
        ($lock:ident, $($arg:tt)*) => { { trace!($($arg)*); $lock.lock() } };
        (mut $lock:expr) => { $lock.write() };
        ($lock:expr $(,)?) => { $lock.lock() };
        () => { () };
    }";
    check(trace_lock, "trace_lock!(a, \"x {}\", 1 + 2)", "{ trace!(\"x {}\", 1 + 2); a.lock() }");
    check(trace_lock, "trace_lock!(mut self.b)", "self.b.write()");
    check(trace_lock, "trace_lock!(self.b,)", "self.b.lock()");
    check(trace_lock, "trace_lock!()", "()");
    assert_eq!(expand(trace_lock, "trace_lock!(;)"), None);
    assert_eq!(expand(trace_lock, "other!()"), None);
}

#[test]
fn repetitions_nest() {
    let text = "macro_rules! m { ($($n:ident => [$($v:expr),* $(,)?]);+ $(;)?) => { $( $n.set(&[$($v),*]); $( $n.add($v); )* )+ } }";
    check(
        text,
        "m!(a => [1, x.y]; b => [2,];)",
        "a.set(&[1, x.y]); a.add(1); a.add(x.y); b.set(&[2]); b.add(2);",
    );
    check("macro_rules! m { ($a:ident, $($b:ident)+) => { $($a.$b();)+ } }", "m!(x, y z)", "x.y(); x.z();");
    assert_eq!(expand("macro_rules! m { ($($a:ident)+) => { $($a)+ } }", "m!()"), None);
}

#[test]
fn every_fragment_is_read() {
    let text = "macro_rules! m { ($b:block $i:ident $l:lifetime $n:literal $t:tt $p:pat, $q:pat_param | $v:vis fn $s:stmt; #[$m:meta] $it:item) => { $b $i $l $n $t $p $q $v $s $m $it } }";
    check(
        text,
        "m!({ a; } b 'c -1 => Some(1) | None, (x, y) | pub(crate) fn let z = 2; #[cfg(a)] struct S { x: u8 })",
        "{ a; } b 'c -1 => (Some(1) | None) (x, y) pub(crate) let z = 2 cfg(a) struct S { x: u8 }",
    );
    assert_eq!(expand("macro_rules! m { ($x:unknown) => {} }", "m!(a)"), None);
}

#[test]
fn the_crate_and_macros_within_macros_are_kept() {
    check("macro_rules! m { ($x:expr) => { $crate::a::b($x) } }", "m!(1)", "crate::a::b(1)");
    check(
        "macro_rules! m { ($x:ident) => { macro_rules! $x { ($y:expr) => { $y } } } }",
        "m!(n)",
        "macro_rules! n { ($y:expr) => { $y } }",
    );
}

#[test]
fn definitions_are_found_anywhere_and_several_by_name() {
    let text = "// macro_rules! no { () => {} }\nmod a { fn f() { macro_rules! m ( (1) => { one }; ); } }\n#[cfg(x)] macro_rules! m { (2) => { two } }\nconst S: &str = \"macro_rules! no { }\";";
    let table = MacroTable::collect([text]);
    assert_eq!(table.expansion("m"), Expansion::Alone);
    assert_eq!(table.expansion("no"), Expansion::None);
    check(text, "m!(1)", "one");
    check(text, "m!(2)", "two");
    assert!(MacroTable::collect(["macro_rules! m {", "macro_rules!", "macro_rules"]).by_name.is_empty());
}

#[test]
fn exported_macros_of_libraries_are_known_by_the_name_of_their_package() {
    let library = "#[macro_export] macro_rules! m { () => { $crate::f() } }
        #[macro_export] macro_rules! own { () => { theirs } }
        macro_rules! kept { () => { kept } }";
    let own = MacroTable::collect(["macro_rules! own { () => { mine } }"]);
    let library = MacroTable::collect([library]);
    assert!(library.exports() && !own.exports());
    let table = own.with([(Symbol::new("tools"), &library)]);
    let expanded = |name: &str| {
        let mut left = 1000;
        let output = table.expand(name, TokenStream::new(), Span::call_site(), &mut left)?;
        Some(output.to_string().replace(' ', ""))
    };
    assert_eq!(expanded("m").as_deref(), Some("tools::f()"));
    assert_eq!(expanded("own").as_deref(), Some("mine"));
    assert_eq!(expanded("kept"), None);
    assert!(table.defines("own") && !table.defines("m"));
    assert_ne!(table.digest(), own.digest());
    assert_ne!(table.digest(), own.with([(Symbol::new("others"), &library)]).digest());
}

#[test]
fn an_expansion_that_explodes_is_given_up() {
    let text = format!("macro_rules! m {{ ($($x:tt)*) => {{ $( {} )* }} }}", "$x ".repeat(200));
    let call = format!("m!({})", "a ".repeat(200));
    assert_eq!(expand(&text, &call), None);
    let deep = "macro_rules! m { ($($x:tt)*) => { $( !$x )* } }";
    assert_eq!(expand(deep, &format!("m!({})", "! ".repeat(3000))), None);
    let deep = format!("macro_rules! m {{ () => {{ {} }} }}", "(".repeat(2000) + &")".repeat(2000));
    assert_eq!(MacroTable::collect([&*deep]).expansion("m"), Expansion::None);
}

#[test]
fn who_calls_a_macro_that_declares_may_declare() {
    let table = MacroTable::collect([
        "macro_rules! a { () => { b!() } } macro_rules! b { () => { c! { } } } macro_rules! d { () => { e!() } }",
        "macro_rules! c { () => { const X: u8 = 1; } }",
    ]);
    for name in ["a", "b", "c"] {
        assert_eq!(table.expansion(name), Expansion::WithItems, "{name}");
    }
    assert_eq!(table.expansion("d"), Expansion::Alone);
}
