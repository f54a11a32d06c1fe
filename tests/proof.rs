//! Findings and runs together: traces of programs with checked locks, joined to what `concheck` finds in their source,
//! which is this file.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use programs::{Program, command, run_chosen};
use serde_json::Value;

mod programs;

const PROGRAMS: &[(&str, Program)] = &[("all", all), ("deadlock", deadlock)];

/// Not a test by itself: a process of another test runs one program here.
#[test]
fn program() {
    run_chosen(PROGRAMS);
}

/// A pair of locks for each outcome; the name of its type is that of the outcome.
#[concheck::checked]
mod pairs {
    use std::sync::{Barrier, Mutex};
    use std::thread;

    #[derive(Default)]
    struct Confirmed {
        one: Mutex<u8>,
        other: Mutex<u8>,
    }

    impl Confirmed {
        fn forwards(&self) -> u8 {
            let one = self.one.lock().unwrap();
            *one + *self.other.lock().unwrap()
        }

        fn backwards(&self) -> u8 {
            let other = self.other.lock().unwrap();
            *other + *self.one.lock().unwrap()
        }
    }

    /// Only one order is run.
    #[derive(Default)]
    struct Partly {
        one: Mutex<u8>,
        other: Mutex<u8>,
    }

    impl Partly {
        fn forwards(&self) -> u8 {
            let one = self.one.lock().unwrap();
            *one + *self.other.lock().unwrap()
        }

        fn backwards(&self) -> u8 {
            let other = self.other.lock().unwrap();
            *other + *self.one.lock().unwrap()
        }
    }

    /// Neither is run.
    #[derive(Default)]
    struct Unobserved {
        one: Mutex<u8>,
        other: Mutex<u8>,
    }

    impl Unobserved {
        fn forwards(&self) -> u8 {
            let one = self.one.lock().unwrap();
            *one + *self.other.lock().unwrap()
        }

        fn backwards(&self) -> u8 {
            let other = self.other.lock().unwrap();
            *other + *self.one.lock().unwrap()
        }
    }

    /// One thread has ended before the other begins.
    #[derive(Default)]
    struct Excluded {
        one: Mutex<u8>,
        other: Mutex<u8>,
    }

    impl Excluded {
        fn forwards(&self) -> u8 {
            let one = self.one.lock().unwrap();
            *one + *self.other.lock().unwrap()
        }

        fn backwards(&self) -> u8 {
            let other = self.other.lock().unwrap();
            *other + *self.one.lock().unwrap()
        }
    }

    /// A lock of its own keeps the two orders apart, which no caller of the methods has to do.
    #[derive(Default)]
    struct Gated {
        gate: Mutex<()>,
        one: Mutex<u8>,
        other: Mutex<u8>,
    }

    impl Gated {
        fn forwards(&self) -> u8 {
            let one = self.one.lock().unwrap();
            *one + *self.other.lock().unwrap()
        }

        fn backwards(&self) -> u8 {
            let other = self.other.lock().unwrap();
            *other + *self.one.lock().unwrap()
        }

        fn alone(&self, run: fn(&Gated) -> u8) {
            let _gate = self.gate.lock().unwrap();
            run(self);
        }
    }

    /// What the closures lock, only a run shows.
    struct RunOnly {
        one: Mutex<u8>,
        other: Mutex<u8>,
    }

    fn nested(first: &dyn Fn(&mut dyn FnMut()), second: &mut dyn FnMut()) {
        first(second);
    }

    impl RunOnly {
        fn with_one(&self, then: &mut dyn FnMut()) {
            let _one = self.one.lock().unwrap();
            then();
        }

        fn with_other(&self, then: &mut dyn FnMut()) {
            let _other = self.other.lock().unwrap();
            then();
        }
    }

    pub(crate) fn run() {
        let (confirmed, partly, excluded) = (Confirmed::default(), Partly::default(), Excluded::default());
        let gated = Gated::default();
        let only = RunOnly { one: Mutex::new(0), other: Mutex::new(0) };
        // One after the other, so that nothing hangs.
        let turn = Barrier::new(2);
        thread::scope(|scope| {
            scope.spawn(|| {
                confirmed.forwards();
                partly.forwards();
                gated.alone(Gated::forwards);
                nested(&|then| only.with_one(then), &mut || drop(only.other.lock()));
                turn.wait();
            });
            scope.spawn(|| {
                turn.wait();
                confirmed.backwards();
                gated.alone(Gated::backwards);
                nested(&|then| only.with_other(then), &mut || drop(only.one.lock()));
            });
        });
        thread::scope(|scope| {
            scope.spawn(|| excluded.forwards());
        });
        thread::scope(|scope| {
            scope.spawn(|| excluded.backwards());
        });
    }

    pub(crate) fn deadlock() {
        let confirmed = Confirmed::default();
        thread::scope(|scope| {
            let threads = [scope.spawn(|| confirmed.forwards()), scope.spawn(|| confirmed.backwards())];
            threads.into_iter().for_each(|thread| drop(thread.join()));
        });
    }

