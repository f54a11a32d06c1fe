//! The plain-data form of a file: items with bodies, no `syn`. What the lowering makes explicit, and everything
//! after it may rely on:
//!
//! - where temporaries die: [`ExprKind::Scope`] drops the temporaries made inside it when it ends,
//!   [`ExprKind::Extend`] moves its operand's temporary to the enclosing block (`let x = &temp().f`), statements end
//!   a scope of their own, [`Block::tail_scope`] and [`CondScope`] say what the edition decides. Without a node of their
//!   own are scopes: a function's, closure's and `async` block's body, both branches of an `if`, the body of a loop
//!   (each turn), the `else` of a `let`; a tail with `tail_scope: false` hands its temporaries to that scope. The
//!   condition of a `while` is evaluated in the scope of the turn;
//! - macros: known ones are nodes, `macro_rules!` of the workspace are expanded, of the others the arguments remain;
//! - `cfg`: items that are surely off are left out, test code is marked; of statements that exclude each other
//!   (`#[cfg(a)] let x = …; #[cfg(not(a))] let x = …;`, branches of `cfg_if!`) the first remains.

use std::hash::{Hash, Hasher};

use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use super::conditions::Conditions;
use crate::syntax::outline;
use crate::text::{Problem, Span, Symbol};

/// One file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FileFacts {
    /// Its items, in order.
    pub items: Vec<Item>,
    /// What could not be read.
    pub problems: Vec<Problem>,
    /// `// concheck: …` comments and attributes that suppress.
    pub allows: Vec<Allow>,
    /// Lines of text.
    pub lines: u32,
    /// `#![cfg(test)]`.
    pub test_only: bool,
}

/// A suppression, wherever it was written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Allow {
    /// Rule names as written (`double_lock`, `all`, a family's name, or `clippy::…`).
    pub rules: Vec<Symbol>,
    /// Where the suppression itself stands.
    pub at: Span,
    /// What it covers.
    pub covers: Span,
    /// Whether an unused one is worth a report (not so for clippy's own).
    pub report_unused: bool,
}

/// An item. Items of `cfg_if!`, `cfg_rt! { … }` and the like stand beside their siblings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// What it is.
    pub kind: ItemKind,
    /// The item's whole text.
    pub span: Span,
    /// Under `#[cfg(test)]` or `#[test]`.
    pub test: bool,
}

/// What an item is. Boxed but for imports, which are the most frequent, and small.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ItemKind {
    /// `mod x { … }` or `mod x;` (then `inline` is `None`).
    Mod(Box<ModItem>),
    /// One leaf of a `use` tree.
    Use(UseItem),
    /// `extern crate a as b`.
    ExternCrate {
        /// The crate.
        name: Symbol,
        /// The name it gets.
        alias: Symbol,
    },
    /// struct or union.
    Struct(Box<StructItem>),
    /// enum.
    Enum(Box<EnumItem>),
    /// trait.
    Trait(Box<TraitItem>),
    /// impl block.
    Impl(Box<ImplItem>),
    /// Free function.
    Fn(Box<FnItem>),
    /// `static`, `const`, a `lazy_static!` or `thread_local!` entry.
    Static(Box<StaticItem>),
    /// `type A<T> = …`.
    Alias(Box<AliasItem>),
    /// `include!("file")`; `None` where only a build knows the path.
    Include(Option<String>),
    /// `concheck::lock_order!(A < B)`, as a macro or an attribute.
    LockOrder(LockOrder),
}

/// A declared order of locks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LockOrder {
    /// Paths of the locks (`Type::field` or a static), and where each stands.
    pub locks: Vec<(Vec<Symbol>, Span)>,
}

/// What annotations say of a function, field or static.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Notes {
    /// The lock that guards it.
    pub guarded_by: Option<LockRef>,
    /// Locks that callers hold.
    pub requires: Vec<LockRef>,
    /// Locks that are held when it returns.
    pub acquires: Vec<LockRef>,
    /// Locks that it gives up.
    pub releases: Vec<LockRef>,
    /// It can block its thread: where that is said.
    pub blocking: Option<Span>,
    /// It never blocks its thread: where that is said.
    pub non_blocking: Option<Span>,
}

