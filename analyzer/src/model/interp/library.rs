//! Library types: what their methods return, which closures they run, and what they iterate over.

use crate::model::ty::{AROUND, Args, Inner, OPTION, RESULT, Ty};

/// What a library method gives.
pub(super) struct LibCall {
    /// Its result, unless [`LibCall::from_closure`] says more.
    pub(super) ty: Ty,
    /// Takes the receiver by value: its guards move into the result.
    pub(super) by_value: bool,
    /// The result is (part of) the receiver.
    pub(super) same_place: bool,
    /// The result is an element of the receiver.
    pub(super) element: bool,
    /// Parameter types of the closure arguments.
    pub(super) closure: Vec<Ty>,
    /// Makes the result from the closure's result.
    pub(super) from_closure: Option<fn(Ty) -> Ty>,
}

impl LibCall {
    fn new(ty: Ty) -> LibCall {
        LibCall {
            ty,
            by_value: false,
            same_place: false,
            element: false,
            closure: Vec::new(),
            from_closure: None,
        }
    }

    fn moved(mut self) -> LibCall {
        self.by_value = true;
        self.same_place = true;
        self
    }

    fn same(mut self) -> LibCall {
        self.same_place = true;
        self
    }

    fn element(mut self) -> LibCall {
        self.element = true;
        self
    }

    fn closure(mut self, params: Vec<Ty>) -> LibCall {
        self.closure = params;
        self
    }

    fn then(mut self, make: fn(Ty) -> Ty) -> LibCall {
        self.from_closure = Some(make);
        self
    }
}

/// The method of a library type; `None` where the tables do not know it for this type.
pub(super) fn method(ty: &Ty, name: &str) -> Option<LibCall> {
    match ty {
        Ty::Lib(path, args) => {
            let arg = |index: usize| args.get(index).cloned().unwrap_or(Ty::Unknown);
            match path.as_str() {
                AROUND => match name {
                    "unwrap" | "expect" | "ok" | "unwrap_or_else" | "as_ref" | "as_mut" | "ok_or"
                    | "ok_or_else" | "map_err" | "cloned" | "as_deref" | "context" => {
                        Some(LibCall::new(ty.clone()).moved())
                    }
                    "map" | "and_then" => Some(
                        LibCall::new(Ty::Unknown).moved().closure(vec![arg(0).reference()]).then(|ty| ty),
                    ),
                    _ => None,
                },
                OPTION => option(arg(0), name),
                RESULT => result(arg(0), arg(1), name),
                "std::sync::Weak" | "std::rc::Weak" => match name {
                    "upgrade" => {
                        let strong =
                            if path.as_str() == "std::rc::Weak" { "std::rc::Rc" } else { "std::sync::Arc" };
                        Some(LibCall::new(Ty::option(Ty::lib_of(strong, vec![arg(0)]))).same())
                    }
                    "clone" => Some(LibCall::new(ty.clone()).same()),
                    _ => None,
                },
                "std::sync::Arc" | "std::rc::Rc" | "triomphe::Arc" if name == "clone" => {
                    Some(LibCall::new(ty.clone()).same())
                }
                "std::sync::PoisonError" | "PoisonError" => match name {
                    "into_inner" => Some(LibCall::new(arg(0)).moved()),
                    "get_ref" | "get_mut" => Some(LibCall::new(arg(0).reference()).same()),
                    _ => None,
                },
                "std::sync::OnceLock"
                | "std::cell::OnceCell"
                | "once_cell::sync::OnceCell"
                | "once_cell::unsync::OnceCell"
                | "tokio::sync::OnceCell" => match name {
                    "get" | "get_mut" => Some(LibCall::new(Ty::option(arg(0).reference())).same()),
                    "get_or_init" | "get_mut_or_init" => Some(LibCall::new(arg(0).reference()).same()),
                    "get_or_try_init" => {
                        Some(LibCall::new(Ty::result(arg(0).reference(), Ty::Unknown)).same())
                    }
                    _ => None,
                },
                "std::cell::RefCell" => match name {
                    "get_mut" => Some(LibCall::new(arg(0).reference()).same()),
                    "into_inner" => Some(LibCall::new(arg(0)).moved()),
                    _ => None,
                },
                "std::thread::LocalKey" => match name {
                    "with" | "with_borrow" | "with_borrow_mut" => {
                        Some(LibCall::new(Ty::Unknown).closure(vec![arg(0).reference()]).then(|ty| ty))
                    }
                    _ => None,
                },
                "std::thread::JoinHandle" if name == "join" => {
                    Some(LibCall::new(Ty::result(arg(0), Ty::Unknown)))
                }
                "arc_swap::ArcSwap" | "arc_swap::ArcSwapAny" if matches!(name, "load" | "load_full") => {
                    Some(LibCall::new(Ty::lib_of("std::sync::Arc", vec![arg(0)])).same())
                }
                "dashmap::DashMap" if name == "into_iter" => {
                    Some(LibCall::new(Ty::Tuple(Args::from(vec![arg(0), arg(1)])).iter()))
                }
                "std::collections::Entry" => match name {
                    "or_insert" | "or_default" => Some(LibCall::new(arg(1).reference()).element()),
                    "or_insert_with" | "or_insert_with_key" => {
                        Some(LibCall::new(arg(1).reference()).element())
                    }
                    "and_modify" => Some(LibCall::new(ty.clone()).same().closure(vec![arg(1).reference()])),
                    _ => None,
                },
                _ => collection(ty, name).or_else(|| content(ty, name)),
            }
        }
        Ty::Slice(_) => collection(ty, name),
        Ty::Iter(item) => iterator(item, name),
        Ty::Future(_) => match name {
            "boxed" | "boxed_local" | "fuse" | "instrument" | "in_current_span" | "as_mut"
            | "with_context" | "with_subscriber" | "into_future" | "shared" => {
                Some(LibCall::new(ty.clone()).moved())
            }
            _ => None,
        },
        _ => None,
    }
}

