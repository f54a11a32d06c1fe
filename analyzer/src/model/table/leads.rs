//! Shared pointers in values that a function makes: a clone of an `Arc` leads to what the original leads to, whatever the
//! field is called that it is kept in.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::model::place::{Path, Place, Root, Step};

/// A shared pointer in a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lead {
    /// Where in the value it is.
    pub at: Vec<Step>,
    /// What it was made of.
    pub to: Place,
}

/// The shared pointers in values that a function makes, by value.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Leads {
    of: BTreeMap<Root, Vec<Lead>>,
}

impl Leads {
    /// Notes what is in a value.
    pub fn add(&mut self, value: Root, leads: Vec<Lead>) {
        if !leads.is_empty() {
            self.of.entry(value).or_default().extend(leads);
        }
    }

    /// What is in that part of a value.
    pub fn within<'l>(&'l self, part: &'l Path) -> impl Iterator<Item = Lead> + 'l {
        let of_value = self.of.get(&part.root).into_iter().flatten();
        of_value.filter_map(|lead| {
            let at = lead.at.strip_prefix(part.steps.as_slice())?;
            Some(Lead { at: at.to_vec(), to: lead.to.clone() })
        })
    }

    /// All values and what is in them.
    pub fn all(&self) -> impl Iterator<Item = (Root, &[Lead])> {
        self.of.iter().map(|(root, leads)| (*root, leads.as_slice()))
    }

    /// What a place is by the name under which the pointer was made that leads to it.
    pub fn follow(&self, place: Place) -> Place {
        let steps = &place.path.steps;
        let leads = self.of.get(&place.path.root).into_iter().flatten();
        let Some(Lead { at, to }) = leads.into_iter().find(|lead| steps.starts_with(&lead.at)) else {
            return place;
        };
        let path = steps[at.len()..].iter().fold(to.path.clone(), |path, step| path.join(*step));
        let (exclusive, shared) = (place.exclusive && to.exclusive, place.shared || to.shared);
        Place { path, exclusive, shared, ..place }
    }

    /// Something else may be at that place from now on, and may have been when it was asked for.
    pub fn forget(&mut self, place: &Path) {
        let is_there = |path: &Path| path.root == place.root && path.steps.starts_with(&place.steps);
        for (root, leads) in &mut self.of {
            leads.retain(|lead| {
                let own = *root == place.root && lead.at.starts_with(&place.steps);
                !own && !is_there(&lead.to.path)
            });
        }
    }
}