/// A lock that an annotation names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LockRef {
    /// Held with others.
    pub shared: bool,
    /// `self`, a parameter, a field of `self`, a static, or `Type::field`.
    pub root: PathRef,
    /// The fields that lead from there to the lock.
    pub fields: Vec<Symbol>,
    /// Where it is named.
    pub span: Span,
}

impl LockRef {
    /// As it was written.
    pub fn text(&self) -> String {
        let root = self.root.segments.iter().map(|segment| segment.name.as_str()).collect::<Vec<_>>();
        self.fields.iter().fold(root.join("::"), |text, field| format!("{text}.{field}"))
    }
}

/// A module.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ModItem {
    /// Its name.
    pub name: Symbol,
    /// `#[path = "…"]`.
    pub path: Option<String>,
    /// Items of an inline module.
    pub inline: Option<Vec<Item>>,
    /// `pub` without restriction.
    pub public: bool,
    /// Under a `cfg` that may switch it off.
    pub conditional: bool,
    /// What the `cfg`s on it and around it in the file ask for.
    pub conditions: Conditions,
}

/// The visibility of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Access {
    /// None: its module and what lies in that.
    Private,
    /// `pub(crate)`, `pub(super)`, `pub(in …)`.
    Restricted,
    /// `pub`.
    Public,
}

/// A leaf of a `use` tree.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UseItem {
    /// Segments; the first may be `crate`, `self`, `super` or, for a leading `::`, the empty symbol.
    pub path: Vec<Symbol>,
    /// `use a::*`.
    pub glob: bool,
    /// The name it gets (`_` for `as _`; meaningless for a glob).
    pub name: Symbol,
    /// `pub` of any kind.
    pub public: bool,
}

/// Generic parameters with their bounds (those of the where clause included).
#[derive(Clone, Debug, Default, Hash, PartialEq, Serialize, Deserialize)]
pub struct Generics {
    /// Type parameters, in order.
    pub params: Vec<TypeParam>,
    /// Bounds on anything else than a type parameter, e.g. `T::Item: Foo`.
    pub wheres: Vec<(TypeRef, Vec<Bound>)>,
}

/// A type parameter.
#[derive(Clone, Debug, Hash, PartialEq, Serialize, Deserialize)]
pub struct TypeParam {
    /// Its name.
    pub name: Symbol,
    /// Its bounds.
    pub bounds: Vec<Bound>,
    /// `= Default`.
    pub default: Option<TypeRef>,
}

/// A trait bound; lifetimes are left out.
#[derive(Clone, Debug, PartialEq, Hash, Serialize, Deserialize)]
pub struct Bound {
    /// The trait with its arguments.
    pub path: PathRef,
    /// `?Sized`.
    pub maybe: bool,
}

/// A struct or union.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StructItem {
    /// Its name.
    pub name: Symbol,
    /// Generics.
    pub generics: Generics,
    /// Fields; those of a tuple struct are called `0`, `1` …
    pub fields: Vec<Field>,
    /// A tuple struct: its name is a function as well.
    pub tuple: bool,
    /// `pub` without restriction.
    pub public: bool,
}

/// A field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Field {
    /// Its name or index.
    pub name: Symbol,
    /// Its type.
    pub ty: TypeRef,
    /// Where it stands.
    pub span: Span,
    /// Annotations.
    pub notes: Option<Box<Notes>>,
}

/// An enum.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EnumItem {
    /// Its name.
    pub name: Symbol,
    /// Generics.
    pub generics: Generics,
    /// Variants with their fields.
    pub variants: Vec<(Symbol, Vec<Field>)>,
}

/// A trait.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TraitItem {
    /// Its name.
    pub name: Symbol,
    /// Generics.
    pub generics: Generics,
    /// Supertraits.
    pub supers: Vec<Bound>,
    /// Methods, with or without a body.
    pub fns: Vec<FnItem>,
    /// Associated types: name, bounds, default.
    pub types: Vec<(Symbol, Vec<Bound>, Option<TypeRef>)>,
}

