//! Whatever Rust a body is written in, or stands in: a double lock in it is found, and it costs no item.

use concheck_analyzer::config::Config;
use concheck_analyzer::sources::{Edition, Package, SourceFile, SourceSet, Target, TargetKind};
use concheck_analyzer::text::{FileId, Symbol};
use concheck_analyzer::{Analysis, Request, analyze};

use Edition::{E2015, E2018, E2021, E2024};

/// A name, the edition, and a text. `BODY` stands for a body that locks `M`, and `MID` is between two locks of `m`.
const TEXTS: &[(&str, Edition, &str)] = &[
    ("bare_trait", E2018, "pub fn f(x: Box<Fn(u8) + Send>) { BODY }"),
    (
        "bare_trait_ref",
        E2018,
        "pub fn f(x: &Fn(u8) -> u8, y: &mut ::std::fmt::Debug, z: &'static (Fn() + Sync)) { BODY }",
    ),
    (
        "bare_trait_for",
        E2015,
        "pub type A = Box<for<'a> Fn(&'a u8) + 'static>; pub fn f(x: Vec<Box<Fn(u8) -> u8 + 'static>>) { BODY }",
    ),
    ("bare_trait_impl", E2015, "pub trait T {} impl Fn + Send { pub fn f(&self) { BODY } }"),
    ("anon_params", E2015, "pub trait T { fn g(u8, &str, Vec<u8>) -> u8; fn h(&self, u8) { BODY } }"),
    (
        "anon_params2",
        E2015,
        "pub trait T { fn h(&self, &mut Vec<u8>, ::std::string::String, *const u8, (u8, u8), [u8; 2]) { BODY } }",
    ),
    ("async_name", E2015, "pub fn async(async: u8) -> u8 { BODY async }"),
    (
        "async_mod",
        E2015,
        "pub mod async { pub fn go() {} } pub fn f() { BODY async::go(); let async = 1; let await = async + 1; let try = await; drop(try); }",
    ),
    (
        "await_field",
        E2015,
        "pub struct S { pub await: u8, pub dyn: u8 } pub fn f(s: S) { BODY let x = s.dyn; drop(x); }",
    ),
    ("dyn_name", E2015, "pub fn dyn(dyn: u8) -> u8 { BODY let dyn = dyn + 1; dyn }"),
    (
        "dyn_mod",
        E2015,
        "pub mod dyn { pub struct D; } pub fn f(x: dyn::D) { BODY let y: dyn::D = x; drop(y); }",
    ),
    ("dyn_trait", E2015, "pub fn f(x: Box<dyn Fn(u8) + Send>, y: &dyn (::std::fmt::Debug)) { BODY }"),
    (
        "try_name",
        E2015,
        "macro_rules! try { ($e:expr) => { match $e { Ok(x) => x, Err(e) => return Err(e) } } } pub fn f() -> Result<u8, u8> { BODY let x = try!(Ok(1)); Ok(x) }",
    ),
    ("try_2018_raw", E2018, "pub fn f() -> Result<u8, u8> { BODY let x = r#try!(Ok(1)); Ok(x) }"),
    ("dots", E2015, "pub fn f(x: u8) { match x { 0...9 | b'a'...b'z' => { BODY } _ => {} } }"),
    (
        "dots2",
        E2018,
        "pub fn f(x: u8) { match x { A...B => { BODY } _ => {} } } const A: u8 = 1; const B: u8 = 2;",
    ),
    (
        "crate_path_2015",
        E2015,
        "extern crate std as core; pub fn f() { BODY let x: ::std::vec::Vec<u8> = ::std::vec::Vec::new(); drop(x); }",
    ),
    (
        "gen_name",
        E2021,
        "pub fn gen(gen: u8) -> u8 { BODY let gen = gen + 1; if gen == 1 { gen } else { match gen { x => x } } }",
    ),
    ("unsafe_extern_old", E2015, "extern { fn g(x: u8); } pub fn f() { BODY }"),
    ("gen_fn", E2024, "pub gen fn f() -> u8 { BODY yield 1; }"),
    ("gen_fn_async", E2024, "pub async gen fn f() -> u8 { BODY yield 1; }"),
    ("gen_fn_const", E2024, "impl S { pub unsafe gen fn f() -> u8 { BODY yield 1; } } pub struct S;"),
    ("gen_block", E2024, "pub fn f() { let x = gen { BODY yield 1; }; drop(x); }"),
    ("gen_block_move", E2024, "pub fn f() { let x = gen move { BODY yield 1; }; drop(x); }"),
    ("gen_block_async", E2024, "pub fn f() { let x = async gen move { BODY yield 1; }; drop(x); }"),
    ("gen_block_for", E2024, "pub fn f() { for x in gen { BODY yield 1; } { drop(x); } }"),
    ("super_let", E2024, "pub fn f() { let y = { super let x = 1; BODY &x }; drop(y); }"),
    ("super_let_ty", E2024, "pub fn f() { super let x: u8 = 1; BODY drop(x); }"),
    (
        "guard_pattern",
        E2024,
        "pub fn f(v: Option<u8>) { match v { (Some(x) if x > 0) | None => { BODY } _ => {} } }",
    ),
    ("guard_pattern2", E2024, "pub fn f(v: Option<u8>) { if let (Some(x) if g(x, \"*/\")) = v { BODY } }"),
    (
        "guard_pattern3",
        E2024,
        "pub fn f(v: (u8, Option<u8>)) { match v { (0, Some(x if x > 1)) => {} (x if x == 2, _) if x > 1 => { BODY } _ => {} } }",
    ),
    (
        "guard_pattern4",
        E2024,
        "pub struct P { pub x: u8 } pub fn f(v: P, w: [u8; 1]) { let [x if x > 1] = w else { return }; if let P { x: (y if y > 1) } = v { BODY drop((x, y)) } }",
    ),
    ("guard_param", E2024, "pub fn f((x if x > 1): u8) { BODY }"),
    ("postfix_match", E2024, "pub fn f(v: Option<u8>) { v.match { Some(_) => { BODY } None => {} } }"),
    (
        "postfix_match2",
        E2024,
        "pub fn f(v: Option<u8>) -> u8 { let r = v.map(|x| x + 1).match { Some(x) => { BODY x } None => 0 } + 1; r.match { 0 => 1, x => x }.min(4) }",
    ),
    ("postfix_await_use", E2024, "pub fn f(v: S) { let x = v.use; BODY drop(x); } pub struct S;"),
    ("use_closure", E2024, "pub fn f(v: u8) { let g = use || { BODY v }; g(); }"),
    (
        "impl_const",
        E2024,
        "pub trait T { fn f(&self); } pub struct S; impl const T for S { fn f(&self) { BODY } }",
    ),
    (
        "impl_const_new",
        E2024,
        "pub trait T { fn f(&self); } pub struct S; const impl T for S { fn f(&self) { BODY } }",
    ),
    ("const_trait", E2024, "pub const trait T { fn f(&self) { BODY } }"),
    (
        "const_trait2",
        E2024,
        "pub const unsafe trait T: [const] X + ~const Y { fn f(&self) { BODY } } pub trait X {} pub trait Y {}",
    ),
    ("const_trait_attr", E2024, "#[const_trait] pub trait T { fn f(&self) { BODY } }"),
    (
        "const_bound",
        E2024,
        "pub const fn f<T: [const] X>(t: &T) where T: [const] X + Copy { BODY } pub trait X {}",
    ),
    (
        "const_bound_tilde",
        E2024,
        "pub const fn f<T: ~const X + const X>(t: &T) where T: ~const X { BODY } pub trait X {}",
    ),
    (
        "const_bound_impl",
        E2024,
        "pub struct S<T>(T); impl<T: [const] X> const X for S<T> where T: const X { fn f(&self) { BODY } } pub trait X { fn f(&self); }",
    ),
    ("const_closure", E2024, "pub fn f() { let g = const || { BODY }; g(); }"),
    ("const_fn_trait", E2024, "pub trait X { const fn f(&self) { BODY } }"),
    ("const_dyn", E2024, "pub fn f(x: impl [const] X, y: &dyn const X) { BODY } pub trait X {}"),
    (
        "unsafe_field",
        E2024,
        "pub struct S { pub unsafe x: u8, unsafe m: Mutex<u8> } impl S { pub fn f(&self) { let a = self.m.lock().unwrap(); MID let b = self.m.lock().unwrap(); drop(b); } }",
    ),
    (
        "unsafe_field_union",
        E2024,
        "pub union U { unsafe a: u8, b: u8 } pub enum E { A { unsafe x: u8 } } pub fn f() { BODY }",
    ),
    (
        "field_default",
        E2024,
        "pub struct S { pub x: u8 = 1, m: Mutex<u8> } impl S { pub fn f(&self) { let a = self.m.lock().unwrap(); MID let b = self.m.lock().unwrap(); drop(b); } } pub fn g() -> S { S { m: Mutex::new(1), .. } }",
    ),
    (
        "rtn",
        E2024,
        "pub trait Tr { async fn m(&self); } pub fn f<T: Tr<m(..): Send>>(t: T) where T: Tr { BODY }",
    ),
    (
        "rtn_path",
        E2024,
        "pub trait Tr { async fn m(&self); } pub fn f<T: Tr>(t: T) where T::m(..): Send, <T as Tr>::m(..): Send + 'static { BODY }",
    ),
    (
        "pub_impl_macro",
        E2024,
        "macro_rules! m { ($($t:tt)*) => { $($t)* } } pub struct S; m! { impl S { pub fn f(&self) { BODY } } }",
    ),
    ("pub_impl", E2024, "pub struct S; pub impl S { pub fn f(&self) { BODY } }"),
    (
        "pub_impl_trait",
        E2024,
        "pub struct S; pub(crate) impl Clone for S { fn clone(&self) -> S { BODY S } }",
    ),
    ("impl_restriction", E2024, "pub impl(crate) trait T { fn f(&self) { BODY } }"),
    (
        "mut_restriction",
        E2024,
        "pub struct S { pub mut(self) x: u8, m: Mutex<u8> } impl S { pub fn f(&self) { let a = self.m.lock().unwrap(); MID let b = self.m.lock().unwrap(); drop(b); } }",
    ),
    ("default_fn", E2024, "pub trait T { fn f(&self); } impl<X> T for X { default fn f(&self) { BODY } }"),
    ("default_impl", E2024, "pub trait T { fn f(&self); } default impl<X> T for X { fn f(&self) { BODY } }"),
    (
        "default_async",
        E2024,
        "pub trait T { fn f(&self); } impl<X> T for X { default unsafe fn f(&self) { BODY } default type A = u8; default const C: u8 = 1; }",
    ),
    ("final_fn", E2024, "pub trait T { final fn f(&self) { BODY } }"),
    (
        "never_pattern",
        E2024,
        "pub fn f(x: Result<u8, std::convert::Infallible>) { match x { Ok(_) => { BODY } Err(!) } }",
    ),
    (
        "never_pattern2",
        E2024,
        "pub fn f(x: Result<u8, std::convert::Infallible>) { let (Ok(y) | Err(!)) = x; BODY let z = |(Err(!) | Ok(_)): Result<u8, !>| 1; drop(z); }",
    ),
    ("yeet", E2024, "pub fn f() -> Result<(), u8> { BODY if true { do yeet 1; } Ok(()) }"),
    (
        "yeet_bare",
        E2024,
        "pub fn f() -> Option<()> { BODY if true { do yeet; } let x = None.unwrap_or_else(|| do yeet); Some(()) }",
    ),
    (
        "builtin",
        E2024,
        "pub struct S { pub x: u8 } pub fn f() -> usize { BODY builtin # offset_of(S, x) + builtin#type_ascribe(1, usize) }",
    ),
    ("use_captures", E2024, "pub fn f<'a, T>(x: &'a T) -> impl Sized + use<'a, T> { BODY x }"),
    ("use_captures_self", E2024, "pub trait T { fn f(&self) -> impl Sized + use<'_, Self> { BODY } }"),
    (
        "unsafe_binder",
        E2024,
        "pub struct S { pub x: unsafe<'a> &'a u8 } pub fn f(x: unsafe<'a> fn(&'a u8), y: unsafe<> u8) { BODY }",
    ),
    (
        "pin_ref",
        E2024,
        "pub fn f(x: &pin mut u8, y: &pin const u8) { BODY let z = &pin mut 1; let w = &pin const 2; }",
    ),
    (
        "pin_self",
        E2024,
        "pub struct S; impl S { pub fn f(&pin mut self) { BODY } pub fn g(&'a pin const self) {} }",
    ),
    (
        "pin_pat",
        E2024,
        "pub fn f(x: Option<u8>) { if let Some(ref pin mut y) = x { BODY } if let &pin mut z = x {} }",
    ),
    ("frontmatter", E2024, "---\n[dependencies]\nx = { a = \"1 }\n---\npub fn f() { BODY }\n"),
    ("unsafe_attr", E2024, "#[unsafe(no_mangle)] pub extern \"C\" fn f() { BODY }"),
    (
        "safe_extern",
        E2024,
        "unsafe extern \"C\" { pub safe fn g(x: u8); pub unsafe static X: u8; } pub fn f() { BODY }",
    ),
    ("for_await", E2024, "pub async fn f(x: S) { for await y in x { BODY } }"),
    ("async_for", E2024, "pub fn f() { let x = async move || { BODY }; let y = async |z: u8| z; }"),
    ("try_block", E2024, "pub fn f() { let x: Option<u8> = try { BODY 1 }; drop(x); }"),
    ("try_block_bikeshed", E2024, "pub fn f() { let x = try bikeshed Option<u8> { BODY 1 }; drop(x); }"),
    ("do_catch", E2015, "pub fn f() { let x: Option<u8> = do catch { BODY 1 }; drop(x); }"),
    ("let_chain", E2024, "pub fn f(x: Option<u8>) { if let Some(y) = x && y > 1 && let 2 = y { BODY } }"),
    (
        "if_let_guard",
        E2024,
        "pub fn f(x: Option<u8>) { match x { Some(y) if let 2 = y && y > 1 => { BODY } _ => {} } }",
    ),
    (
        "deref_pattern",
        E2024,
        "pub fn f(x: Box<u8>) { match x { deref!(1) => { BODY } box 2 => {} _ => {} } }",
    ),
    (
        "box_pattern",
        E2015,
        "pub fn f(x: Box<u8>) { let y = box 1; match x { box 2 => { BODY } box ref z => {} } }",
    ),
    ("trait_alias", E2024, "pub trait A = Clone + Send where u8: Copy; pub fn f() { BODY }"),
    (
        "auto_trait",
        E2024,
        "pub auto trait A {} pub unsafe auto trait B {} impl !A for u8 {} pub fn f() { BODY }",
    ),
    ("neg_impl", E2024, "pub struct S; impl !Send for S {} pub fn f() { BODY }"),
    (
        "half_open",
        E2024,
        "pub fn f(x: u8) { match x { ..=3 => {} 4.. => { BODY } } let [a, .., b] = [1, 2, 3]; }",
    ),
    (
        "inline_const_pat",
        E2024,
        "pub fn f(x: u8) { match x { const { 1 + 1 } => { BODY } _ => {} } let y = const { 2 }; }",
    ),
    (
        "assoc_const_eq",
        E2024,
        "pub trait T { const N: usize; } pub fn f<X: T<N = 3>>(x: X) where X: T<N = { 1 + 2 }> { BODY }",
    ),
    (
        "generic_const",
        E2024,
        "pub const N<T>: usize = 1; const M2<const K: usize>: usize = K; pub fn f() -> [u8; { 1 + 2 }] { BODY [1; 3] }",
    ),
    ("gca", E2024, "pub fn f<const N: usize>() where [(); N + 1]:, { BODY } type const X: usize = 1;"),
    ("dyn_star", E2021, "pub fn f(x: dyn* Send) { BODY let y = x as dyn* Send; }"),
    (
        "static_closure",
        E2024,
        "pub fn f() { let x = static || { BODY yield 1; }; let y = static move |z: u8| z; }",
    ),
    ("coroutine", E2024, "pub fn f() { let x = #[coroutine] || { BODY yield 1; }; }"),
    (
        "yield_postfix",
        E2024,
        "pub fn f() { let x = #[coroutine] || { BODY 1.yield; let y = 2.yield.max(3); }; }",
    ),
    ("become", E2024, "pub fn f() { BODY become f() }"),
    (
        "extern_types",
        E2024,
        "extern \"C\" { type X; static Y: u8; fn v(x: u8, ...); } pub fn f() { BODY } pub unsafe extern \"C\" fn g(x: u8, ap: ...) {}",
    ),
    ("macro2", E2024, "pub macro m($x:expr) { $x } macro n { () => {}, (a) => {} } pub fn f() { BODY }"),
    (
        "macro_rules_unsafe",
        E2024,
        "macro_rules! m { unsafe() => {}; attr(a) b => {}; derive() => {} } pub fn f() { BODY }",
    ),
    ("lifetime_raw", E2024, "pub fn f<'r#a>(x: &'r#a u8) { BODY }"),
    ("raw_ref", E2024, "pub fn f(x: u8) { let y = &raw const x; let z = &raw mut y; BODY }"),
    ("view_type", E2024, "pub struct S { a: u8 } impl S { pub fn f(&self, x: S.{a}) { BODY } }"),
    (
        "explicit_extern",
        E2024,
        "pub extern fn f() { BODY } extern \"C\" fn g() {} pub extern r\"C\" fn h() {}",
    ),
    ("ergonomic_move", E2024, "pub fn f(s: S) { let g = move || { BODY s.use }; g(); } pub struct S;"),
    ("where_attr", E2024, "pub fn f<T>(t: T) where #[cfg(x)] T: Clone, #[cfg(not(x))] T: Copy { BODY }"),
    ("enum_vis", E2024, "pub enum E { pub A, pub(crate) B(u8) } pub fn f() { BODY }"),
    (
        "reborrow_pin",
        E2024,
        "pub fn f(x: &pin mut S) { g(&pin mut *x); BODY } fn g(x: &pin mut S) {} pub struct S;",
    ),
    ("fn_delegation", E2024, "pub mod m { pub fn g() {} } reuse m::g; pub fn f() { BODY }"),
    ("crlf_doc", E2021, "//! a\r\n//!\r\n//! b\r\npub fn f() { BODY }\r\n"),
    ("crlf_doc2", E2021, "/*! a\r\n b */\r\n/// x\r\npub fn f() {\r\n /// y\r\n let x = 1;\r\n BODY }\r\n"),
    ("crlf_str", E2021, "pub fn f() -> &'static str { BODY \"a\\\r\n   b\r\nc\" }\r\n"),
    ("doc_mixed", E2021, "/// x\n//! y\npub fn f() { BODY }\n"),
    ("doc_dangling", E2021, "pub struct S { a: u8, /// x\n } pub fn f() { BODY /// y\n }\n/// z\n"),
    (
        "doc_in",
        E2021,
        "pub fn f(/// a\n x: u8, /** b */ y: u8 /// d\n) { //! inner\n BODY foo(/// c\n x); match x { /// d\n 1 => {} /// e\n _ => {} /// f\n } let y = /// g\n 1; }\n",
    ),
    (
        "doc_impl",
        E2021,
        "pub struct S; /** a */ impl S { /*! b */ pub /** c */ fn /// d\n f(&self) { BODY } /// e\n }\n",
    ),
    ("doc_cr", E2021, "/// a\rb\npub fn f() { BODY }\n"),
    ("doc_cr_macro", E2021, "m! { /// a\rb\n } pub fn f() { BODY }\n"),
    ("doc_cr_block", E2021, "/** a\rb */\npub fn f() { BODY }\n"),
    (
        "nul_str",
        E2021,
        "pub fn f() { let x = \"a\0b\"; let y = b\"a\0b\"; let z = '\0'; let w = b'\0'; let r = r\"a\0\"; let br = br\"\0\"; BODY }\n",
    ),
    ("bom", E2021, "\u{feff}//! a\npub fn f() { BODY }\n"),
    ("bom_shebang", E2021, "\u{feff}#!/usr/bin/env x\n#![allow(x)]\npub fn f() { BODY }\n"),
    ("shebang", E2021, "#!/usr/bin/env x\n//! a\npub fn f() { BODY }\n"),
    ("shebang_attr", E2021, "#!\n[allow(x)]\npub fn f() { BODY }\n"),
    ("ls_ps", E2021, "pub fn f() {\u{2028} BODY\u{2029}\u{85}\u{200e} }\n"),
    ("emoji", E2021, "pub fn f() { let x = \"😀\"; let é = 'é'; BODY }\n"),
];

