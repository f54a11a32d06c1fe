//! Patterns.

use syn::spanned::Spanned;

use super::Lowering;
use crate::facts::ir::{Pat, TypeRef};

impl Lowering<'_> {
    pub(super) fn pat(&mut self, pat: &syn::Pat) -> Pat {
        match pat {
            syn::Pat::Ident(pat) => Pat::Bind {
                name: self.name(&pat.ident),
                by_ref: pat.by_ref.is_some(),
                mutable: pat.mutability.is_some(),
                sub: pat.subpat.as_ref().map(|(_, sub)| Box::new(self.pat(sub))),
                span: self.span(pat.ident.span()),
            },
            syn::Pat::Tuple(pat) => {
                let (pats, rest) = self.pats(&pat.elems);
                Pat::Tuple(pats, rest)
            }
            syn::Pat::TupleStruct(pat) => {
                let path = self.path_at(pat.qself.as_ref(), &pat.path);
                let (pats, rest) = self.pats(&pat.elems);
                Pat::TupleStruct(path, pats, rest)
            }
            syn::Pat::Struct(pat) => {
                let path = self.path_at(pat.qself.as_ref(), &pat.path);
                let kept = pat.fields.iter().filter(|field| !self.is_off(&field.attrs)).collect::<Vec<_>>();
                let fields = kept
                    .into_iter()
                    .map(|field| (self.member(&field.member), self.pat(&field.pat)))
                    .collect();
                Pat::Struct(path, fields)
            }
            syn::Pat::Path(pat) => Pat::Path(self.path_at(pat.qself.as_ref(), &pat.path)),
            syn::Pat::Reference(pat) => Pat::Ref(Box::new(self.pat(&pat.pat))),
            syn::Pat::Or(pat) => Pat::Or(pat.cases.iter().map(|case| self.pat(case)).collect()),
            syn::Pat::Slice(pat) => Pat::Slice(pat.elems.iter().map(|elem| self.pat(elem)).collect()),
            syn::Pat::Paren(pat) => self.pat(&pat.pat),
            syn::Pat::Type(pat) => self.pat(&pat.pat),
            syn::Pat::Guard(pat) => self.pat(&pat.pat),
            syn::Pat::Lit(_) | syn::Pat::Range(_) | syn::Pat::Const(_) => Pat::Lit,
            syn::Pat::Macro(pat) => self.pat_macro(&pat.mac),
            _ => Pat::Wild,
        }
    }

    /// A parameter's or local's pattern with the type that follows it.
    pub(super) fn typed_pat(&mut self, pat: &syn::Pat) -> (Pat, Option<TypeRef>) {
        match pat {
            syn::Pat::Type(typed) => (self.pat(&typed.pat), Some(self.ty(&typed.ty))),
            other => (self.pat(other), None),
        }
    }

    /// The patterns without the `..` among them, and where that stood.
    fn pats<'p>(&mut self, elems: impl IntoIterator<Item = &'p syn::Pat>) -> (Vec<Pat>, Option<usize>) {
        let mut pats = Vec::new();
        let mut rest = None;
        for elem in elems {
            match elem {
                syn::Pat::Rest(_) => rest = Some(pats.len()),
                elem => pats.push(self.pat(elem)),
            }
        }
        (pats, rest)
    }

    fn pat_macro(&mut self, mac: &syn::Macro) -> Pat {
        struct Multi(syn::Pat);
        impl syn::parse::Parse for Multi {
            fn parse(input: syn::parse::ParseStream<'_>) -> syn::Result<Multi> {
                syn::Pat::parse_multi_with_leading_vert(input).map(Multi)
            }
        }
        let Some(Multi(pat)) = self.expand(mac) else { return Pat::Lit };
        // The expansion of a macro may call it again.
        self.depth += 1;
        let pat = self.pat(&pat);
        self.depth -= 1;
        pat
    }

    /// A pattern's span, for the rare places that need it.
    pub(super) fn pat_span(&self, pat: &syn::Pat) -> crate::text::Span {
        self.span(pat.span())
    }
}
