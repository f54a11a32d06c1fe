//! The grammar of concheck's annotations.
//!
//! The macros read them while a program is compiled, and the analyser reads them in its sources: both do it here, so that
//! neither accepts what the other does not.
//!
//! ```text
//! annotation = "allow" "(" rule { "," rule } [ "," "reason" "=" string ] ")"
//!            | "guarded_by" "(" lock ")"
//!            | ( "requires" | "acquires" | "releases" ) "(" lock { "," lock } ")"
//!            | "lock_order" "(" order ")"
//!            | ( "blocking" | "non_blocking" ) [ "(" "reason" "=" string ")" ]
//! rule       = identifier { "::" identifier }
//! lock       = [ "read" | "write" ] place
//! place      = "self" { "." field } | path { "." field }
//! order      = path "<" path { "<" path }
//! ```
//!
//! A comma may follow the last element of each list.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{LitInt, LitStr, Token};

pub mod declaration;

/// What an annotation says.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Annotation {
    /// These findings are not wanted here.
    Allow(Allow),
    /// The field or static is only touched with this lock held.
    GuardedBy(Lock),
    /// The function is only called with these locks held.
    Requires(Vec<Lock>),
    /// The function returns with these locks held, in what it returns.
    Acquires(Vec<Lock>),
    /// The function gives these locks up.
    Releases(Vec<Lock>),
    /// These locks are taken in this order only.
    LockOrder(Order),
    /// The function can block its thread.
    Blocking,
    /// The function never blocks its thread.
    NonBlocking,
}

/// Rules whose findings are not wanted.
#[derive(Clone, Debug)]
pub struct Allow {
    /// The rules' names, with their places; at least one.
    pub rules: Vec<Name>,
    /// Why.
    pub reason: Option<String>,
}

/// A name of one or more identifiers that `::` joins.
#[derive(Clone, Debug)]
pub struct Name {
    /// The identifiers, without `r#`; at least one.
    pub segments: Vec<String>,
    /// Where the first of them stands.
    pub span: Span,
}

impl Name {
    /// `Bank::accounts`.
    pub fn joined(&self) -> String {
        self.segments.join("::")
    }
}

/// How a lock is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// `read lock`: with others, or alone.
    Shared,
    /// `write lock` or `lock`: alone.
    Exclusive,
}

/// A lock, seen from where the annotation stands.
#[derive(Clone, Debug)]
pub struct Lock {
    /// How it is held.
    pub mode: Mode,
    /// `self`, a parameter, a field, a static, or `Type::field`.
    pub root: Name,
    /// The fields that lead from there to the lock.
    pub fields: Vec<String>,
}

impl Lock {
    /// `self.bank.accounts`.
    pub fn text(&self) -> String {
        let fields = self.fields.iter().map(|field| format!(".{field}"));
        self.root.joined() + &fields.collect::<String>()
    }
}

/// Locks in the order in which they are taken.
#[derive(Clone, Debug)]
pub struct Order {
    /// `Type::field` or the name of a static; at least two, all different.
    pub locks: Vec<Name>,
}

/// The names of all annotations.
pub const NAMES: [&str; 8] =
    ["allow", "guarded_by", "requires", "acquires", "releases", "lock_order", "blocking", "non_blocking"];

impl Annotation {
    /// Reads what stands behind `concheck::`; `None` where no annotation has that name.
    ///
    /// # Errors
    ///
    /// If the arguments do not follow the grammar; the error points at the one that does not, or behind the last.
    pub fn of(attribute: &Attribute) -> Option<syn::Result<Annotation>> {
        let read = match &*attribute.name.to_string() {
            "allow" => |input: ParseStream<'_>| input.parse().map(Annotation::Allow),
            "guarded_by" => |input: ParseStream<'_>| one(input).map(Annotation::GuardedBy),
            "requires" => |input: ParseStream<'_>| several(input).map(Annotation::Requires),
            "acquires" => |input: ParseStream<'_>| several(input).map(Annotation::Acquires),
            "releases" => |input: ParseStream<'_>| several(input).map(Annotation::Releases),
            "lock_order" => |input: ParseStream<'_>| input.parse().map(Annotation::LockOrder),
            "blocking" => |input: ParseStream<'_>| reason(input).map(|()| Annotation::Blocking),
            "non_blocking" => |input: ParseStream<'_>| reason(input).map(|()| Annotation::NonBlocking),
            _ => return None,
        };
        // Within their parentheses, so that an error at the end is one at the closing one.
        let arguments = attribute.arguments.clone().unwrap_or_else(|| {
            let mut none = Group::new(Delimiter::Parenthesis, TokenStream::new());
            none.set_span(attribute.name.span());
            none
        });
        let parser = |input: ParseStream<'_>| {
            let content;
            syn::parenthesized!(content in input);
            read(&content)
        };
        Some(parser.parse2(TokenTree::Group(arguments).into()))
    }
}

