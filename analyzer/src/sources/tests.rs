//! Loading, on folders made for the purpose.

use super::*;

struct Tree(tempfile::TempDir);

impl Tree {
    fn new(files: &[(&str, &str)]) -> Tree {
        let tree = Tree(tempfile::tempdir().expect("folder"));
        for (path, text) in files {
            tree.put(path, text.as_bytes());
        }
        tree
    }

    fn put(&self, path: &str, bytes: &[u8]) {
        let path = self.at(path);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("folder");
        fs::write(path, bytes).expect("file");
    }

    fn at(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn load(&self, path: &str) -> SourceSet {
        self.load_with(path, &LoadOptions::default())
    }

    fn load_with(&self, path: &str, options: &LoadOptions) -> SourceSet {
        load(&[self.at(path)], options).expect("loads")
    }

    fn files(&self) -> Vec<String> {
        let mut all: Vec<String> = ignore::WalkBuilder::new(self.0.path())
            .standard_filters(false)
            .build()
            .map(|entry| relative(self.0.path(), entry.expect("entry").path()))
            .collect();
        all.sort();
        all
    }
}

fn paths(set: &SourceSet) -> Vec<&str> {
    set.files.iter().map(|file| file.path.as_str()).collect()
}

fn targets(set: &SourceSet) -> Vec<(TargetKind, &str, &str)> {
    let targets = set.packages.iter().flat_map(|package| &package.targets);
    targets
        .map(|target| (target.kind, target.name.as_str(), set.files[target.root.0 as usize].path.as_str()))
        .collect()
}

fn messages(set: &SourceSet) -> Vec<String> {
    set.problems.iter().map(|problem| format!("{}: {}", problem.path, problem.message)).collect()
}

const WORKSPACE: &[(&str, &str)] = &[
    (
        "Cargo.toml",
        r#"
            [workspace]
            members = ["crates/*", "extra"]
            exclude = ["crates/out"]
            resolver = "2"
            [workspace.package]
            edition = "2024"
            rust-version = "1.85"
            version = "1.0.0"
            [workspace.dependencies]
            renamed = { package = "one-thing", path = "crates/one" }
        "#,
    ),
    (
        "crates/one/Cargo.toml",
        r#"
            [package]
            name = "one-thing"
            version.workspace = true
            edition.workspace = true
            rust-version.workspace = true
            [lib]
            name = "uno"
            path = "code/root.rs"
        "#,
    ),
    ("crates/one/code/root.rs", "mod a;"),
    ("crates/one/code/a.rs", ""),
    (
        "crates/two/Cargo.toml",
        r#"
            [package]
            name = "two"
            version = "0.1.0"
            edition = "2018"
            [dependencies]
            renamed.workspace = true
            [target.'cfg(unix)'.dev-dependencies]
            one-thing = { path = "../one" }
            [[test]]
            name = "suite"
            path = "../../shared/suite.rs"
        "#,
    ),
    ("crates/two/src/lib.rs", ""),
    ("crates/two/src/main.rs", "fn main() {}"),
    ("crates/two/src/bin/tool.rs", "fn main() {}"),
    ("crates/two/src/bin/big/main.rs", "fn main() {}"),
    ("crates/two/build.rs", "fn main() {}"),
    ("crates/two/examples/show.rs", "fn main() {}"),
    ("crates/two/benches/speed.rs", "fn main() {}"),
    ("crates/two/tests/it.rs", ""),
    ("crates/two/tests/common/mod.rs", ""),
    ("shared/suite.rs", ""),
    ("shared/other.rs", ""),
    ("crates/out/Cargo.toml", "[package]\nname = \"out\"\nversion = \"0.1.0\""),
    ("crates/out/src/lib.rs", ""),
    ("extra/Cargo.toml", "[package]\nname = \"extra\"\nversion = \"0.1.0\""),
    ("extra/src/lib.rs", ""),
];

#[test]
fn a_workspace_is_read_with_its_packages() {
    let tree = Tree::new(WORKSPACE);
    let before = tree.files();
    let set = tree.load("");
    assert_eq!(tree.files(), before, "nothing is written");
    assert_eq!(messages(&set), Vec::<String>::new());
    assert_eq!(
        paths(&set),
        [
            "crates/one/code/a.rs",
            "crates/one/code/root.rs",
            "crates/two/benches/speed.rs",
            "crates/two/build.rs",
            "crates/two/examples/show.rs",
            "crates/two/src/bin/big/main.rs",
            "crates/two/src/bin/tool.rs",
            "crates/two/src/lib.rs",
            "crates/two/src/main.rs",
            "crates/two/tests/common/mod.rs",
            "crates/two/tests/it.rs",
            "extra/src/lib.rs",
            "shared/suite.rs",
        ]
    );
    let found: Vec<_> = set
        .packages
        .iter()
        .map(|package| (package.name.as_str(), package.dir.as_str(), package.edition, package.rust_version))
        .collect();
    assert_eq!(
        found,
        [
            ("one-thing", "crates/one", Edition::E2024, Some((1, 85))),
            ("two", "crates/two", Edition::E2018, None),
            ("extra", "extra", Edition::E2015, None),
        ]
    );
    assert_eq!(
        targets(&set),
        [
            (TargetKind::Lib, "uno", "crates/one/code/root.rs"),
            (TargetKind::Lib, "two", "crates/two/src/lib.rs"),
            (TargetKind::Bin, "big", "crates/two/src/bin/big/main.rs"),
            (TargetKind::Bin, "tool", "crates/two/src/bin/tool.rs"),
            (TargetKind::Bin, "two", "crates/two/src/main.rs"),
            (TargetKind::Example, "show", "crates/two/examples/show.rs"),
            (TargetKind::Test, "it", "crates/two/tests/it.rs"),
            (TargetKind::Test, "suite", "shared/suite.rs"),
            (TargetKind::Bench, "speed", "crates/two/benches/speed.rs"),
            (TargetKind::BuildScript, "build_script_build", "crates/two/build.rs"),
            (TargetKind::Lib, "extra", "extra/src/lib.rs"),
        ]
    );
    let dependencies: Vec<_> = set.packages[1]
        .dependencies
        .iter()
        .map(|dependency| (dependency.name.as_str(), dependency.package.as_str()))
        .collect();
    assert_eq!(dependencies, [("uno", "uno"), ("renamed", "uno")]);
    assert_eq!(set.files[12].package, 1);
}

/// cargo itself says the same of the packages.
#[test]
fn manifests_are_read_as_cargo_reads_them() {
    let tree = Tree::new(WORKSPACE);
    let set = tree.load("");
    let mut command = cargo_metadata::MetadataCommand::new();
    command.manifest_path(tree.at("Cargo.toml")).no_deps().other_options(["--offline".to_owned()]);
    let metadata = command.exec().expect("cargo answers");
    let mut known = 0;
    for package in metadata.workspace_packages() {
        let theirs = cargo::draft(package);
        let ours = set.packages.iter().find(|ours| ours.name == theirs.name).expect("the same packages");
        assert_eq!((ours.edition, ours.rust_version), (theirs.edition, theirs.rust_version), "{}", ours.name);
        assert_eq!(ours.dependencies.len(), theirs.dependencies.len(), "{}", ours.name);
        let targets = |target: &Target| (target.kind, target.name);
        let theirs = theirs.targets.iter().filter(|target| target.root.is_file());
        let theirs: Vec<_> = theirs.map(|target| (target.kind, manifest::code_name(&target.name))).collect();
        assert_eq!(ours.targets.iter().map(targets).collect::<Vec<_>>(), theirs, "{}", ours.name);
        known += 1;
    }
    assert_eq!(known, set.packages.len());
}

#[test]
fn one_member_alone() {
    let tree = Tree::new(WORKSPACE);
    let set = tree.load("crates/one");
    assert_eq!(paths(&set), ["code/a.rs", "code/root.rs"]);
    assert_eq!((set.packages[0].dir.as_str(), set.packages[0].edition), ("", Edition::E2024));
    assert_eq!(set.packages[0].rust_version, Some((1, 85)));
    let two = tree.load("crates/two/Cargo.toml");
    assert_eq!(two.packages.len(), 1);
    assert_eq!(two.files[0].path, "../../shared/suite.rs");
    assert!(two.base.ends_with("crates/two"));
}

#[test]
fn several_paths_share_a_base() {
    let tree = Tree::new(WORKSPACE);
    let both =
        [tree.at("extra"), tree.at("crates/one"), tree.at("shared/other.rs"), tree.at("extra/src/lib.rs")];
    let set = load(&both, &LoadOptions::default()).expect("loads");
    assert_eq!(
        paths(&set),
        ["crates/one/code/a.rs", "crates/one/code/root.rs", "extra/src/lib.rs", "shared/other.rs"]
    );
    assert_eq!(set.packages.len(), 3);
    assert!(!set.packages[2].has_manifest);
}

#[test]
fn a_plain_package_needs_no_cargo() {
    let tree = Tree::new(&[
        ("Cargo.toml", "[workspace]\nmembers = []"),
        // As the registry has it: a package that the workspace around it does not know.
        (
            "in/Cargo.toml",
            "[package]\nname = \"in\"\nedition = \"2021\"\nautobins = false\nbuild = false\n\n[lib]\nname = \"in_lib\"",
        ),
        ("in/Cargo.toml.orig", "[package]\nname = \"in\"\nedition.workspace = true"),
        ("in/src/lib.rs", ""),
        ("in/src/main.rs", ""),
        ("in/build.rs", ""),
    ]);
    let set = tree.load("in");
    assert_eq!(messages(&set), Vec::<String>::new());
    assert_eq!(targets(&set), [(TargetKind::Lib, "in_lib", "src/lib.rs")]);
    assert_eq!(paths(&set), ["build.rs", "src/lib.rs", "src/main.rs"]);
}

#[test]
fn a_workspace_that_cargo_refuses_is_read_all_the_same() {
    let tree = Tree::new(WORKSPACE);
    tree.put("extra/Cargo.toml", b"[package]\nname = \"extra\"\nedition = 2021\n\n[dependencies\n");
    let set = tree.load("");
    assert_eq!(set.packages.len(), 3);
    assert_eq!(set.packages[2].edition, Edition::E2021);
    assert_eq!(set.problems.len(), 1, "{:?}", set.problems);
    let broken = &set.problems[0];
    assert_eq!((broken.path.as_str(), broken.at.map(|at| at.line)), ("extra/Cargo.toml", Some(4)));
    assert!(targets(&set).contains(&(TargetKind::Lib, "extra", "extra/src/lib.rs")));
}

#[test]
fn a_broken_manifest_alone() {
    let tree = Tree::new(&[("Cargo.toml", "[package\n"), ("src/lib.rs", ""), ("src/bin/x.rs", "")]);
    let set = tree.load("");
    assert_eq!(set.problems.len(), 1);
    assert_eq!(set.packages[0].edition, Edition::E2021);
    assert_eq!(targets(&set).len(), 2);
    tree.put("Cargo.toml", b"[package]\nname = \"x\"\n[[bin]]\nname = \"gone\"\npath = \"gone.rs\"\n");
    assert_eq!(messages(&tree.load("")), ["Cargo.toml: target `gone`: `gone.rs` does not exist"]);
}

#[test]
fn what_is_not_the_package_is_left_out() {
    let tree = Tree::new(&[
        ("Cargo.toml", "[package]\nname = \"a\"\nedition = \"2021\""),
        ("src/lib.rs", ""),
        ("src/target/mod.rs", ""),
        ("src/gen.rs", ""),
        ("src/deep/skip.rs", ""),
        ("target/debug/out.rs", ""),
        ("build-output/CACHEDIR.TAG", ""),
        ("build-output/x.rs", ""),
        (".hidden/x.rs", ""),
        ("nested/Cargo.toml", "[package]\nname = \"nested\""),
        ("nested/src/lib.rs", ""),
        ("note.txt", ""),
    ]);
    let set = tree.load("");
    assert_eq!(paths(&set), ["src/deep/skip.rs", "src/gen.rs", "src/lib.rs", "src/target/mod.rs"]);
    let exclude = vec!["/src/gen.rs".to_string(), "deep/".to_string()];
    let options = LoadOptions { exclude, ..LoadOptions::default() };
    assert_eq!(paths(&tree.load_with("", &options)), ["src/lib.rs", "src/target/mod.rs"]);
    let named =
        load(&[tree.at("src/deep")], &LoadOptions { exclude_root: Some(tree.at("")), ..options.clone() });
    assert_eq!(paths(&named.expect("loads")), ["skip.rs"], "what is named is not excluded");
    let bad = LoadOptions { exclude: vec!["[".to_string()], ..LoadOptions::default() };
    assert!(matches!(load(&[tree.at("")], &bad), Err(SourceError::Exclude { .. })));
}

#[test]
fn members_can_be_excluded() {
    let tree = Tree::new(WORKSPACE);
    let options = LoadOptions { exclude: vec!["crates".to_string()], ..LoadOptions::default() };
    assert_eq!(paths(&tree.load_with("", &options)), ["extra/src/lib.rs"]);
}

#[test]
fn a_root_outside_of_its_package_can_be_excluded_by_its_folder() {
    let tree = Tree::new(&[
        ("a/Cargo.toml", "[package]\nname = \"a\"\n[[example]]\nname = \"b\"\npath = \"../shared/b.rs\""),
        ("a/src/lib.rs", ""),
        ("shared/b.rs", ""),
    ]);
    let options = LoadOptions { exclude_root: Some(tree.at("")), ..LoadOptions::default() };
    assert_eq!(paths(&tree.load_with("a", &options)), ["../shared/b.rs", "src/lib.rs"]);
    let options = LoadOptions { exclude: vec!["shared/".to_string()], ..options };
    assert_eq!(paths(&tree.load_with("a", &options)), ["src/lib.rs"]);
}

#[test]
fn git_decides_only_in_a_repository_and_not_about_what_is_named() {
    let tree = Tree::new(&[
        (".gitignore", "/corpus/**\nscratch.rs\n"),
        ("corpus/a/Cargo.toml", "[package]\nname = \"a\""),
        ("corpus/a/src/lib.rs", ""),
        ("own/lib.rs", ""),
        ("own/scratch.rs", ""),
    ]);
    assert_eq!(paths(&tree.load("own")), ["lib.rs", "scratch.rs"]);
    fs::create_dir(tree.at(".git")).expect("folder");
    assert_eq!(paths(&tree.load("own")), ["lib.rs"]);
    assert_eq!(paths(&tree.load("corpus/a")), ["src/lib.rs"]);
}

#[cfg(unix)]
#[test]
fn links_are_not_followed_except_to_a_root() {
    use std::os::unix::fs::symlink;
    let tree = Tree::new(&[
        ("a/Cargo.toml", "[package]\nname = \"a\"\nedition = \"2021\""),
        ("a/src/lib.rs", ""),
        ("shared.rs", "fn main() {}"),
    ]);
    symlink(tree.at("a"), tree.at("a/src/around")).expect("link");
    symlink(tree.at("shared.rs"), tree.at("a/src/main.rs")).expect("link");
    let set = tree.load("a");
    assert_eq!(paths(&set), ["../shared.rs", "src/lib.rs"]);
    assert_eq!(targets(&set), [(TargetKind::Lib, "a", "src/lib.rs"), (TargetKind::Bin, "a", "../shared.rs")]);
    symlink(tree.at("a"), tree.at("link")).expect("link");
    assert_eq!(paths(&tree.load("link")), ["../shared.rs", "src/lib.rs"]);
}

#[test]
fn texts_are_decoded_or_reported() {
    let tree = Tree::new(&[("a.rs", "//@ edition: 2024\r\n"), ("main.rs", "\u{feff}fn main() {}\n")]);
    tree.put("bad.rs", b"// \xFF\n");
    tree.put("binary.rs", b"\0\x01");
    tree.put("wide.rs", &[0xFF, 0xFE, b'/', 0, b'/', 0]);
    tree.put("long.rs", &vec![b' '; 20 * 1024 * 1024 + 1]);
    let set = tree.load("");
    assert_eq!(paths(&set), ["a.rs", "bad.rs", "main.rs", "wide.rs"]);
    assert_eq!(&*set.files[0].text, "//@ edition: 2024\r\n");
    assert_eq!(&*set.files[2].text, "\u{feff}fn main() {}\n");
    assert_eq!(&*set.files[3].text, "//");
    let about: Vec<&str> = set.problems.iter().map(|problem| problem.path.as_str()).collect();
    assert_eq!(about, ["bad.rs", "binary.rs", "long.rs", "wide.rs"]);
    assert_eq!(set.problems[0].at, Some(crate::text::Pos { line: 0, column: 3 }));
}

#[test]
fn editors_are_believed() {
    let tree = Tree::new(&[("a.rs", "old")]);
    let overlay = BTreeMap::from([(tree.at("a.rs"), Arc::from("new"))]);
    let set = tree.load_with("", &LoadOptions { overlay, ..LoadOptions::default() });
    assert_eq!(&*set.files[0].text, "new");
}

#[test]
fn a_single_file_says_its_edition() {
    let tree = Tree::new(&[("x/one-two.rs", "//@ edition: 2024\n//@ rust-version: 1.60\nfn main() {}")]);
    let set = tree.load("x/one-two.rs");
    assert_eq!(paths(&set), ["one-two.rs"]);
    let package = &set.packages[0];
    assert_eq!((package.edition, package.rust_version), (Edition::E2024, Some((1, 60))));
    assert_eq!((package.has_manifest, package.dir.as_str()), (false, ""));
    assert_eq!(targets(&set), [(TargetKind::Bin, "one_two", "one-two.rs")]);
    tree.put("x/plain.rs", b"");
    let options = LoadOptions { edition: Some(Edition::E2018), ..LoadOptions::default() };
    assert_eq!(tree.load_with("x/plain.rs", &options).packages[0].edition, Edition::E2018);
    assert_eq!(tree.load("x/plain.rs").packages[0].edition, Edition::E2021);
}

#[test]
fn a_file_of_a_package_has_its_edition() {
    let tree = Tree::new(WORKSPACE);
    tree.put("crates/one/src/b.rs", b"");
    assert_eq!(tree.load("crates/one/src/b.rs").packages[0].edition, Edition::E2024);
    tree.put("crates/one/fixtures/b.rs", b"");
    assert_eq!(tree.load("crates/one/fixtures/b.rs").packages[0].edition, Edition::E2021);
}

#[test]
fn a_bare_folder_may_hold_packages() {
    let tree = Tree::new(&[
        ("a/Cargo.toml", "[package]\nname = \"a\"\nedition = \"2018\""),
        ("a/src/lib.rs", ""),
        ("loose.rs", ""),
    ]);
    let set = tree.load("");
    assert_eq!(paths(&set), ["a/src/lib.rs", "loose.rs"]);
    assert_eq!(set.packages[0].edition, Edition::E2018);
    assert_eq!((set.files[0].package, set.files[1].package), (0, 1));
}

#[test]
fn what_is_not_there_is_an_error() {
    let tree = Tree::new(&[("empty/readme.md", ""), ("bin/x.rs", "\0")]);
    let fails = |path: &str| load(&[tree.at(path)], &LoadOptions::default()).expect_err("nothing to analyse");
    assert!(matches!(fails("none"), SourceError::Missing { .. }));
    assert!(matches!(fails("empty/readme.md"), SourceError::NotRust { .. }));
    assert!(matches!(fails("empty"), SourceError::NoRust { .. }));
    assert!(fails("bin").to_string().ends_with("(x.rs: skipped: not a text file (it has a NUL byte))"));
}

#[test]
fn modules_that_git_ignores_are_read_where_somebody_declares_them() {
    let tree = Tree::new(&[
        ("Cargo.toml", "[package]\nname = \"a\"\nedition = \"2024\""),
        (".git/HEAD", ""),
        (".gitignore", "generated*\nscratch.rs\nout/"),
        ("src/lib.rs", "mod generated;\nmod deep;\n// mod scratch;\n"),
        ("src/generated.rs", "mod generated_too;"),
        ("src/generated/generated_too.rs", ""),
        ("src/generated/scratch.rs", ""),
        ("src/deep.rs", "pub(crate) mod out;"),
        ("src/deep/out/mod.rs", ""),
        ("src/scratch.rs", ""),
    ]);
    let found = [
        "src/deep.rs",
        "src/deep/out/mod.rs",
        "src/generated.rs",
        "src/generated/generated_too.rs",
        "src/lib.rs",
    ];
    assert_eq!(paths(&tree.load("")), found);
    let excluded = LoadOptions { exclude: vec!["generated.rs".into()], ..LoadOptions::default() };
    assert_eq!(paths(&tree.load_with("", &excluded)), ["src/deep.rs", "src/deep/out/mod.rs", "src/lib.rs"]);
}