/// Each of them is read without a problem.
const ITEMS: &[&str] = &[
    r##"pub fn f() -> Box<Error + 'static> { x }"##,
    r##"impl<'a> X for Box<FnMut() + 'a> {}"##,
    r##"fn f() { let y = x as Box<Fn()>; let z: Rc<RefCell<FnMut(u8) -> u8>> = g::<Fn(u8)>(1); }"##,
    r##"struct S { f: Box<Fn(&mut A, &B) -> Result<C, D>>, g: Option<Box<FnMut(&str) -> bool + Send + 'a>> }"##,
    r##"type X = Fn(u8) -> u8;"##,
    r##"type Y = PhantomData<Fn(T) -> U>;"##,
    r##"fn f<F>(f: F, t: (Box<Fn()>, u8), x: &'a mut (FnMut(u8) + 'a)) where F: Fn(&Fn(u8)) -> Box<Fn(u8)> {}"##,
    r##"fn f(x: &Trait, y: &(Trait + Send), z: Box<Trait + Send + 'static>, w: Box<::a::b::Trait + Sync>) {}"##,
    r##"fn f(x: *const Fn(), y: *mut FnMut(), z: [&'static Fn(u8); 2], a: &[(&str, &Fn(&str))]) {}"##,
    r##"impl Fn(u8) { fn f(&self) {} }"##,
    r##"impl Trait + Send { fn f(&self) {} }"##,
    r##"impl T for Fn(u8) -> u8 {}"##,
    r##"impl<'a, F> T for Fn(u8) + 'a {}"##,
    r##"trait T { fn f(&self, Box<Fn(u8) -> u8>, HashMap<u8, u8>); fn g<T: A<B>>(T, fn(u8) -> u8); fn h(self, mut x: u8); fn i(&self, _: u8, &mut [u8]); fn j(*const c_void, ...) ; }"##,
    r##"trait T { unsafe extern "C" fn f(i32, *mut u8) -> i32; fn g(&mut self, &'a str, Self::Item) -> Self { self } fn h((u8, u8), [u8; 4], !) ; }"##,
    r##"fn f() { let f: Box<Fn(_) -> _> = Box::new(|x| x); let v: Vec<Box<FnMut(&mut T)>> = vec![]; }"##,
    r##"fn f() { match x { 1...2 => {}, 'a'...'z' | '0'...'9' => {}, _ => {} } }"##,
    r##"static HOOK: &'static Fn(u8) = &g;"##,
    r##"const X: Option<&'static (Fn() + Send + Sync)> = None;"##,
    r##"fn f() -> Result<Box<Fn(u8)>, Box<Error + Send + Sync>> { Ok(1) }"##,
    r##"fn f(x: impl for<'a> Fn(&'a u8), y: Box<for<'a> FnMut(&'a mut u8) + 'static>, z: &for<'b> Fn(&'b u8)) {}"##,
    r##"fn f() { async(move || 1); self.async(1); let x = S { async: 1, try: 2 }; x.try.y; x.dyn(); await(); x.await(1); A::try(); r#try; try(1)?; }"##,
    r##"use futures::future::{async, Async}; use a::dyn; use await as b; fn g(try: u8) { foo(async, dyn, try) }"##,
    r##"macro_rules! try { ($e:expr) => {} } fn f() { try!(a); let x = try![b]; ::std::try!(c) }"##,
    r##"pub mod await { pub use super::async::*; } extern crate async; extern crate dyn as b;"##,
    r##"fn f(dyn: &dyn Fn(u8), x: Box<dyn::D>, y: dyn) { dyn.x(); if dyn { } &dyn; *dyn + dyn - dyn }"##,
    r##"fn f() { let x = { gen { yield 1 } }; g(gen { yield 1 }, gen move { yield 2 }); return gen { yield 1; }; }"##,
    r##"fn f() { for x in gen { yield 1; } {} for x in gen { a(x) } while gen { y } {} match gen { x => {} } if a == gen { b } }"##,
    r##"fn f() { x.await.match { A => 1 }; a::<T>(1)[2].b?.match { _ => {} } return self.x.match { _ => 1 }; let y = &x.match { _ => {} }; -x.match { _ => 1 }; }"##,
    r##"fn f() { foo!(x).match { _ => 1 }; (a + b).match { A => {} }.match { B => {} } ; [1, 2].match { _ => {} } "a".match { _ => {} } a.0.match { _ => {} } }"##,
    r##"fn f() { S { x: 1 }.match { _ => {} } }"##,
    r##"fn f() { if x { y } a.match { _ => {} } loop {} Vec::<u8>::new().match { _ => {} }; }"##,
    r##"fn f() { match x { A(y if y > 1) | B => 1, (C(z) if z == D { a: 1 }.a) => 2, E { f: (g if g), .. } if h => { 3 } [a if a, ..] => 4, _ => 5 } }"##,
    r##"trait A: [const] B + const C where Self: [const] D {} const impl<T: [const] E> const F for T {} impl<T> const G for T where T: ~const H {} impl const I {}"##,
    r##"struct S { unsafe x: u8, pub(crate) unsafe y: Vec<u8>, pub mut(self) z: u8, mut(crate) w: u8 } enum E { A { unsafe x: u8 = 1 } }"##,
    r##"fn f() { if let Some(..) = x {} let S(..): T = y; match x { S(..) => {} } }"##,
    r##"fn f() { match x { Err(!), Ok(y) => 1, A(!) } let x: !; match y { ! } match z { A::B(!) | C(!) => {} (!, 1) => {} ! => {} } let (Ok(a) | Err(!)) = b; g(|!| 1, |(!)| 2, foo!(), !c, !d) }"##,
    r##"fn f() { do yeet; do yeet 1 + 2; x.unwrap_or_else(|| do yeet A); if a { do yeet } else { do yeet b } }"##,
    r##"fn f() { try bikeshed Result<u8, Vec<u8>> { 1 }; let x = try { y? }; try bikeshed _ { 2 } }"##,
    r##"fn f(self: &pin mut Self, x: &pin const T, y: Pin<&'a pin mut T>) { &pin mut x; &pin const y; let &pin mut z = x; let ref pin const w = y; let pin = 1; &pin; f(&pin, pin); &mut pin; }"##,
    r##"fn f() { for await x in y { } 'a: for await (a, b) in c.d() {} }"##,
    r##"fn f() { x.use; x.use.y(); use || x; use |a| b; let y = static || 1; static move || 2; }"##,
    r##"fn f() { super let x = 1; super let (a, b): (u8, u8) = c else { return }; super::g(); super let y; }"##,
    r##"fn f() { builtin # offset_of(S, x); builtin # type_ascribe(1, u8); builtin#deref(x); builtin # format_args("a", b) }"##,
    r##"type const X: usize = 1; impl T { type const N: usize = 2; } trait U { type const M: usize; }"##,
    r##"fn f<const N: usize = { 1 }>(x: [u8; const { 1 }]) where [(); { N + 1 }]: {}"##,
    r##"unsafe extern { safe fn f(); unsafe fn g(); pub safe static X: u8; fn h(self: u8, ...); }"##,
    r##"fn f(x: unsafe<'a> &'a u8) {} type A = for<'a> unsafe<'b> fn(&'a &'b u8); static A: unsafe<> u8 = 1;"##,
    r##"impl !Send for X {} impl<T> !Sync for Y<T> {} unsafe impl<#[may_dangle] T> Drop for Z<T> {} impl<T: ?Sized + ~const A> B for T {}"##,
    r##"fn f() { let Some(x) = y else { return } ; if let A = b && c || let D = e {} while let 1 = x && let 2 = y {} }"##,
    r##"fn f() { let _ = x.0.1.2; let y = 1.; let z = 1..; let w = ..; let v = ..=1; &raw const x; &raw mut *y; r"a"; br#"b"#; cr"c"; c"d"; b'e'; 1e10f64; 0x1_u8; 'r#a: loop {} }"##,
    r##"fn f(x: &mut dyn* Trait) { yield; yield 1; become g(1); let x = box 1; box (a, b); }"##,
    r##"fn f() { x.yield; let y = z.yield?; }"##,
    r##"fn f() { let z = a::<Vec<u8>>::b(c)?.d[1].match { _ => {} }; let y = <A as B>::c().match { _ => {} }; f(1)(2).match { _ => {} } ; x.y().await?.match { _ => {} }; foo!{x}.match { _ => 1 }; if a { b } else { c }; S {x: 1}.match { _ => {} } }"##,
    r##"fn f() { let z = ::a::b.match { _ => {} }; return x?.match { _ => {} }; let c = || y.match { _ => {} }; a = b + c.match { _ => 1 } + 2; (x, y).match { _ => {} } ; z }"##,
    r##"impl S { pub default fn f() {} default async unsafe extern "C" fn h() {} final fn i() {} pub final const fn j() {} default const X: u8 = 1; default type Y = u8; }"##,
    r##"default unsafe impl<T> A for T {} pub unsafe impl B for C {} pub default impl<T> D for T {} pub(in a::b) impl E for F {}"##,
    r##"fn f<T>() where T: A<m(..): Send + 'static>, T::m(..): Send, <T as B>::n(..): C {}"##,
];

