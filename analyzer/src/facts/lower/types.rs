//! Types, paths and generics as written, without lifetimes.

use proc_macro2::TokenStream;
use smallvec::SmallVec;
use syn::{GenericArgument, PathArguments, ReturnType, Type, TypeParamBound};

use super::Lowering;
use crate::facts::ir::{Bound, Generics, PathRef, Segment, SegmentArgs, TypeParam, TypeRef};
use crate::syntax::outline::Expansion;
use crate::text::{Span, Symbol};

/// The checked types of concheck are what they stand for: `concheck::sync::Mutex` is `std::sync::Mutex`.
pub(super) fn uncheck<S: UnderStd>(path: &mut SmallVec<[S; 1]>, name: impl Fn(&S) -> Symbol) {
    let [first, second, ..] = path.as_slice() else { return };
    if name(first) != "concheck" {
        return;
    }
    match name(second).as_str() {
        "sync" | "thread" => path[0] = S::of_std(),
        "parking_lot" | "tokio" => drop(path.remove(0)),
        _ => {}
    }
}

/// A segment of a path.
pub(super) trait UnderStd {
    /// The segment `std`.
    fn of_std() -> Self;
}

impl UnderStd for Symbol {
    fn of_std() -> Symbol {
        Symbol::new("std")
    }
}

impl UnderStd for Segment {
    fn of_std() -> Segment {
        Segment::bare(Symbol::new("std"))
    }
}

