//! Where results go, in which colours, and how much is said beside them.

use std::fs;
use std::io::Write;
use std::process::Stdio;

use crate::project::{DOUBLE_LOCK, MENDED, Project, command, concheck, run};

const BINARY: &str = env!("CARGO_BIN_EXE_concheck");

#[test]
fn what_was_read_is_not_overwritten() {
    let project = Project::new(DOUBLE_LOCK).with("concheck.toml", "");
    let outside = project.at("elsewhere.rs");
    fs::hard_link(project.at("src/lib.rs"), &outside).expect("link");
    let mut targets = vec!["src/lib.rs", "./src/../src/lib.rs", "Cargo.toml", "concheck.toml"];
    if cfg!(unix) {
        targets.push("elsewhere.rs");
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(project.at("src"), project.at("folder")).expect("link");
        std::os::unix::fs::symlink(project.at("src/lib.rs"), project.at("link.txt")).expect("link");
        targets.extend(["folder/lib.rs", "link.txt"]);
    }
    for target in targets {
        for args in [
            &["check", "-o", target][..],
            &["check", "-o", &format!("json={target}")],
            &["graph", "-o", target],
            &["baseline", "-o", target],
            &["facts", ".", "-o", target],
        ] {
            let run = project.run(args);
            assert!(run.refused().contains("it is one of the files that were read"), "{args:?}: {run:?}");
        }
    }
    assert_eq!(fs::read_to_string(project.at("src/lib.rs")).expect("file"), DOUBLE_LOCK);
    assert_eq!(fs::read_to_string(project.at("concheck.toml")).expect("file"), "");
}

#[test]
fn facts_that_are_linked_are_not_overwritten() {
    let project = Project::new(DOUBLE_LOCK);
    assert_eq!(project.run(&["facts", ".", "-o", "a.facts"]).code, Some(0));
    let facts = fs::read(project.at("a.facts")).expect("file");
    project.run(&["link", "a.facts", "-o", "a.facts"]).refused();
    assert_eq!(fs::read(project.at("a.facts")).expect("file"), facts);
}

#[test]
fn a_dash_is_standard_output() {
    let project = Project::new(DOUBLE_LOCK);
    let json = project.check(&["--format", "json"]);
    for args in [&["--format", "json", "-o", "-"][..], &["-o", "json=-"]] {
        assert_eq!(project.check(args), json, "{args:?}");
    }
    // The common format goes there no more.
    let run = project.check(&["-o", "sarif=-", "-o", "text=x.txt"]);
    assert_eq!(run.json()["version"], "2.1.0");
    assert!(!project.at("-").exists());
    assert_eq!(project.run(&["graph", "-o", "-"]), project.run(&["graph"]));
    assert_eq!(
        project.run(&["baseline", "-o", "-"]).json()["findings"].as_array().expect("entries").len(),
        1
    );
    assert!(
        project
            .check(&["-o", "-", "-o", "json=-"])
            .refused()
            .contains("two outputs write to standard output")
    );
}

/// A shell has opened the file, and knows what else is in it.
#[cfg(unix)]
#[test]
fn the_file_behind_standard_output_is_neither_truncated_nor_replaced() {
    let project = Project::new(DOUBLE_LOCK);
    let concise = project.check(&["--format", "concise"]).stdout;
    let path = project.at("log.txt");
    for target in ["/dev/stdout", "/dev/fd/1", "log.txt"] {
        fs::write(&path, "before\n").expect("file");
        let mut file = fs::OpenOptions::new().append(true).open(&path).expect("file");
        let status = command(BINARY, &project.at(""))
            .args(["check", "--format", "concise", "-o", target])
            .stdout(file.try_clone().expect("a handle"))
            .status();
        assert_eq!(status.expect("starts").code(), Some(1));
        file.write_all(b"after\n").expect("writes");
        let expected = format!("before\n{concise}after\n");
        assert_eq!(fs::read_to_string(&path).expect("file"), expected, "{target}");
    }
}

#[test]
fn colours_are_wished_for_in_order() {
    let project = Project::new(DOUBLE_LOCK);
    let coloured = |args: &[&str], variables: &[(&str, &str)]| {
        let mut command = command(BINARY, &project.at(""));
        let run = run(command.args(args).envs(variables.iter().copied()));
        run.stdout.contains('\u{1b}') || run.stderr.contains('\u{1b}')
    };
    assert!(!coloured(&["check"], &[]));
    assert!(coloured(&["check", "--color", "always"], &[("NO_COLOR", "1")]));
    assert!(coloured(&["--color=always", "check"], &[]));
    assert!(!coloured(&["check", "--color=never"], &[("FORCE_COLOR", "1"), ("CARGO_TERM_COLOR", "always")]));
    assert!(!coloured(&["check", "--color=auto"], &[("CARGO_TERM_COLOR", "always")]));
    for force in ["FORCE_COLOR", "CLICOLOR_FORCE"] {
        assert!(coloured(&["check"], &[(force, "1")]), "{force}");
        assert!(!coloured(&["check"], &[(force, "0")]), "{force}");
        assert!(!coloured(&["check"], &[(force, "1"), ("NO_COLOR", "1")]), "{force}");
        assert!(coloured(&["check"], &[(force, "1"), ("CARGO_TERM_COLOR", "never")]), "{force}");
    }
    assert!(coloured(&["check"], &[("CARGO_TERM_COLOR", "always")]));
    // Errors of usage and help obey as well, and files never have colours.
    assert!(coloured(&["--color", "always", "no-such"], &[]));
    assert!(coloured(&["check", "--help", "--color=always"], &[]));
    assert!(!coloured(&["check", "-q", "--color=always", "-o", "x.txt"], &[]));
    assert!(!fs::read_to_string(project.at("x.txt")).expect("file").contains('\u{1b}'));
    assert!(project.check(&["--color", "blue"]).refused().contains("blue"));
}

