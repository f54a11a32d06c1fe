//! The types of all items: signatures, fields, impl headers.

mod bindings;
mod lookup;
mod open;
mod shapes;
mod written;

use super::defs::{Def, Defs, Owner, Trait};
use super::ids::{AdtId, FnId, ImplId, ModId, StaticId, TraitId};
use super::ty::{Args, Inner, OPTION, RESULT, TraitDef, TraitRef, Ty};
use crate::catalog::{self, LockType};
use crate::facts::ir::{Access, Bound, Field, Generics, LockRef, Receiver};
use crate::text::Symbol;
use crate::text::packed::Packed;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::OnceLock;

pub use bindings::{Bindings, unify};
pub use lookup::head;
pub use open::registers;
pub use shapes::{deref_of, element_of, fit, iterated, output_of, result_of, ty_of, variant_of};
pub use written::lib_type;

/// What a method is looked up under: the outermost constructor of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Head {
    /// A type of the sources.
    Adt(AdtId),
    /// A library type.
    Lib(Symbol),
    /// A trait object or opaque type of a trait of the sources.
    Trait(TraitId),
    /// A type parameter: a blanket impl.
    Any,
}

/// A function's types, in terms of its own and its impl's parameters.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Signature {
    /// `self` included.
    pub params: Vec<Ty>,
    /// What it returns; what its future gives, if it is async.
    pub ret: Option<Ty>,
}

/// Where a written type stands.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'s> {
    /// The module.
    pub module: ModId,
    /// `Self`.
    pub self_ty: Option<&'s Ty>,
    /// Generic parameters in scope.
    pub generics: [Option<&'s Generics>; 2],
}

/// The types of all items.
#[derive(Debug)]
pub struct Types<'a> {
    /// The items.
    pub defs: &'a Defs<'a>,
    /// By field, the lock that an annotation says guards it.
    pub guarded: BTreeMap<(AdtId, Symbol), &'a LockRef>,
    /// By trait, the traits of the sources that it extends.
    supers: Vec<Vec<TraitId>>,
    /// By trait, what its methods and those of all that it extends are named.
    inherited: Vec<OnceLock<FxHashMap<Symbol, FnId>>>,
    /// Of variants with many fields, where each is.
    wide: FxHashMap<(AdtId, usize), FxHashMap<Symbol, usize>>,
    /// By type, whether its values may run something when they are dropped.
    dropped: OnceLock<Vec<bool>>,
    lowered: Lowered,
}

impl Deref for Types<'_> {
    type Target = Lowered;

    fn deref(&self) -> &Lowered {
        &self.lowered
    }
}

/// What declarations mean. It names items by their numbers alone, and stays right as long as these do.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Lowered {
    /// Field types by type and variant, in terms of the type's parameters.
    #[serde(skip)]
    pub fields: Vec<Vec<Vec<Ty>>>,
    /// By function.
    #[serde(skip)]
    pub signatures: Vec<Signature>,
    /// By static.
    pub statics: Vec<Ty>,
    /// `Self` of each impl.
    pub impl_self: Vec<Ty>,
    /// Trait of each impl.
    pub impl_trait: Vec<Option<TraitRef>>,
    /// Lock types of the configuration.
    #[serde(skip)]
    pub locks: Vec<LockType>,
    methods: FxHashMap<(Head, Symbol), Vec<FnId>>,
    /// Impls that give an associated type of that name.
    assocs: FxHashMap<(Head, Symbol), Vec<ImplId>>,
    derefs: FxHashMap<Head, Vec<ImplId>>,
    drops: FxHashMap<Head, Vec<FnId>>,
    impls_of: FxHashMap<TraitId, Vec<ImplId>>,
    trait_methods: FxHashMap<Symbol, Vec<FnId>>,
}

/// [`Lowered`] as bytes, except for the lock types of the configuration.
#[derive(Debug, Serialize, Deserialize)]
pub struct PackedLowered {
    fields: Packed,
    signatures: Packed,
    rest: Packed,
}

/// Fields within fields are looked at so deep: types may hold themselves.
const MAX_FIELDS: u32 = 4;

impl Lowered {
    /// Whether a value of the type may refer to something that is elsewhere.
    pub fn may_borrow(&self, ty: &Ty) -> bool {
        self.borrows(ty, 0)
    }

    fn borrows(&self, ty: &Ty, depth: u32) -> bool {
        match ty {
            Ty::Adt(id, args) => {
                let fields = self.fields[id.index()].iter().flatten();
                let mut fields = fields.filter(|field| !matches!(field, Ty::Param(_)));
                args.iter().any(|arg| self.borrows(arg, depth))
                    || depth < MAX_FIELDS && fields.any(|field| self.borrows(field, depth + 1))
            }
            Ty::Lib(_, args) | Ty::Tuple(args) => args.iter().any(|arg| self.borrows(arg, depth)),
            Ty::Slice(inner) => self.borrows(inner, depth),
            Ty::Fn(_) | Ty::FnDef(_) | Ty::Never => false,
            _ => true,
        }
    }