impl Lowering<'_> {
    pub(super) fn ty(&mut self, ty: &Type) -> TypeRef {
        match ty {
            Type::Path(ty) => TypeRef::Path(self.path(ty.qself.as_ref(), &ty.path)),
            Type::Reference(ty) => TypeRef::Ref(ty.mutability.is_some(), Box::new(self.ty(&ty.elem))),
            Type::Ptr(ty) => {
                let mutable = matches!(ty.mutability, syn::PointerMutability::Mut(_));
                TypeRef::Ptr(mutable, Box::new(self.ty(&ty.elem)))
            }
            Type::Tuple(ty) => TypeRef::Tuple(ty.elems.iter().map(|elem| self.ty(elem)).collect()),
            Type::Slice(ty) => TypeRef::Slice(Box::new(self.ty(&ty.elem))),
            Type::Array(ty) => TypeRef::Array(Box::new(self.ty(&ty.elem))),
            Type::FnPtr(ty) => TypeRef::FnPtr(
                ty.inputs.iter().map(|input| self.ty(&input.ty)).collect(),
                self.ret(&ty.output).map(Box::new),
            ),
            Type::ImplTrait(ty) => TypeRef::Impl(self.bounds(&ty.bounds)),
            Type::TraitObject(ty) => TypeRef::Dyn(self.bounds(&ty.bounds)),
            Type::Never(_) => TypeRef::Never,
            Type::Infer(_) => TypeRef::Infer,
            Type::Paren(ty) => self.ty(&ty.elem),
            Type::Group(ty) => self.ty(&ty.elem),
            Type::Macro(ty) => self.type_macro(&ty.mac),
            _ => TypeRef::Unknown,
        }
    }

    /// The declared result; `None` where there is none.
    pub(super) fn ret(&mut self, output: &ReturnType) -> Option<TypeRef> {
        match output {
            ReturnType::Default => None,
            ReturnType::Type(_, ty) => Some(self.ty(ty)),
        }
    }

    fn type_macro(&mut self, mac: &syn::Macro) -> TypeRef {
        match self.expand::<Type>(mac) {
            Some(ty) => {
                self.depth += 1;
                let ty = self.ty(&ty);
                self.depth -= 1;
                ty
            }
            None => TypeRef::Unknown,
        }
    }

    /// A path of a type, a bound or an item: without a place.
    pub(super) fn path(&mut self, qself: Option<&syn::QSelf>, path: &syn::Path) -> PathRef {
        PathRef {
            qself: qself.map(|qself| Box::new(self.ty(&qself.ty))),
            qself_at: qself.map_or(0, |qself| qself.position as u32),
            // `<T>::f` carries a colon that means nothing.
            global: path.leading_colon.is_some() && qself.is_none(),
            segments: self.segments(path),
            span: Span::default(),
        }
    }

    fn segments(&mut self, path: &syn::Path) -> SmallVec<[Segment; 1]> {
        // The iterator does not know its length, and room for more is most of a short list.
        let mut segments = SmallVec::with_capacity(path.segments.len());
        segments.extend(path.segments.iter().map(|segment| self.segment(segment)));
        uncheck(&mut segments, |segment| segment.name);
        segments
    }

    fn segment(&mut self, segment: &syn::PathSegment) -> Segment {
        let name = self.name(&segment.ident);
        let mut args = Vec::new();
        let mut assoc = Vec::new();
        match &segment.arguments {
            PathArguments::None => {}
            PathArguments::AngleBracketed(angle) => self.generic_args(angle, &mut args, &mut assoc),
            PathArguments::Parenthesized(paren) => {
                args.push(TypeRef::Tuple(paren.inputs.iter().map(|input| self.ty(&input.ty)).collect()));
                let output = self.ret(&paren.output).unwrap_or(TypeRef::Tuple(Vec::new()));
                assoc.push((Symbol::new("Output"), output));
            }
        }
        args.shrink_to_fit();
        assoc.shrink_to_fit();
        let some = !args.is_empty() || !assoc.is_empty();
        Segment { name, generics: some.then(|| Box::new(SegmentArgs { args, assoc })) }
    }

    fn generic_args(
        &mut self,
        angle: &syn::AngleBracketedGenericArguments,
        args: &mut Vec<TypeRef>,
        assoc: &mut Vec<(Symbol, TypeRef)>,
    ) {
        for arg in &angle.args {
            match arg {
                GenericArgument::Type(ty) => args.push(self.ty(ty)),
                GenericArgument::AssocType(of) => assoc.push((self.name(&of.ident), self.ty(&of.ty))),
                GenericArgument::Constraint(of) => {
                    assoc.push((self.name(&of.ident), TypeRef::Impl(self.bounds(&of.bounds))));
                }
                _ => {}
            }
        }
    }

    /// The types of a turbofish.
    pub(super) fn turbofish(&mut self, angle: Option<&syn::AngleBracketedGenericArguments>) -> Vec<TypeRef> {
        let mut args = Vec::new();
        if let Some(angle) = angle {
            self.generic_args(angle, &mut args, &mut Vec::new());
        }
        args.shrink_to_fit();
        args
    }

    pub(super) fn bounds<'b>(&mut self, bounds: impl IntoIterator<Item = &'b TypeParamBound>) -> Vec<Bound> {
        let mut found = Vec::new();
        for bound in bounds {
            if let TypeParamBound::Trait(bound) = bound {
                found.push(Bound { path: self.path(None, &bound.path), maybe: bound.maybe.is_some() });
            }
        }
        found
    }

    pub(super) fn generics(&mut self, generics: &syn::Generics) -> Generics {
        let mut lowered = Generics::default();
        for param in generics.type_params() {
            let param = TypeParam {
                name: self.name(&param.ident),
                bounds: self.bounds(&param.bounds),
                default: param.default.as_ref().map(|(_, ty)| self.ty(ty)),
            };
            lowered.params.push(param);
        }
        let predicates = generics.where_clause.iter().flat_map(|clause| &clause.predicates);
        for predicate in predicates {
            let syn::WherePredicate::Type(predicate) = predicate else { continue };
            let ty = self.ty(&predicate.bounded_ty);
            let bounds = self.bounds(&predicate.bounds);
            let name = match &ty {
                TypeRef::Path(path) => path.as_ident(),
                _ => None,
            };
            match lowered.params.iter_mut().find(|param| Some(param.name) == name) {
                Some(param) => param.bounds.extend(bounds),
                None => lowered.wheres.push((ty, bounds)),
            }
        }
        lowered
    }

    /// Expands a macro of the workspace and parses what comes out; `None` if either fails or it goes too deep.
    pub(super) fn expand<T: syn::parse::Parse>(&mut self, mac: &syn::Macro) -> Option<T> {
        syn::parse2(self.expand_tokens(mac)?).ok()
    }

    /// The tokens of a workspace macro's expansion.
    pub(super) fn expand_tokens(&mut self, mac: &syn::Macro) -> Option<TokenStream> {
        let name = self.name(&mac.path.segments.last()?.ident);
        if self.context.macros.expansion(name.as_str()) == Expansion::None {
            return None;
        }
        // What wraps the macro of a library under its name calls that by its path; recursion needs none.
        let segments = &mac.path.segments;
        let is_plain = segments.len() == 1 || segments.len() == 2 && segments[0].ident == "crate";
        self.expansions.retain(|(depth, _)| *depth < self.depth);
        if !is_plain && self.expansions.iter().any(|(_, around)| *around == name) {
            return None;
        }
        self.expansions.push((self.depth, name));
        if self.depth == self.chosen {
            let own = super::tokens::count(&mac.tokens);
            self.budget = super::EXPANSION_TOKENS + super::EXPANSION_FACTOR * own;
        }
        let open = mac.path.segments.first()?.ident.span();
        let call = open.join(mac.delimiter.span().close()).unwrap_or(open);
        let tokens = match self.depth < super::EXPANSION_DEPTH {
            true => self.context.macros.expand(name.as_str(), mac.tokens.clone(), call, &mut self.budget),
            false => None,
        };
        if self.depth >= super::EXPANSION_DEPTH || self.budget == 0 {
            self.problem(self.span(open).start, super::EXPANSION_CUT);
        }
        tokens
    }
}
