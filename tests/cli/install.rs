//! How the action gets the programs: `.ci/install` takes the archive of a release, if it is the one that was released.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../.ci/install");

/// A release with archives for this machine, whose `concheck` is a script.
fn release(folder: &Path) {
    let version = folder.join("v9.9.9");
    let names = [
        "x86_64-unknown-linux-musl",
        "aarch64-unknown-linux-musl",
        "x86_64-apple-darwin",
        "aarch64-apple-darwin",
    ];
    let mut sums = String::new();
    for target in names {
        let name = format!("concheck-{target}");
        fs::create_dir_all(version.join(&name)).expect("folder");
        fs::write(version.join(&name).join("concheck"), "#!/bin/sh\necho released\n").expect("file");
        fs::write(version.join(&name).join("cargo-concheck"), "").expect("file");
        let archive = format!("{name}.tar.gz");
        let packed = run(Command::new("tar").args(["-czf", &archive, &name]).current_dir(&version));
        assert!(packed.status.success());
        let sum = run(Command::new("sha256sum").arg(&archive).current_dir(&version));
        sums.push_str(&String::from_utf8_lossy(&sum.stdout));
    }
    fs::write(version.join("SHA256SUMS"), sums).expect("file");
}

fn run(command: &mut Command) -> Output {
    command.output().expect("it starts")
}

fn install(releases: &Path, into: &Path) -> Output {
    let mut command = Command::new("bash");
    command.arg(SCRIPT).arg(into).arg("9.9.9");
    command.env("CONCHECK_RELEASES", format!("file://{}", releases.display()));
    // Without an archive it would build; that is not what is tested.
    command.env("CARGO_HOME", releases.join("nothing")).env("CARGO_NET_OFFLINE", "true");
    run(&mut command)
}

#[test]
fn an_archive_is_installed_if_it_has_the_released_checksum() {
    let folder = tempfile::tempdir().expect("folder");
    let (releases, bin) = (folder.path().join("releases"), folder.path().join("bin"));
    release(&releases);

    let output = install(&releases, &bin);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(fs::read_to_string(bin.join("concheck")).expect("installed").contains("released"));
    assert!(bin.join("cargo-concheck").is_file());

    let other = folder.path().join("other");
    let sums = releases.join("v9.9.9/SHA256SUMS");
    let wrong = fs::read_to_string(&sums).expect("sums").replace(['0', '1', '2', '3'], "f");
    fs::write(&sums, wrong).expect("file");
    let output = install(&releases, &other);
    assert_eq!(output.status.code(), Some(1), "a changed archive is refused");
    assert!(String::from_utf8_lossy(&output.stderr).contains("does not have the checksum of the release"));
    assert!(!other.exists(), "nothing of it is installed");
}