/// An impl block.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImplItem {
    /// Generics.
    pub generics: Generics,
    /// The trait, unless inherent.
    pub of_trait: Option<PathRef>,
    /// `impl !Trait for`.
    pub negative: bool,
    /// `unsafe impl`.
    pub is_unsafe: bool,
    /// The type.
    pub self_ty: TypeRef,
    /// Functions.
    pub fns: Vec<FnItem>,
    /// Associated types.
    pub types: Vec<(Symbol, TypeRef)>,
    /// Associated constants (and statics made by macros).
    pub consts: Vec<StaticItem>,
}

/// A function of any kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FnItem {
    /// Its name.
    pub name: Symbol,
    /// Where the name stands.
    pub name_span: Span,
    /// The whole function.
    pub span: Span,
    /// Generics.
    pub generics: Generics,
    /// `self`, if it is a method.
    pub receiver: Option<Receiver>,
    /// Other parameters.
    pub params: Vec<Param>,
    /// Declared result; `None` is `()`.
    pub ret: Option<TypeRef>,
    /// `async fn`.
    pub is_async: bool,
    /// `unsafe fn`.
    pub is_unsafe: bool,
    /// `const fn`.
    pub is_const: bool,
    /// Who may call it, as far as its own visibility goes; of a trait, whoever has that.
    pub access: Access,
    /// `#[test]`, `#[tokio::test]`, `#[cfg(test)]`.
    pub test: bool,
    /// What the `cfg`s on it and around it in the file ask for.
    pub conditions: Conditions,
    /// Attributes that matter, by their path: `tokio::main`, `async_trait`, `pyfunction` …
    pub attrs: Vec<String>,
    /// Strings among the arguments of attributes.
    pub attr_words: Vec<Symbol>,
    /// The body; `None` for declarations.
    pub body: Option<Body>,
    /// Blocks of the body may declare items.
    pub declares: bool,
    /// Annotations.
    pub notes: Option<Box<Notes>>,
}

/// The body of a function.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Body {
    /// It was read.
    Here(Block),
    /// It can be read from the text. It declares no items.
    Later(outline::Body),
}

impl Body {
    /// What was read at once.
    pub fn known(&self) -> Option<&Block> {
        match self {
            Body::Here(block) => Some(block),
            Body::Later(_) => None,
        }
    }

    /// How many statements it has; at least so many, where it was not read.
    pub fn statements(&self) -> usize {
        match self {
            Body::Here(block) => block.stmts.len(),
            Body::Later(body) => body.statements as usize,
        }
    }
}

/// How a method takes `self`.
#[derive(Clone, Debug, Hash, PartialEq, Serialize, Deserialize)]
pub enum Receiver {
    /// `self`, `mut self`.
    Value,
    /// `&self`.
    Ref,
    /// `&mut self`.
    RefMut,
    /// `self: Arc<Self>` and the like.
    Typed(TypeRef),
}

/// A parameter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Param {
    /// Its pattern.
    pub pat: Pat,
    /// Its type.
    pub ty: TypeRef,
}

/// A static, a constant or a lazily made one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StaticItem {
    /// Its name.
    pub name: Symbol,
    /// Its type.
    pub ty: TypeRef,
    /// Its initialiser, unless that runs at first use.
    pub init: Option<Expr>,
    /// An initialiser that runs at first use, as a function: of `LazyLock` and the like.
    pub lazy: Option<Box<FnItem>>,
    /// What kind of storage it is.
    pub storage: Storage,
    /// Where it stands.
    pub span: Span,
    /// Annotations.
    pub notes: Option<Box<Notes>>,
}

/// Storage of a named value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Storage {
    /// `static`.
    Static,
    /// `static mut`.
    StaticMut,
    /// `const`.
    Const,
    /// `lazy_static!`: initialised at first use.
    Lazy,
    /// `thread_local!`, `#[thread_local]`: one a thread, the former reached by `.with(|x| …)`.
    ThreadLocal,
}

/// A type alias.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AliasItem {
    /// Its name.
    pub name: Symbol,
    /// Generics.
    pub generics: Generics,
    /// What it stands for.
    pub ty: TypeRef,
}