fn option(inner: Ty, name: &str) -> Option<LibCall> {
    let same = Ty::option(inner.clone());
    Some(match name {
        "unwrap" | "expect" | "unwrap_or" | "unwrap_or_default" | "unwrap_unchecked" | "unwrap_or_else"
        | "unwrap_or_log" | "expect_or_log" => LibCall::new(inner).moved(),
        "map" => LibCall::new(Ty::option(Ty::Unknown)).moved().closure(vec![inner]).then(Ty::option),
        "and_then" => LibCall::new(Ty::option(Ty::Unknown)).moved().closure(vec![inner]).then(|ty| ty),
        "map_or" | "map_or_else" => LibCall::new(Ty::Unknown).moved().closure(vec![inner]).then(|ty| ty),
        "ok_or" | "ok_or_else" => LibCall::new(Ty::result(inner, Ty::Unknown)).moved(),
        "as_ref" | "as_mut" | "as_pin_mut" | "as_pin_ref" => {
            LibCall::new(Ty::option(inner.reference())).same()
        }
        "as_deref" | "as_deref_mut" => {
            let target = match inner.peel_pointers().0 {
                Ty::Guard(_, content, _) => (**content).clone(),
                other => other.clone(),
            };
            LibCall::new(Ty::option(target.reference())).same()
        }
        "take" | "replace" => LibCall::new(same).same(),
        "insert" | "get_or_insert" | "get_or_insert_with" => LibCall::new(inner.reference()).same(),
        "cloned" | "copied" => LibCall::new(Ty::option(inner.peel().clone())).moved(),
        "clone" => LibCall::new(same).same(),
        "filter" | "inspect" => LibCall::new(same).moved().closure(vec![inner.reference()]),
        "or" | "or_else" | "xor" => LibCall::new(same).moved(),
        "is_some_and" | "is_none_or" => LibCall::new(Ty::lib("bool")).closure(vec![inner]),
        "is_some" | "is_none" => LibCall::new(Ty::lib("bool")),
        "iter" | "iter_mut" => LibCall::new(inner.reference().iter()).same(),
        "into_iter" => LibCall::new(inner.iter()).moved(),
        "flatten" | "transpose" => LibCall::new(inner).moved(),
        "context" | "with_context" => LibCall::new(Ty::result(inner, Ty::Unknown)).moved(),
        _ => return None,
    })
}

fn result(ok: Ty, err: Ty, name: &str) -> Option<LibCall> {
    let same = Ty::result(ok.clone(), err.clone());
    Some(match name {
        "unwrap" | "expect" | "unwrap_or" | "unwrap_or_default" | "unwrap_unchecked" => {
            LibCall::new(ok).moved()
        }
        "unwrap_or_else" => LibCall::new(ok).moved().closure(vec![err]),
        "ok" => LibCall::new(Ty::option(ok)).moved(),
        "err" | "unwrap_err" => LibCall::new(Ty::option(err)).moved(),
        "map" => LibCall::new(Ty::result(Ty::Unknown, Ty::Unknown))
            .moved()
            .closure(vec![ok])
            .then(|ty| Ty::result(ty, Ty::Unknown)),
        "and_then" => LibCall::new(Ty::Unknown).moved().closure(vec![ok]).then(|ty| ty),
        "map_or" | "map_or_else" => LibCall::new(Ty::Unknown).moved().closure(vec![ok]).then(|ty| ty),
        "map_err" | "or_else" => LibCall::new(Ty::result(ok, Ty::lib("error"))).moved().closure(vec![err]),
        "or" | "inspect_err" | "context" | "with_context" | "wrap_err" | "wrap_err_with" => {
            LibCall::new(same).moved()
        }
        "inspect" => LibCall::new(same).moved().closure(vec![ok.reference()]),
        "as_ref" | "as_mut" => LibCall::new(Ty::result(ok.reference(), err.reference())).same(),
        "as_deref" | "as_deref_mut" => {
            LibCall::new(Ty::result(ok.peel_pointers().0.clone().reference(), err.reference())).same()
        }
        "is_ok" | "is_err" => LibCall::new(Ty::lib("bool")),
        "is_ok_and" | "is_err_and" => LibCall::new(Ty::lib("bool")).closure(vec![ok]),
        "iter" | "iter_mut" => LibCall::new(ok.reference().iter()).same(),
        "into_iter" => LibCall::new(ok.iter()).moved(),
        "clone" => LibCall::new(same).same(),
        "cloned" | "copied" => LibCall::new(Ty::result(ok.peel().clone(), err)).moved(),
        _ => return None,
    })
}