/// An attribute of this crate's users, `concheck::name` or `concheck::name(…)`, read from what stands in its brackets.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// The name behind `concheck::`.
    pub name: Ident,
    /// The parentheses and what stands in them, where there are any.
    pub arguments: Option<Group>,
}

impl Attribute {
    /// Reads the content of an attribute's brackets; `None` if it is of another kind.
    pub fn of(content: TokenStream) -> Option<Attribute> {
        let mut tokens = content.into_iter().peekable();
        while matches!(tokens.peek(), Some(TokenTree::Punct(colon)) if colon.as_char() == ':') {
            tokens.next();
        }
        let is_colon = |token: Option<TokenTree>| matches!(token, Some(TokenTree::Punct(colon)) if colon.as_char() == ':');
        let own = matches!(tokens.next(), Some(TokenTree::Ident(krate)) if krate == "concheck");
        if !own || !is_colon(tokens.next()) || !is_colon(tokens.next()) {
            return None;
        }
        let Some(TokenTree::Ident(name)) = tokens.next() else { return None };
        let arguments = match tokens.next() {
            None => None,
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => Some(group),
            Some(_) => return None,
        };
        tokens.next().is_none().then_some(Attribute { name, arguments })
    }
}

fn one(input: ParseStream<'_>) -> syn::Result<Lock> {
    let lock = Lock::parse(input)?;
    input.parse::<Option<Token![,]>>()?;
    match input.is_empty() {
        true => Ok(lock),
        false => Err(syn::Error::new(input.span(), "expected one lock")),
    }
}

fn several(input: ParseStream<'_>) -> syn::Result<Vec<Lock>> {
    if input.is_empty() {
        return Err(syn::Error::new(
            input.span(),
            "expected a lock, such as `self.accounts` or `Bank::accounts`",
        ));
    }
    Ok(input.parse_terminated(Lock::parse, Token![,])?.into_iter().collect())
}

/// Nothing, or `reason = "…"`.
fn reason(input: ParseStream<'_>) -> syn::Result<()> {
    if input.is_empty() {
        return Ok(());
    }
    reason_given(input)?;
    match input.is_empty() {
        true => Ok(()),
        false => Err(syn::Error::new(input.span(), "expected nothing behind the reason")),
    }
}

fn reason_given(input: ParseStream<'_>) -> syn::Result<String> {
    let word: Ident = input.call(Ident::parse_any)?;
    if word != "reason" {
        return Err(syn::Error::new(word.span(), "expected `reason = \"...\"`"));
    }
    input.parse::<Token![=]>()?;
    let text: LitStr = input.parse()?;
    input.parse::<Option<Token![,]>>()?;
    Ok(text.value())
}

impl Parse for Allow {
    fn parse(input: ParseStream<'_>) -> syn::Result<Allow> {
        let (mut rules, mut reason) = (Vec::new(), None);
        while !input.is_empty() {
            if input.peek(Ident::peek_any) && input.peek2(Token![=]) {
                reason = Some(reason_given(input)?);
                if !input.is_empty() {
                    return Err(syn::Error::new(input.span(), "expected the reason to be the last argument"));
                }
            } else {
                rules.push(input.parse()?);
                if !input.is_empty() {
                    input.parse::<Token![,]>()?;
                }
            }
        }
        match rules.is_empty() {
            true => Err(syn::Error::new(input.span(), "expected the name of a rule, such as `double_lock`")),
            false => Ok(Allow { rules, reason }),
        }
    }
}

impl Parse for Name {
    fn parse(input: ParseStream<'_>) -> syn::Result<Name> {
        input.parse::<Option<Token![::]>>()?;
        let span = input.span();
        let mut segments = vec![identifier(input)?];
        while input.parse::<Option<Token![::]>>()?.is_some() {
            segments.push(identifier(input)?);
        }
        Ok(Name { segments, span })
    }
}

fn identifier(input: ParseStream<'_>) -> syn::Result<String> {
    let ident =
        input.call(Ident::parse_any).map_err(|error| syn::Error::new(error.span(), "expected a name"))?;
    Ok(ident.unraw().to_string())
}