#[test]
fn common_options_stand_anywhere() {
    let project = Project::new(DOUBLE_LOCK);
    for command in ["check", "baseline", "graph", "locks", "config", "rules", "man"] {
        for args in [
            &["-q", "-j", "1", "--color", "never", command][..],
            &[command, "--quiet", "--threads=1", "--color=never"],
        ] {
            let run = project.run(args);
            assert_eq!(
                (run.code, run.stderr.as_str()),
                (Some(i32::from(command == "check")), ""),
                "{args:?}"
            );
            fs::remove_file(project.at("concheck-baseline.json")).ok();
        }
        assert_eq!(project.run(&["-q", "-v", command]).code, Some(2));
        assert_eq!(project.run(&["-q", command, "-v"]).code, Some(2));
    }
    for command in ["check", "baseline", "graph", "locks"] {
        let run = project.run(&["-v", command]);
        assert!(run.stderr.contains("base folder: "), "{run:?}");
    }
    assert_eq!(project.run(&["explain", "double_lock", "-q", "-v"]).code, Some(2));
}

#[test]
fn warnings_are_denied_together() {
    let lib =
        "pub fn touch(m: &std::sync::Mutex<u32>) {\n    let _ = m.lock();\n    println!(\"touched\");\n}\n";
    let project = Project::new(lib);
    let level = |level: &str| vec![(String::from("guard_dropped_immediately"), String::from(level))];
    assert_eq!(project.found(&[]), level("warn"));
    assert_eq!(project.found(&["-D", "warnings"]), level("deny"));
    assert_eq!(project.check(&["-D", "warnings"]).code, Some(1));
    // Whatever the order: what would be a warning after all else.
    assert_eq!(project.found(&["-D", "warnings", "-W", "all"]), level("deny"));
    assert_eq!(project.found(&["-D", "warnings", "-A", "guard_dropped_immediately"]), []);
    assert_eq!(project.found(&["-A", "warnings"]), []);
    assert_eq!(project.found(&["-A", "warnings", "-D", "guard_dropped_immediately"]), level("deny"));
    assert_eq!(project.found(&["-D", "warnings", "-W", "warnings"]), level("warn"));
    // What is denied stays so.
    assert_eq!(Project::new(DOUBLE_LOCK).check(&["-A", "warnings"]).code, Some(1));
    // In test code the level is lowered first.
    let test = format!("#[cfg(test)]\nmod t {{\n{}}}\n", DOUBLE_LOCK);
    assert_eq!(Project::new(&test).check(&[]).code, Some(0));
    assert_eq!(Project::new(&test).check(&["-D", "warnings"]).code, Some(1));
    let project = project.with("concheck.toml", "[levels]\nwarnings = \"deny\"\n");
    assert_eq!(project.found(&[]), level("deny"));
    assert_eq!(project.found(&["-W", "warnings"]), level("warn"));
    let config = project.run(&["config"]).stdout;
    assert!(config.lines().any(|line| line.starts_with("warnings") && line.contains("\"deny\"")), "{config}");
    let again = project.with("concheck.toml", &config);
    assert_eq!(again.found(&[]), level("deny"));
}

