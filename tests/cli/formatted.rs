//! Formatting code brings back nothing that the baseline lists.

use std::fs;
use std::process::Command;

use crate::project::{DOUBLE_LOCK, Project};

/// Two findings: one through a call, one in a closure.
const ONE_LINE: &str = "\
use std::sync::{Mutex, RwLock};

pub struct Store {
    items: Mutex<Vec<u32>>,
    names: RwLock<Vec<String>>,
}

impl Store {
    pub fn add(&self, item: u32) {
        let items = self.items.lock().unwrap();
        if let Some(old) = self.replace(item, Some(2), 3) { drop((items, old)); }
    }

    fn replace(&self, _item: u32, _old: Option<u32>, _new: u32) -> Option<u32> {
        self.items.lock().unwrap().pop()
    }

    pub fn rename(&self) {
        let names = self.names.write().unwrap();
        (0..3).for_each(|at| drop(self.names.write().unwrap().remove(at)));
        drop(names);
    }
}
";

/// The same code as a formatter, or a person, might lay it out.
const LAID_OUT: &str = "\
use std::sync::{
    RwLock,
    Mutex,
};

// Everything that
// is for sale.
pub struct Store {
    items: Mutex<Vec<u32>>,
    names: RwLock<Vec<String>>,
}

impl Store {
        pub fn add(&self, item: u32,) {
            // Nobody else may add meanwhile.
            let items = self
                .items
                .lock() // never poisoned
                .unwrap();
            if let Some(old) = self.replace(
                item,
                Some(2,),
                3,
            )
            {
                drop((items, old,));
            }
        }

        fn replace(
            &self,
            _item: u32,
            _old: Option<u32>,
            _new: u32,
        ) -> Option<u32> {
            self.items.lock().unwrap()
                .pop()
        }

        #[inline]
        pub fn rename(&self) {
            let names = self.names.write().unwrap();
            (0..3)
                .for_each(|at| {
                    drop(
                        self.names
                            .write()
                            .unwrap()
                            .remove(at),
                    )
                });
            drop(names);
        }
}
";

#[test]
fn the_baseline_survives_another_layout() {
    let project = Project::new(ONE_LINE);
    assert_eq!(project.found(&[]).len(), 2);
    assert_eq!(project.run(&["baseline"]).code, Some(0));
    let project = project.with("src/lib.rs", LAID_OUT);
    let run = project.check(&[]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""), "{run:?}");
    assert!(run.stderr.starts_with("no findings, 2 in the baseline,"), "{run:?}");

    // Other code in the statement is another finding.
    let project = project.with("src/lib.rs", &ONE_LINE.replace("Some(2)", "Some(4)"));
    assert_eq!(project.check(&["-q"]).code, Some(1));
}

#[test]
fn the_baseline_survives_the_formatter() {
    for config in ["max_width=40,hard_tabs=true", "max_width=60,use_small_heuristics=Off", "max_width=200"] {
        let project = Project::new(ONE_LINE);
        assert_eq!(project.run(&["baseline"]).code, Some(0));
        let file = project.at("src/lib.rs");
        let status =
            Command::new("rustfmt").args(["--edition", "2021", "--config", config]).arg(&file).status();
        assert!(status.expect("rustfmt runs").success());
        assert_ne!(fs::read_to_string(&file).expect("file"), ONE_LINE);
        let run = project.check(&[]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""), "{config}: {run:?}");
        assert!(run.stderr.starts_with("no findings, 2 in the baseline,"), "{config}: {run:?}");
    }
}

#[test]
fn a_baseline_of_an_older_version_is_matched_by_what_people_read() {
    let project = Project::new(DOUBLE_LOCK);
    assert_eq!(project.run(&["baseline"]).code, Some(0));
    let file = project.at("concheck-baseline.json");
    let text = fs::read_to_string(&file).expect("file");
    let fingerprint = text.split('"').rev().nth(1).expect("the last text").to_owned();
    let old = text.replace("\"schema\": 2", "\"schema\": 1").replace(&fingerprint, &"0".repeat(32));
    assert_ne!(old, text);
    fs::write(&file, &old).expect("file");
    let run = project.check(&["-q"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""), "{run:?}");
    assert!(run.stderr.contains("is of an older version"), "{run:?}");
    assert!(run.stderr.contains("run `concheck baseline`"), "{run:?}");
    assert!(!run.stderr.contains("no longer occur"), "{run:?}");
    assert!(project.run(&["baseline", "--lib"]).refused().contains("once without a selection"));

    // As many as it lists, not more.
    let twice = DOUBLE_LOCK
        .replace("        *a + *b\n", "        drop(b);\n        *a + *self.value.lock().unwrap()\n");
    let project = project.with("src/lib.rs", &twice);
    assert_eq!(project.found(&["--no-baseline"]).len(), 2);
    assert_eq!(project.found(&[]).len(), 1);

    let project = project.with("src/lib.rs", DOUBLE_LOCK);
    assert_eq!(project.run(&["baseline"]).code, Some(0));
    assert_eq!(fs::read_to_string(&file).expect("file"), text);
    assert_eq!(project.check(&["-q"]).stderr, "");
}