/// The element of a sequence or the value of a map.
pub(super) fn element(ty: &Ty) -> Option<Ty> {
    match ty {
        Ty::Slice(inner) => Some((**inner).clone()),
        Ty::Lib(path, args) => match path.as_str() {
            "std::vec::Vec"
            | "std::collections::VecDeque"
            | "std::collections::HashSet"
            | "std::collections::BTreeSet"
            | "std::collections::BinaryHeap"
            | "std::collections::LinkedList"
            | "arrayvec::ArrayVec"
            | "slab::Slab" => args.first().cloned(),
            "std::collections::HashMap" | "std::collections::BTreeMap" | "slotmap::SlotMap" => {
                args.get(1).cloned()
            }
            _ => None,
        },
        _ => None,
    }
}

fn key(ty: &Ty) -> Option<Ty> {
    match ty {
        Ty::Lib(path, args)
            if matches!(path.as_str(), "std::collections::HashMap" | "std::collections::BTreeMap") =>
        {
            args.first().cloned()
        }
        _ => None,
    }
}

/// What a collection by value iterates over.
pub(super) fn iterated(ty: &Ty) -> Option<Ty> {
    let element = element(ty)?;
    Some(match key(ty) {
        Some(key) => Ty::Tuple(Args::from(vec![key, element])),
        None => element,
    })
}

fn collection(ty: &Ty, name: &str) -> Option<LibCall> {
    let item = element(ty)?;
    let entry = |by_ref: bool| {
        let part = |ty: Ty| if by_ref { ty.reference() } else { ty };
        match key(ty) {
            Some(key) => Ty::Tuple(Args::from(vec![part(key), part(item.clone())])),
            None => part(item.clone()),
        }
    };
    let is_map = key(ty).is_some();
    Some(match name {
        "get" | "get_mut" | "first" | "last" | "first_mut" | "last_mut" | "front" | "back" | "front_mut"
        | "back_mut" | "peek" | "peek_mut" => LibCall::new(Ty::option(item.reference())).element(),
        "get_key_value" | "first_key_value" | "last_key_value" => {
            LibCall::new(Ty::option(entry(true))).element()
        }
        "get_unchecked" | "get_unchecked_mut" => LibCall::new(item.reference()).element(),
        "pop" | "pop_front" | "pop_back" => LibCall::new(Ty::option(item)),
        "pop_first" | "pop_last" => LibCall::new(Ty::option(entry(false))),
        "remove" => LibCall::new(if is_map { Ty::option(item) } else { item }),
        "swap_remove" | "swap_remove_back" => LibCall::new(item),
        "insert" if is_map => LibCall::new(Ty::option(item)),
        "iter" | "iter_mut" | "par_iter" | "par_iter_mut" | "range" | "range_mut" => {
            LibCall::new(entry(true).iter()).same()
        }
        "into_iter" | "drain" | "into_par_iter" => LibCall::new(entry(false).iter()).moved(),
        "values" | "values_mut" => LibCall::new(item.reference().iter()).same(),
        "into_values" => LibCall::new(item.iter()).same(),
        "keys" | "into_keys" => LibCall::new(key(ty).unwrap_or(Ty::Unknown).reference().iter()),
        "chunks" | "windows" | "chunks_mut" | "chunks_exact" => {
            LibCall::new(Ty::Slice(Inner::new(item)).reference().iter()).same()
        }
        "entry" => {
            LibCall::new(Ty::lib_of("std::collections::Entry", vec![key(ty).unwrap_or(Ty::Unknown), item]))
                .same()
        }
        "retain" | "retain_mut" if is_map => LibCall::new(Ty::unit())
            .closure(vec![key(ty).unwrap_or(Ty::Unknown).reference(), item.reference()]),
        "retain" | "retain_mut" | "sort_by_key" | "sort_unstable_by_key" | "dedup_by_key" => {
            LibCall::new(Ty::unit()).closure(vec![item.reference()])
        }
        "sort_by" | "sort_unstable_by" => {
            LibCall::new(Ty::unit()).closure(vec![item.clone().reference(), item.reference()])
        }
        "len" | "is_empty" | "contains" | "contains_key" | "capacity" => LibCall::new(Ty::lib("usize")),
        "push" | "push_back" | "push_front" | "extend" | "clear" | "truncate" | "sort" | "reserve"
        | "append" => LibCall::new(Ty::unit()),
        "clone" | "to_vec" | "to_owned" => LibCall::new(ty.clone()).same(),
        "as_slice" | "as_mut_slice" | "as_ref" | "as_mut" | "make_contiguous" => {
            LibCall::new(ty.clone().reference()).same()
        }
        _ => return None,
    })
}