impl Parse for Lock {
    fn parse(input: ParseStream<'_>) -> syn::Result<Lock> {
        // `read` and `write` may be names of locks as well.
        let mode = match input.peek2(Ident::peek_any).then(|| input.fork().call(Ident::parse_any)) {
            Some(Ok(word)) if word == "read" => Some(Mode::Shared),
            Some(Ok(word)) if word == "write" => Some(Mode::Exclusive),
            _ => None,
        };
        if mode.is_some() {
            input.call(Ident::parse_any)?;
        }
        let root = input.parse().map_err(|error: syn::Error| {
            syn::Error::new(error.span(), "expected a lock, such as `self.accounts` or `Bank::accounts`")
        })?;
        let mut fields = Vec::new();
        while input.parse::<Option<Token![.]>>()?.is_some() {
            match input.peek(LitInt) {
                true => fields.push(input.parse::<LitInt>()?.base10_digits().to_owned()),
                false => fields.push(identifier(input)?),
            }
        }
        Ok(Lock { mode: mode.unwrap_or(Mode::Exclusive), root, fields })
    }
}

impl Parse for Order {
    fn parse(input: ParseStream<'_>) -> syn::Result<Order> {
        let first: Name = input.parse()?;
        if input.is_empty() {
            return Err(syn::Error::new(first.span, "expected at least two locks: `First < Second`"));
        }
        let mut locks = vec![first];
        while !input.is_empty() {
            if !input.peek(Token![<]) {
                return Err(syn::Error::new(
                    input.span(),
                    "expected `<`: locks are listed in the order in which they are taken",
                ));
            }
            input.parse::<Token![<]>()?;
            let next: Name = input.parse()?;
            if locks.iter().any(|lock| lock.segments == next.segments) {
                let text = format!("`{}` comes twice: no order has a lock before itself", next.joined());
                return Err(syn::Error::new(next.span, text));
            }
            locks.push(next);
        }
        Ok(Order { locks })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Option<syn::Result<Annotation>> {
        let tokens: TokenStream = text.parse().expect("tokens");
        Annotation::of(&Attribute::of(tokens)?)
    }

    fn error(text: &str) -> String {
        parse(text).expect("an annotation").expect_err("an error").to_string()
    }

    #[test]
    fn attributes_of_others_are_none() {
        for text in
            ["inline", "tokio::main(flavor = \"x\")", "concheck", "concheck::checked", "allow(dead_code)"]
        {
            assert!(parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn locks_have_a_root_fields_and_a_mode() {
        let Some(Ok(Annotation::Requires(locks))) =
            parse("concheck::requires(self.bank.0, read Bank::log, AUDIT, write read,)")
        else {
            panic!("not read");
        };
        let texts = locks.iter().map(|lock| (lock.text(), lock.mode)).collect::<Vec<_>>();
        let expected = [
            ("self.bank.0", Mode::Exclusive),
            ("Bank::log", Mode::Shared),
            ("AUDIT", Mode::Exclusive),
            ("read", Mode::Exclusive),
        ];
        assert_eq!(texts, expected.map(|(text, mode)| (text.to_owned(), mode)));
    }

    #[test]
    fn an_order_names_each_lock_once() {
        let Some(Ok(Annotation::LockOrder(order))) = parse("concheck::lock_order(A < bank::Bank::log < C)")
        else {
            panic!("not read");
        };
        assert_eq!(order.locks.iter().map(Name::joined).collect::<Vec<_>>(), ["A", "bank::Bank::log", "C"]);
        assert_eq!(error("concheck::lock_order(A)"), "expected at least two locks: `First < Second`");
        assert_eq!(
            error("concheck::lock_order(A > B)"),
            "expected `<`: locks are listed in the order in which they are taken"
        );
        assert_eq!(
            error("concheck::lock_order(A < B < A)"),
            "`A` comes twice: no order has a lock before itself"
        );
    }

    #[test]
    fn an_allow_names_rules_and_may_say_why() {
        let Some(Ok(Annotation::Allow(allow))) =
            parse("::concheck::allow(double_lock, clippy::await_holding_lock, reason = \"tested\")")
        else {
            panic!("not read");
        };
        let rules = allow.rules.iter().map(Name::joined).collect::<Vec<_>>();
        assert_eq!(rules, ["double_lock", "clippy::await_holding_lock"]);
        assert_eq!(allow.reason.as_deref(), Some("tested"));
        assert_eq!(error("concheck::allow()"), "expected the name of a rule, such as `double_lock`");
        assert_eq!(
            error("concheck::allow(reason = \"x\", double_lock)"),
            "expected the reason to be the last argument"
        );
    }

    #[test]
    fn what_takes_no_lock_takes_a_reason_only() {
        assert!(matches!(parse("concheck::blocking"), Some(Ok(Annotation::Blocking))));
        assert!(matches!(parse("concheck::non_blocking(reason = \"x\")"), Some(Ok(Annotation::NonBlocking))));
        assert_eq!(error("concheck::blocking(self.x)"), "expected `reason = \"...\"`");
        assert_eq!(error("concheck::guarded_by(a, b)"), "expected one lock");
        assert_eq!(
            error("concheck::requires()"),
            "expected a lock, such as `self.accounts` or `Bank::accounts`"
        );
    }
}
