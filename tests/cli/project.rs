//! A project made for one test, and the command run in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A file with one `double_lock`: taken on line 9, again on line 10.
pub(crate) const DOUBLE_LOCK: &str = "\
use std::sync::Mutex;

pub(crate) struct Counter {
    value: Mutex<u32>,
}

impl Counter {
    pub fn twice(&self) -> u32 {
        let a = self.value.lock().unwrap();
        let b = self.value.lock().unwrap();
        *a + *b
    }
}
";

/// The same, mended.
pub(crate) const MENDED: &str = "\
use std::sync::Mutex;

pub(crate) struct Counter {
    value: Mutex<u32>,
}

impl Counter {
    pub fn twice(&self) -> u32 {
        let a = *self.value.lock().unwrap();
        let b = *self.value.lock().unwrap();
        a + b
    }
}
";

/// A package in a folder of its own.
pub(crate) struct Project(tempfile::TempDir);

impl Project {
    /// A package whose library is `lib`.
    pub(crate) fn new(lib: &str) -> Project {
        let project = Project(tempfile::tempdir().expect("folder"));
        let manifest = "[package]\nname = \"sample\"\nversion = \"0.1.0\"\nedition = \"2021\"\n";
        project.with("Cargo.toml", manifest).with("src/lib.rs", lib)
    }

    /// With a file more.
    pub(crate) fn with(self, path: &str, text: &str) -> Project {
        let path = self.at(path);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("folder");
        fs::write(path, text).expect("file");
        self
    }

    pub(crate) fn at(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    /// `concheck check` in the project.
    pub(crate) fn check(&self, args: &[&str]) -> Run {
        let args: Vec<&str> = std::iter::once("check").chain(args.iter().copied()).collect();
        concheck(self.0.path(), &args)
    }

    /// `concheck` in the project.
    pub(crate) fn run(&self, args: &[&str]) -> Run {
        concheck(self.0.path(), args)
    }

    /// `git` in the project.
    pub(crate) fn git(&self, args: &[&str]) {
        let status = Command::new("git")
            .args(["-c", "user.name=test", "-c", "user.email=test@localhost", "-c", "commit.gpgsign=false"])
            .args(args)
            .current_dir(self.0.path())
            .status()
            .expect("git runs");
        assert!(status.success(), "{args:?}");
    }

    /// Commits everything.
    pub(crate) fn commit(&self) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "-m", "x"]);
    }

    /// The rules and levels that `concheck check --format json` finds in the project.
    pub(crate) fn found(&self, args: &[&str]) -> Vec<(String, String)> {
        let args: Vec<&str> = ["--format", "json"].iter().chain(args).copied().collect();
        let json = self.check(&args).json();
        let findings = json["findings"].as_array().expect("an array");
        let text = |value: &serde_json::Value| value.as_str().expect("a string").to_owned();
        findings.iter().map(|finding| (text(&finding["rule"]), text(&finding["level"]))).collect()
    }
}

/// What a run left.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// Exit code 2, nothing on standard output, one message, which is returned.
    pub(crate) fn refused(&self) -> &str {
        assert_eq!((self.code, self.stdout.as_str()), (Some(2), ""), "{self:?}");
        assert_eq!(self.stderr.matches("error: ").count(), 1, "{self:?}");
        &self.stderr
    }
}

/// `concheck` in `folder`.
pub(crate) fn concheck(folder: &Path, args: &[&str]) -> Run {
    run(command(env!("CARGO_BIN_EXE_concheck"), folder).args(args))
}

/// A command that nothing in the tests' own surroundings colours.
pub(crate) fn command(program: &str, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder);
    for variable in [
        "NO_COLOR",
        "CLICOLOR",
        "CLICOLOR_FORCE",
        "FORCE_COLOR",
        "CARGO_TERM_COLOR",
        "CONCHECK_CACHE_DIR",
        "RAYON_NUM_THREADS",
        "GITHUB_WORKSPACE",
        "GITHUB_STEP_SUMMARY",
        "CI_PROJECT_DIR",
        "CARGO_TARGET_DIR",
        "CARGO_BUILD_TARGET_DIR",
    ] {
        command.env_remove(variable);
    }
    command
}

pub(crate) fn run(command: &mut Command) -> Run {
    let Output { status, stdout, stderr } = command.output().expect("starts");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Run { code: status.code(), stdout: text(stdout), stderr: text(stderr) }
}