fn iterator(item: &Ty, name: &str) -> Option<LibCall> {
    let item = item.clone();
    let by_ref = || vec![item.clone().reference()];
    let same = item.clone().iter();
    Some(match name {
        "map" | "then" => LibCall::new(Ty::Unknown.iter()).moved().closure(vec![item]).then(Ty::iter),
        "filter" | "take_while" | "skip_while" | "inspect" => LibCall::new(same).moved().closure(by_ref()),
        "filter_map" | "flat_map" | "map_while" => {
            LibCall::new(Ty::Unknown.iter()).moved().closure(vec![item]).then(|ty| match &ty {
                Ty::Lib(path, args) if matches!(path.as_str(), OPTION | RESULT) => {
                    args.first().cloned().unwrap_or(Ty::Unknown).iter()
                }
                Ty::Iter(_) => ty,
                other => iterated(other).unwrap_or(Ty::Unknown).iter(),
            })
        }
        "flatten" => LibCall::new(iterated(&item).unwrap_or(item.arg(0)).iter()).moved(),
        "for_each" | "try_for_each" => LibCall::new(Ty::unit()).closure(vec![item]),
        "enumerate" => LibCall::new(Ty::Tuple(Args::from(vec![Ty::lib("usize"), item])).iter()).moved(),
        "zip" => LibCall::new(Ty::Tuple(Args::from(vec![item, Ty::Unknown])).iter()).moved(),
        "chain" | "rev" | "skip" | "take" | "step_by" | "peekable" | "fuse" | "by_ref" | "cycle"
        | "into_iter" | "iter" | "clone" => LibCall::new(same).moved(),
        "cloned" | "copied" => LibCall::new(item.peel().clone().iter()).moved(),
        "next" | "next_back" | "last" | "nth" | "min" | "max" | "peek" => {
            LibCall::new(Ty::option(item)).same()
        }
        "find" | "min_by_key" | "max_by_key" | "min_by" | "max_by" | "rfind" => {
            LibCall::new(Ty::option(item.clone()))
                .same()
                .closure(vec![item.clone().reference(), item.reference()])
        }
        "find_map" => LibCall::new(Ty::option(Ty::Unknown)).closure(vec![item]).then(|ty| ty),
        "reduce" => LibCall::new(Ty::option(item.clone())).closure(vec![item.clone(), item]),
        "fold" | "try_fold" => LibCall::new(Ty::Unknown).closure(vec![Ty::Unknown, item]).then(|ty| ty),
        "any" | "all" | "position" => LibCall::new(Ty::lib("bool")).closure(vec![item]),
        "partition" => LibCall::new(Ty::Unknown).closure(by_ref()),
        "collect" => LibCall::new(Ty::lib_of("std::vec::Vec", vec![item])).moved(),
        "count" => LibCall::new(Ty::lib("usize")),
        _ => return None,
    })
}

/// Ways to the content of a lock or cell without taking it.
fn content(ty: &Ty, name: &str) -> Option<LibCall> {
    let Ty::Lib(path, args) = ty else { return None };
    let lock = crate::catalog::lock_type(path.as_str())?;
    let inner = args.get(lock.content).cloned().unwrap_or(Ty::Unknown);
    let std = path.as_str().starts_with("std::sync::");
    Some(match name {
        // A copy has locks of its own.
        "clone" => LibCall::new(ty.clone()),
        "get_mut" if !lock.sharded => {
            let inner = inner.reference();
            LibCall::new(if std { Ty::result(inner, Ty::Unknown) } else { inner }).same()
        }
        "into_inner" => LibCall::new(if std { Ty::result(inner, Ty::Unknown) } else { inner }),
        "is_locked" | "is_poisoned" => LibCall::new(Ty::lib("bool")),
        _ => return None,
    })
}