    /// Packs it, if that can be done.
    pub fn pack(&self) -> Option<PackedLowered> {
        Some(PackedLowered {
            fields: Packed::of(&self.fields)?,
            signatures: Packed::of(&self.signatures)?,
            rest: Packed::of(std::slice::from_ref(self))?,
        })
    }
}

impl PackedLowered {
    /// What was packed, with these lock types.
    pub fn unpack(&self, locks: Vec<LockType>) -> Option<Lowered> {
        let rest = self.rest.values::<Lowered>()?.pop()?;
        Some(Lowered { fields: self.fields.values()?, signatures: self.signatures.values()?, locks, ..rest })
    }
}

fn guarded<'a>(defs: &Defs<'a>) -> BTreeMap<(AdtId, Symbol), &'a LockRef> {
    let adts = defs.adts.iter().zip(0u32..);
    let fields = adts.flat_map(|(adt, id)| {
        adt.variants.iter().flat_map(|(_, fields)| fields.iter()).map(move |field| (AdtId(id), field))
    });
    let noted = fields.filter_map(|(id, field)| {
        let lock = field.notes.as_ref()?.guarded_by.as_ref()?;
        Some(((id, field.name), lock))
    });
    noted.collect()
}

fn supers(defs: &Defs<'_>) -> Vec<Vec<TraitId>> {
    let of = |item: &Trait<'_>| {
        let upper = |bound: &Bound| {
            let names: Vec<Symbol> = bound.path.segments.iter().map(|segment| segment.name).collect();
            match defs.resolve(item.module, bound.path.global, &names)? {
                (Def::Trait(upper), _) => Some(upper),
                _ => None,
            }
        };
        item.item.supers.iter().filter_map(upper).collect()
    };
    defs.traits.iter().map(of).collect()
}

/// Of so many fields, one is found as fast by looking at each.
const MANY_FIELDS: usize = 32;

fn wide_fields(defs: &Defs<'_>) -> FxHashMap<(AdtId, usize), FxHashMap<Symbol, usize>> {
    let adts = (0..).map(AdtId).zip(&defs.adts);
    let variants =
        adts.flat_map(|(id, adt)| (0..).zip(&adt.variants).map(move |(at, (_, fields))| (id, at, *fields)));
    let wide = variants.filter(|(_, _, fields)| fields.len() > MANY_FIELDS);
    // Of fields with one name, which a `cfg` chooses from, the first counts.
    let by_name = |fields: &[Field]| (0..fields.len()).rev().map(|at| (fields[at].name, at)).collect();
    wide.map(|(id, at, fields)| ((id, at), by_name(fields))).collect()
}

impl<'a> Types<'a> {
    /// Whether what a function gives can be awaited, as far as that is known.
    pub fn is_awaitable(&self, id: FnId) -> bool {
        self.defs[id].item.is_async
            || match &self.signatures[id.index()].ret {
                None => false,
                Some(Ty::Lib(path, _)) => {
                    !matches!(path.as_str(), RESULT | OPTION) && path.as_str().contains("::")
                }
                Some(Ty::Tuple(_) | Ty::Ref(..) | Ty::Slice(_)) => false,
                Some(_) => true,
            }
    }

    /// Whether a value of the type, as that scope names it, is a future and no more is known of it, as an `impl Future` or a
    /// type parameter that is bounded so.
    pub fn is_some_future(&self, ty: &Ty, scope: Scope<'_>) -> bool {
        let is_future = |bound: &TraitRef| matches!(bound.stands_for(), Some(Ty::Future(_)));
        match ty.peel_pointers().0 {
            Ty::Future(_) => true,
            Ty::Opaque(bounds) => bounds.iter().any(is_future),
            Ty::Param(name) => self.bounds(scope, *name).iter().any(is_future),
            _ => false,
        }
    }