fn sources(edition: Edition, text: &str) -> SourceSet {
    let package = Package {
        name: "dialects".to_string(),
        dir: String::new(),
        edition,
        rust_version: None,
        dependencies: Vec::new(),
        targets: vec![Target { kind: TargetKind::Lib, name: Symbol::new("dialects"), root: FileId(0) }],
        has_manifest: false,
        is_internal: false,
        is_dependency: false,
    };
    let file = SourceFile { path: "lib.rs".to_string(), package: 0, text: text.into() };
    SourceSet { packages: vec![package], files: vec![file], ..SourceSet::default() }
}

/// The lines of double locks, and what is said to be unreadable.
fn told(analysis: &Analysis) -> (Vec<u32>, Vec<String>) {
    let findings = analysis.findings.iter().filter(|finding| finding.rule == "double_lock");
    let lines = findings.map(|finding| finding.primary.location.span.start.line);
    (lines.collect(), analysis.problems.iter().map(|problem| format!("{problem:?}")).collect())
}

fn whole(sources: &SourceSet, config: &Config) -> Analysis {
    Request::new(sources, config).whole().run()
}

#[test]
fn a_double_lock_is_found_in_any_dialect() {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(2).stack_size(64 << 20).build().expect("threads");
    let locks = [
        ("let a = M.lock().unwrap(); let b = M.lock().unwrap(); drop((a, b));", "", 1),
        ("let a = M.lock().unwrap(); drop(a); let b = M.lock().unwrap(); drop(b);", "drop(a);", 0),
    ];
    let statics = "\nuse std::sync::Mutex;\nstatic M: Mutex<u8> = Mutex::new(0);\n";
    let mut wrong = Vec::new();
    for (name, edition, text) in TEXTS {
        for (body, middle, expected) in locks {
            let text = text.replace("BODY", body).replace("MID", middle) + statics;
            let set = sources(*edition, &text);
            for analyze in [analyze, whole] {
                let analysis = pool.install(|| analyze(&set, &Config::default()));
                let (found, problems) = told(&analysis);
                if found.len() != expected || !problems.is_empty() {
                    wrong.push(format!("{name}: {found:?} instead of {expected}, {problems:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_dialect_costs_an_item() {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(2).stack_size(64 << 20).build().expect("threads");
    for text in ITEMS {
        let analysis = pool.install(|| whole(&sources(E2015, text), &Config::default()));
        assert!(analysis.problems.is_empty(), "{text}: {:?}", analysis.problems);
    }
}

#[test]
fn what_cannot_be_read_costs_its_statement() {
    let text = "use std::sync::Mutex;\nstatic M: Mutex<u8> = Mutex::new(0);\npub fn f(x: u8) {\n    let a = M.lock();\n    \
        let y = .;\n    if x > 1 {\n        let z = ?;\n        let b = M.lock();\n    }\n    let c = M.lock();\n}\n";
    let set = sources(E2021, text);
    let (found, problems) = told(&analyze(&set, &Config::default()));
    assert_eq!((found, problems.len()), (vec![7, 9], 2), "{problems:?}");
}
