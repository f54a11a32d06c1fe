//! Calls of macros that are not expanded.

use super::frame::Frame;
use super::modes::Modes;
use super::value::Value;
use crate::catalog::{self, Does};
use crate::facts::ir::MacroCall;
use crate::model::ty::Ty;
use crate::text::Span;

impl<'a> Frame<'_, 'a> {
    pub(super) fn macro_call(&mut self, call: &MacroCall, span: Span, expected: &Ty) -> Value {
        let name = call.name.as_str();
        let made = catalog::made_by_macro(name).map(|path| Ty::lib(&catalog::canonical(path)));
        if let Some(made) =
            made.as_ref().filter(|made| made.lib_path().and_then(catalog::lock_type).is_some())
        {
            for arg in &call.args {
                self.eval(arg, &Ty::Unknown);
            }
            return Value::of(made.clone());
        }
        if let [arg] = call.args.as_slice()
            && catalog::suggests(name, Does::Pins)
        {
            let value = self.eval(arg, expected);
            return self.take(value);
        }
        // Format and assertion macros borrow all arguments in one expression; of others nobody knows, and what they make
        // of each is likely a statement of its own.
        let shown = Modes { is_shown: true, ..self.modes };
        let together = is_one_expression(name);
        for arg in &call.args {
            if !together {
                self.open_temps();
            }
            let value = self.within(shown, |frame| frame.eval(arg, &Ty::Unknown));
            if catalog::suggests(name, Does::WritesText) {
                self.copied(&[value], arg.span);
            }
            if !together {
                self.close_temps(&[]);
            }
        }
        if let Some(cond) = call.args.first().filter(|_| catalog::suggests(name, Does::Asserts)) {
            self.facts(cond, true).into_iter().for_each(|fact| self.state.assume(fact));
        }
        if call.diverges {
            self.may_panic(span);
            self.state.reachable = false;
            return Value::of(Ty::Never);
        }
        made.map_or_else(Value::unknown, Value::of)
    }
}

/// Whether a macro of that name makes one expression of its arguments.
pub(super) fn is_one_expression(macro_name: &str) -> bool {
    catalog::suggests(macro_name, Does::Formats) || catalog::suggests(macro_name, Does::Combines)
}