/// A type as written. Lifetimes are left out.
#[derive(Clone, Debug, PartialEq, Hash, Serialize, Deserialize)]
pub enum TypeRef {
    /// A path.
    Path(PathRef),
    /// `&T`, `&mut T`.
    Ref(bool, Box<TypeRef>),
    /// `*const T`, `*mut T`.
    Ptr(bool, Box<TypeRef>),
    /// Tuple; empty for `()`.
    Tuple(Vec<TypeRef>),
    /// `[T]`.
    Slice(Box<TypeRef>),
    /// `[T; N]`.
    Array(Box<TypeRef>),
    /// `fn(A) -> R`.
    FnPtr(Vec<TypeRef>, Option<Box<TypeRef>>),
    /// `impl A + B`.
    Impl(Vec<Bound>),
    /// `dyn A + B`.
    Dyn(Vec<Bound>),
    /// `!`.
    Never,
    /// `_`.
    Infer,
    /// Anything else.
    Unknown,
}

/// A path as written, in a type or an expression.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct PathRef {
    /// `<T as Trait>::…`: the type; the trait's segments stand first in `segments` and `qself_at` counts them.
    pub qself: Option<Box<TypeRef>>,
    /// How many leading segments are the trait of `qself`.
    pub qself_at: u32,
    /// `::a::b`.
    pub global: bool,
    /// The segments, never empty: most paths have one.
    pub segments: SmallVec<[Segment; 1]>,
    /// Where the last segment's name stands; zero in types.
    pub span: Span,
}

/// A segment of a path.
#[derive(Clone, Debug, PartialEq, Hash, Serialize, Deserialize)]
pub struct Segment {
    /// Its name.
    pub name: Symbol,
    /// What stands in its angle brackets, if there is something.
    pub generics: Option<Box<SegmentArgs>>,
}

/// Arguments of a segment.
#[derive(Clone, Debug, Default, PartialEq, Hash, Serialize, Deserialize)]
pub struct SegmentArgs {
    /// Type arguments; `Fn(A, B) -> R` has one tuple here and `Output` in `assoc`.
    pub args: Vec<TypeRef>,
    /// `Item = T`.
    pub assoc: Vec<(Symbol, TypeRef)>,
}

impl Segment {
    /// A segment without arguments.
    pub fn bare(name: Symbol) -> Segment {
        Segment { name, generics: None }
    }

    /// Its type arguments.
    pub fn args(&self) -> &[TypeRef] {
        self.generics.as_ref().map_or(&[], |generics| &generics.args)
    }

    /// The associated types that it names.
    pub fn assoc(&self) -> &[(Symbol, TypeRef)] {
        self.generics.as_ref().map_or(&[], |generics| &generics.assoc)
    }
}

impl PartialEq for PathRef {
    fn eq(&self, other: &PathRef) -> bool {
        self.qself == other.qself
            && self.qself_at == other.qself_at
            && self.global == other.global
            && self.segments == other.segments
    }
}

impl Hash for PathRef {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.qself, self.qself_at, self.global, &self.segments).hash(state);
    }
}

impl PathRef {
    /// The name, if the path is one bare name.
    pub fn as_ident(&self) -> Option<Symbol> {
        match self.segments.as_slice() {
            [only] if self.qself.is_none() && !self.global => Some(only.name),
            _ => None,
        }
    }

    /// The last segment's name.
    pub fn last(&self) -> Option<Symbol> {
        self.segments.last().map(|segment| segment.name)
    }
}

/// `{ … }`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Block {
    /// Items declared inside.
    pub items: Vec<Item>,
    /// Statements, in order.
    pub stmts: Vec<Stmt>,
    /// The value.
    pub tail: Option<Box<Expr>>,
    /// The tail's temporaries die before the block's locals (edition 2024); otherwise they join the enclosing scope.
    pub tail_scope: bool,
    /// The block with its braces.
    pub span: Span,
    /// `'label: { … }`.
    pub label: Option<Symbol>,
}

/// A statement; its temporaries die at its end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Stmt {
    /// `let PAT: TY = INIT else { ELSE };` Temporaries of `init` die before the `else` block runs.
    Let {
        /// The pattern.
        pat: Pat,
        /// The declared type.
        ty: Option<Box<TypeRef>>,
        /// The initialiser.
        init: Option<Expr>,
        /// The diverging block.
        els: Option<Box<Block>>,
        /// The whole statement.
        span: Span,
    },
    /// An expression; `semi` tells `e;` from a block-like expression without one.
    Expr {
        /// The expression.
        expr: Expr,
        /// Ends with `;`.
        semi: bool,
    },
}