#[test]
fn standard_input_is_bounded() {
    let project = Project::new(MENDED);
    let mut child = command(BINARY, &project.at(""))
        .args(["check", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let line = " ".repeat(1 << 20);
    // The reader goes away before the end.
    let sent = (0..1024).take_while(|_| stdin.write_all(line.as_bytes()).is_ok()).count();
    drop(stdin);
    let output = child.wait_with_output().expect("ends");
    assert_eq!((output.status.code(), &*output.stdout), (Some(2), &b""[..]));
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(stderr.contains("standard input is longer than 20 MB"), "{stderr}");
    assert!(sent < 64, "{sent}");
}

/// A line of three megabytes with the bug in its middle.
#[test]
fn of_a_very_long_line_an_excerpt_is_shown() {
    let filler = format!("let _x = {:?}; ", "x".repeat(1_500_000));
    let (head, tail) = DOUBLE_LOCK.split_once("        let b").expect("the line");
    let lib = format!("{head}{filler}let b{}", tail.replacen('\n', &format!(" {filler}\n"), 1));
    let project = Project::new(&lib);
    let json = project.check(&["--format", "json"]).json();
    let fingerprint = json["findings"][0]["fingerprint"].as_str().expect("text").to_owned();
    let column = json["findings"][0]["primary"]["column"].as_u64().expect("a number");
    assert!(column > 1_000_000);
    for format in ["text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "rustc", "html"]
    {
        let run = project.check(&["--format", format]);
        let longest = run.stdout.lines().map(str::len).max().unwrap_or(0);
        // SARIF and HTML bring the documentation of rules, a message of cargo is one line.
        assert!(longest < 20_000 && run.stdout.len() < 200_000, "{format}: {longest}");
        if matches!(format, "text" | "rustc" | "html") {
            assert!(run.stdout.contains("self.value.lock().unwrap();") || format == "html", "{format}");
            assert!(run.stdout.contains('…'), "{format}");
        }
    }
    let text = project.check(&[]).stdout;
    assert!(text.contains(&format!("src/lib.rs:10:{column}\n")), "{text}");
    let lines: Vec<&str> = text.lines().collect();
    let at = lines.iter().position(|line| line.contains("let b = ")).expect("the line");
    let marked = lines[at].chars().position(|c| c == '…').expect("a gap");
    assert!(lines[at + 1].chars().position(|c| c == '^').expect("a mark") > marked, "{text}");
    let why = project.run(&["why", &fingerprint]);
    assert!(why.stdout.len() < 20_000 && why.stdout.contains("let b = "), "{}", why.stdout.len());
}

#[test]
fn a_carriage_return_is_no_column() {
    let lib = format!("// concheck: allow(double_lock)\n{MENDED}").replace('\n', "\r\n");
    let project = Project::new(&lib);
    let finding = project.check(&["--format", "json"]).json()["findings"][0].clone();
    assert_eq!(finding["rule"], "unused_allow");
    let length = "// concheck: allow(double_lock)".len() as u64;
    assert_eq!(
        (&finding["primary"]["end_line"], &finding["primary"]["end_column"]),
        (&1.into(), &(length + 1).into())
    );
    let sarif = project.check(&["--format", "sarif"]).json();
    let region = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"];
    assert_eq!(region["endColumn"], length + 1);
    let github = project.check(&["--format", "github"]).stdout;
    assert!(github.contains(&format!(",endColumn={},", length + 1)), "{github}");
}

#[test]
fn a_finding_is_named_by_what_is_printed() {
    let project = Project::new(DOUBLE_LOCK);
    let text = project.check(&[]).stdout;
    let last = text.lines().rev().find(|line| !line.is_empty()).expect("a footer");
    let footer = last.trim_start().trim_start_matches("= ");
    let [why, explain] = footer.split(" · ").collect::<Vec<_>>()[..] else { panic!("{footer}") };
    let args = |line: &str| line.split(' ').skip(1).map(str::to_owned).collect::<Vec<_>>();
    let ran = |line: &str| project.run(&args(line).iter().map(String::as_str).collect::<Vec<_>>());
    let page = ran(why);
    assert!(page.stdout.starts_with("deny[double_lock]: "), "{page:?}");
    assert!(ran(explain).stdout.starts_with("double_lock\n"), "{footer}");
    let short = args(why)[1].clone();
    let concise = project.check(&["--format", "concise"]).stdout;
    assert!(concise.ends_with(&format!(" ({short})\n")), "{concise}");

    for name in [
        "src/lib.rs:10",
        "./src/lib.rs:10:30",
        "src/lib.rs:9",
        &project.at("src/lib.rs").display().to_string(),
    ] {
        let name = if name.contains("lib.rs:") { name.to_owned() } else { format!("{name}:10") };
        assert_eq!(project.run(&["why", &name]), page, "{name}");
    }
    assert_eq!(concheck(&project.at("src"), &["why", "lib.rs:10", ".."]).stdout, page.stdout);
    assert!(project.run(&["why", "src/lib.rs:1"]).refused().contains("no finding at `src/lib.rs:1`"));
    assert!(project.run(&["why", "src/lib.rs:10:2"]).refused().contains("no finding at"));

    // One line, two findings.
    let line = "        let b = self.value.lock().unwrap();";
    let again = format!("{line} drop(b); let c = self.value.lock().unwrap();");
    let twice = DOUBLE_LOCK.replace(line, &again).replace("+ *b", "+ *c");
    let project = Project::new(&twice);
    let run = project.run(&["why", "src/lib.rs:10"]);
    let message = run.refused();
    assert!(message.contains("`src/lib.rs:10` matches 2 findings:"), "{message}");
    assert_eq!(message.matches(": double_lock: `Counter::value` is locked again").count(), 2, "{message}");
    let places: Vec<&str> = message
        .lines()
        .filter_map(|line| line.trim().split(' ').nth(1))
        .filter(|word| word.starts_with("src/"))
        .collect();
    assert_eq!(places.len(), 2, "{message}");
    for place in places {
        assert_eq!(project.run(&["why", place.trim_end_matches(':')]).code, Some(0), "{place}");
    }
}