    /// Lowers every signature, field and impl header. Linear in the size of the declarations.
    pub fn build(defs: &'a Defs<'a>, locks: Vec<LockType>) -> Types<'a> {
        let mut types = Types::again(defs, Lowered { locks, ..Lowered::default() });
        types.impl_headers();
        types.lowered.fields = defs
            .adts
            .par_iter()
            .with_min_len(64)
            .enumerate()
            .map(|(index, adt)| {
                let own = Ty::Adt(AdtId(index as u32), params_of(adt.generics));
                let scope =
                    Scope { module: adt.module, self_ty: Some(&own), generics: [Some(adt.generics), None] };
                adt.variants
                    .iter()
                    .map(|(_, fields)| fields.iter().map(|field| types.lower(&field.ty, scope)).collect())
                    .collect()
            })
            .collect();
        types.lowered.statics = defs
            .statics
            .iter()
            .map(|item| {
                let self_ty = types.owner_self(item.owner);
                let scope = Scope { module: item.module, self_ty: self_ty.as_ref(), generics: [None, None] };
                types.lower(&item.item.ty, scope)
            })
            .collect();
        types.lowered.signatures = (0..defs.fns.len())
            .into_par_iter()
            .with_min_len(256)
            .map(|index| types.signature(FnId(index as u32)))
            .collect();
        types
    }

    /// The types of items whose declarations are what they were.
    pub fn again(defs: &'a Defs<'a>, lowered: Lowered) -> Types<'a> {
        let inherited = std::iter::repeat_with(OnceLock::new).take(defs.traits.len()).collect();
        let (guarded, supers) = (guarded(defs), supers(defs));
        let wide = wide_fields(defs);
        Types { defs, guarded, supers, inherited, wide, dropped: OnceLock::new(), lowered }
    }

    /// What is left of it for the next model.
    pub fn into_lowered(self) -> Lowered {
        self.lowered
    }

    /// The lock type that the catalogue or the configuration knows a type as.
    pub fn lock_type(&self, ty: &Ty) -> Option<&LockType> {
        let configured = |path: &str| self.locks.iter().find(|lock| lock.names(path));
        match ty {
            Ty::Lib(path, _) => configured(path.as_str()).or_else(|| catalog::lock_type(path.as_str())),
            Ty::Adt(id, _) if !self.locks.is_empty() => {
                let adt = &self.defs[*id];
                let mut path = vec![adt.name.as_str()];
                let mut module = Some(adt.module);
                while let Some(at) = module {
                    let here = &self.defs[at];
                    path.push(here.name.as_str());
                    module = here.parent;
                }
                path.reverse();
                configured(&path.join("::"))
            }
            _ => None,
        }
    }

    /// The scope of a function's signature and body.
    pub fn fn_scope<'s>(&'s self, id: FnId, self_ty: Option<&'s Ty>) -> Scope<'s> {
        let function = &self.defs[id];
        let outer = match function.owner {
            Owner::Module => None,
            Owner::Impl(owner) => Some(&self.defs[owner].item.generics),
            Owner::Trait(owner) => Some(&self.defs[owner].item.generics),
        };
        Scope { module: function.module, self_ty, generics: [Some(&function.item.generics), outer] }
    }

    /// Whether code outside of the crate can call a function: it is public, and it, or the type that it belongs to, can be
    /// named there.
    pub fn is_callable_outside(&self, id: FnId) -> bool {
        let function = &self.defs[id];
        let named = match self.owner_self(function.owner) {
            Some(Ty::Adt(id, _)) => self.defs.exported(id),
            Some(_) => true,
            None => self.defs.can_be_named(function.module, function.item.name),
        };
        function.item.access == Access::Public && self.defs.in_library(function.module) && named
    }

    /// `Self` of what a function belongs to.
    pub fn owner_self(&self, owner: Owner) -> Option<Ty> {
        match owner {
            Owner::Module => None,
            Owner::Impl(id) => Some(self.impl_self[id.index()].clone()),
            Owner::Trait(id) => {
                let def = TraitDef::Own(id);
                let item = self.defs[id].item;
                let args = params_of(&item.generics);
                Some(Ty::Opaque(vec![TraitRef { def, path: None, args, assoc: Box::default() }].into()))
            }
        }
    }

    /// The type of a field and the index of its variant-0 position; `None` where there is no such field.
    pub fn field(&self, id: AdtId, variant: usize, name: Symbol, args: &Args) -> Option<Ty> {
        let adt = &self.defs[id];
        let (_, fields) = adt.variants.get(variant)?;
        let index = if fields.len() > MANY_FIELDS {
            *self.wide.get(&(id, variant))?.get(&name)?
        } else {
            fields.iter().position(|field| field.name == name)?
        };
        let ty = &self.fields[id.index()][variant][index];
        Some(self.of_adt(ty, id, args))
    }

    /// A field's type with the type's arguments put in.
    pub fn of_adt(&self, ty: &Ty, id: AdtId, args: &Args) -> Ty {
        if !ty.has_params() {
            return ty.clone();
        }
        let generics = self.defs[id].generics;
        let lookup = |name: Symbol| {
            let index = generics.params.iter().position(|param| param.name == name)?;
            args.get(index).cloned()
        };
        self.normalise(ty.substitute(&lookup))
    }

    fn signature(&self, id: FnId) -> Signature {
        let function = &self.defs[id];
        let own = self.owner_self(function.owner);
        let scope = self.fn_scope(id, own.as_ref());
        let mut params = Vec::new();
        let self_ty = || own.clone().unwrap_or(Ty::Unknown);
        match &function.item.receiver {
            None => {}
            Some(Receiver::Value) => params.push(self_ty()),
            Some(Receiver::Ref) => params.push(Ty::Ref(false, Inner::new(self_ty()))),
            Some(Receiver::RefMut) => params.push(Ty::Ref(true, Inner::new(self_ty()))),
            Some(Receiver::Typed(ty)) => params.push(self.lower(ty, scope)),
        }
        params.extend(function.item.params.iter().map(|param| self.lower(&param.ty, scope)));
        let ret = Some(function.item.ret.as_ref().map_or_else(Ty::unit, |ty| self.lower(ty, scope)));
        Signature { params, ret }
    }

    /// The type of a static.
    pub fn static_ty(&self, id: StaticId) -> &Ty {
        &self.statics[id.index()]
    }
}

fn params_of(generics: &Generics) -> Args {
    generics.params.iter().map(|param| Ty::Param(param.name)).collect()
}