/// An expression with its place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Its text. For what a macro made: the macro call.
    pub span: Span,
}

/// When the temporaries of a condition die.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CondScope {
    /// Before either branch: a plain boolean condition.
    Cond,
    /// After the then-branch and before the else-branch: a condition with `let`, edition 2024.
    Then,
    /// With the enclosing scope: a condition with `let`, up to edition 2021.
    Outer,
}

/// What an expression is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ExprKind {
    /// A variable, item or path.
    Path(PathRef),
    /// A literal.
    Lit(Lit),
    /// `e.name`, `e.0`.
    Field(Box<Expr>, Symbol),
    /// `e[i]`.
    Index(Box<Expr>, Box<Expr>),
    /// `*e`.
    Deref(Box<Expr>),
    /// `&e`, `&mut e`, `&raw …`.
    Ref(bool, Box<Expr>),
    /// `!e`, `-e`.
    Unary(Box<Expr>),
    /// Arithmetic and comparison.
    Binary(BinOp, Box<Expr>, Box<Expr>),
    /// `a && b` (`true`) and `a || b`: lazy. Lowering has put [`ExprKind::Scope`] where operands end one.
    Lazy(bool, Box<Expr>, Box<Expr>),
    /// `a = b`.
    Assign(Box<Expr>, Box<Expr>),
    /// `a += b`.
    AssignOp(Box<Expr>, Box<Expr>),
    /// `f(a, b)`.
    Call(Box<Expr>, Vec<Expr>),
    /// `a.f::<T>(b)`.
    MethodCall(Box<MethodCall>),
    /// `S { a: x, ..base }`.
    Struct(Box<PathRef>, Vec<(Symbol, Expr)>, Option<Box<Expr>>),
    /// `(a, b)`.
    Tuple(Vec<Expr>),
    /// `[a, b]`, and `vec![a, b]` when `true`.
    Array(Vec<Expr>, bool),
    /// `[a; n]`, and `vec![a; n]` when `true`.
    Repeat(Box<Expr>, Box<Expr>, bool),
    /// `{ … }`, `unsafe { … }`, `const { … }`.
    Block(Box<Block>),
    /// `async { … }`; `true` for `async move`.
    Async(bool, Box<Block>),
    /// A closure.
    Closure(Box<Closure>),
    /// `if`.
    If {
        /// The condition, which may hold `let`.
        cond: Box<Expr>,
        /// When its temporaries die.
        scope: CondScope,
        /// Taken branch.
        then: Box<Block>,
        /// Else: a block or another `if`, the latter in a [`ExprKind::Scope`] where its temporaries would outlive it.
        els: Option<Box<Expr>>,
    },
    /// `let PAT = e` within a condition.
    Let(Box<Pat>, Box<Expr>),
    /// `match`; temporaries of the scrutinee die with the enclosing scope.
    Match(Box<Expr>, Vec<Arm>),
    /// `loop`.
    Loop(Option<Symbol>, Box<Block>),
    /// `while`; temporaries of the condition live through the body when it holds a `let` ([`CondScope::Then`], in
    /// every edition), and end with each turn.
    While(Option<Symbol>, Box<Expr>, CondScope, Box<Block>),
    /// `for PAT in e`; temporaries of `e` live through the loop.
    For(Option<Symbol>, Box<Pat>, Box<Expr>, Box<Block>),
    /// `break 'l v`.
    Break(Option<Symbol>, Option<Box<Expr>>),
    /// `continue 'l`.
    Continue(Option<Symbol>),
    /// `return v`.
    Return(Option<Box<Expr>>),
    /// `e?`, and `ready!(e)`.
    Try(Box<Expr>),
    /// `e.await`, and `yield e` of generators and stream macros.
    Await(Box<Expr>),
    /// `e as T`.
    Cast(Box<Expr>, Box<TypeRef>),
    /// `a..b`.
    Range(Option<Box<Expr>>, Option<Box<Expr>>),
    /// Drops the temporaries made inside when it ends.
    Scope(Box<Expr>),
    /// A temporary that lives as long as the enclosing block: `let x = &temp();`.
    Extend(Box<Expr>),
    /// Another macro: its arguments as far as they parse, taken by reference.
    Macro(Box<MacroCall>),
    /// `select!` of tokio, futures or crossbeam.
    Select(Vec<SelectBranch>),
    /// `join!`, `try_join!`: all are awaited together.
    Join(Vec<Expr>),
    /// `concheck::lock!`: all are locked together, each by that method (`lock`, `read`, `write`).
    LockAll(Vec<(Symbol, Expr)>),
    /// Not understood.
    Unknown,
}