    pub(crate) fn unobserved() -> u8 {
        let pair = Unobserved::default();
        let partly = Partly::default();
        pair.forwards() + pair.backwards() + partly.backwards()
    }
}

fn all() {
    pairs::run();
}

fn deadlock() {
    pairs::deadlock();
}

#[test]
fn what_is_never_run_alone_compiles() {
    assert_eq!(pairs::unobserved(), 0);
}

/// A folder for one test, with this file in it.
struct Project {
    folder: tempfile::TempDir,
}

impl Project {
    fn new() -> Project {
        let project = Project { folder: tempfile::tempdir().expect("a temporary folder") };
        fs::copy(source(), project.source()).expect("this file can be copied");
        project
    }

    fn source(&self) -> PathBuf {
        self.folder.path().join("proof.rs")
    }

    fn trace(&self) -> PathBuf {
        self.folder.path().join("trace")
    }

    /// Runs a program with a trace.
    fn run(&self, program: &str) {
        let output = command(program).env("CONCHECK_TRACE", self.trace()).output().expect("it runs");
        assert!(output.status.success(), "{}", text(&output.stderr));
    }

    fn concheck(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_concheck"));
        command.args(arguments).current_dir(self.folder.path()).env_remove("CONCHECK_TRACE");
        command.output().expect("concheck runs")
    }

    /// What has become of the inversion of each type: the rule's findings, by the type that `item` names.
    fn outcomes(&self) -> BTreeMap<String, String> {
        let output = self.concheck(&["check", "proof.rs", "--trace", "trace", "--format", "json"]);
        let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let findings = report["findings"].as_array().expect("findings").iter();
        let inversions = findings.filter(|finding| finding["rule"] == "lock_order_inversion");
        let outcome = |finding: &Value| {
            let lock = finding["locks"][0].as_str().expect("a lock");
            let ty = lock.split("::").next().expect("a type").to_string();
            (ty, finding["confirmation"].as_str().expect("a confirmation").to_string())
        };
        inversions.map(outcome).collect()
    }
}

fn source() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/proof.rs"))
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn expected() -> BTreeMap<String, String> {
    let outcomes = [
        ("Confirmed", "confirmed"),
        ("Excluded", "partly_observed"),
        ("Gated", "refuted"),
        ("Partly", "partly_observed"),
        ("RunOnly", "confirmed"),
        ("Unobserved", "unobserved"),
    ];
    outcomes.map(|(ty, outcome)| (ty.to_string(), outcome.to_string())).into()
}

#[test]
fn a_run_tells_what_it_saw_of_each_finding() {
    let project = Project::new();
    project.run("all");
    assert_eq!(project.outcomes(), expected());
}

#[test]
fn so_it_does_where_lines_have_moved() {
    let project = Project::new();
    project.run("all");
    let moved =
        format!("\n\n// Lines that were not there.\n{}", fs::read_to_string(source()).expect("this file"));
    fs::write(project.source(), moved).expect("it can be written");
    assert_eq!(project.outcomes(), expected());
}

#[test]
fn a_torn_last_line_costs_no_more_than_itself() {
    let project = Project::new();
    project.run("all");
    for entry in fs::read_dir(project.trace()).expect("the traces") {
        let path = entry.expect("an entry").path();
        let whole = fs::read_to_string(&path).expect("a trace");
        fs::write(&path, format!("{whole}{{\"edge\":{{\"held\":{{\"at\":\"tes")).expect("it can be written");
    }
    assert_eq!(project.outcomes(), expected());
}

#[test]
fn confirm_counts_the_outcomes() {
    let project = Project::new();
    project.run("all");
    let output = project.concheck(&["confirm", "--path", "proof.rs", "trace"]);
    let (shown, said) = (text(&output.stdout), text(&output.stderr));
    assert!(shown.contains("excluded in these runs: all orders occurred, but one thread ended"), "{shown}");
    assert!(said.contains("2 confirmed, 2 partly observed, 1 unobserved, 1 refuted"), "{said}");
    assert_eq!(output.status.code(), Some(1), "{said}");
}

#[test]
fn without_a_trace_nothing_is_joined() {
    let project = Project::new();
    let output = project.concheck(&["confirm", "--path", "proof.rs", "nowhere"]);
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(2), String::new()));
    assert!(text(&output.stderr).starts_with("error: "), "{}", text(&output.stderr));
}

#[test]
#[cfg(unix)]
fn threads_are_steered_into_the_deadlock() {
    let project = Project::new();
    let program = command("deadlock");
    let (key, value) = program
        .get_envs()
        .find_map(|(key, value)| Some((key.to_str()?, value?.to_str()?)))
        .expect("the variable that chooses");
    let executable = std::env::current_exe().expect("this program");
    let run = format!("{key}={value} '{}' --exact program --nocapture", executable.display());
    let output = project.concheck(&["confirm", "--path", "proof.rs", "--run", &run]);
    let (shown, said) = (text(&output.stdout), text(&output.stderr));
    assert!(shown.contains("confirmed: a run was steered into this deadlock"), "{shown}{said}");
    assert_eq!(output.status.code(), Some(1), "{said}");
}