/// A literal, as far as it matters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Lit {
    /// An integer; `None` where it does not fit.
    Int(Option<u64>),
    /// A string; `…` for more than 64 bytes.
    Str(Symbol),
    /// A boolean.
    Bool(bool),
    /// Anything else.
    Other,
}

/// Binary operators, by what they mean for types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BinOp {
    /// `==`.
    Eq,
    /// `!=`.
    Ne,
    /// `<`, `>`, `<=`, `>=`.
    Cmp,
    /// Any other.
    Arith,
}

/// A method call.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MethodCall {
    /// The receiver.
    pub receiver: Expr,
    /// The method.
    pub method: Symbol,
    /// Where its name stands.
    pub method_span: Span,
    /// Turbofish.
    pub generics: Vec<TypeRef>,
    /// Arguments.
    pub args: Vec<Expr>,
}

/// A closure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Closure {
    /// Parameters.
    pub params: Vec<(Pat, Option<TypeRef>)>,
    /// Declared result.
    pub ret: Option<TypeRef>,
    /// Its body; not wrapped in a scope, that is implied.
    pub body: Expr,
    /// `move`.
    pub is_move: bool,
    /// `async`.
    pub is_async: bool,
}

/// A match arm.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Arm {
    /// Its pattern.
    pub pat: Pat,
    /// `if …`; already a scope of its own (it may hold `let`).
    pub guard: Option<Expr>,
    /// Its value; already a scope of its own.
    pub body: Expr,
}

/// A macro that stays a call.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MacroCall {
    /// Its path's last segment, e.g. `println`, `panic`, `write`. `defer` and its like have one closure as argument,
    /// which runs when the enclosing scope is left.
    pub name: Symbol,
    /// Arguments that parse as expressions (named and inline format arguments too).
    pub args: Vec<Expr>,
    /// Control does not come back: `panic!`, `unreachable!`, `todo!`, `bail!` (returns), `compile_error!`.
    pub diverges: bool,
    /// The arguments could not be read.
    pub opaque: bool,
}

/// A branch of `select!`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SelectBranch {
    /// The pattern of the result.
    pub pat: Pat,
    /// The future; of crossbeam the operation as a call: `rx.recv()`, `tx.send(v)`, `default(timeout)`; `()` for
    /// `else`, `default` and `complete`.
    pub future: Expr,
    /// `, if cond`.
    pub cond: Option<Expr>,
    /// What runs.
    pub handler: Expr,
}

/// A pattern.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Pat {
    /// `_`, `..`: binds and moves nothing.
    Wild,
    /// `x`, `ref x`, `mut x`, `x @ P`. A bare name may also be a constant or unit variant: names decide.
    Bind {
        /// The name.
        name: Symbol,
        /// `ref`.
        by_ref: bool,
        /// `mut`.
        mutable: bool,
        /// `@ P`.
        sub: Option<Box<Pat>>,
        /// Where it stands.
        span: Span,
    },
    /// `(a, .., b)`: patterns from the front, and from the back after `..`.
    Tuple(Vec<Pat>, Option<usize>),
    /// `P(a, .., b)`; the position of `..`.
    TupleStruct(PathRef, Vec<Pat>, Option<usize>),
    /// `P { a, b: p, .. }`.
    Struct(PathRef, Vec<(Symbol, Pat)>),
    /// `&p`.
    Ref(Box<Pat>),
    /// `a | b`.
    Or(Vec<Pat>),
    /// `A::B`.
    Path(PathRef),
    /// `[a, .., b]`.
    Slice(Vec<Pat>),
    /// A literal or range.
    Lit,
}
