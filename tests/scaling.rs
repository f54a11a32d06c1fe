//! Nothing costs much more than its length: each construct of `scaling/constructs.rs`, at a size and at four times that size.
//!
//! What is compared is what the analysis allocates, which is the same in each run, and processor time with a wide margin, where
//! the system tells it. The exponents are those of the length of the text: 1 is linear, 2 quadratic. What is too large stands
//! in `scaling/known.txt`, and so does nothing else; it must not get worse. `CONCHECK_UPDATE_KNOWN=1` writes that file;
//! `CONCHECK_CONSTRUCTS=NAME,…` measures only constructs with such names, and prints them.

#[path = "scaling/constructs.rs"]
mod constructs;

#[path = "scaling/counting.rs"]
mod counting;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, mpsc};
use std::thread;
use std::time::Duration;

use concheck_analyzer::analyze;
use concheck_analyzer::config::Config;
use concheck_analyzer::sources::{self, Edition, LoadOptions};
use constructs::Construct;
use counting::Budget;

#[global_allocator]
static ALLOCATOR: counting::Counting = counting::Counting;

/// More than this is no more nearly linear.
const MOST: f64 = 1.5;

/// Time is measured worse: more than this is too much.
const MOST_TIME: f64 = 2.2;

/// What is written into the table may be better by this, so that what is nearly too much is there in each run.
const MARGIN: f64 = 0.2;

/// What stands in the table has to be worse than this.
const GOOD: f64 = 1.2;

/// What stands in the table may be worse by this.
const WORSE: f64 = 0.5;

/// What an analysis may allocate in all and at once.
const BUDGET: Budget = Budget { all: 128 << 20, at_once: 96 << 20 };

/// A size is large enough if it costs as much as this.
const WORK: u64 = 1 << 18;

/// So is one of this length.
const LONG: usize = 16 << 10;

/// And so is one that takes so many seconds.
const SLOW: f64 = 0.02;

/// Who says nothing for so long will not say any more.
const PATIENCE: Duration = Duration::from_secs(30);

/// What an analysis may take in processor seconds, where the system tells: ten times what it should.
const MOST_SECONDS: f64 = 1.0;

/// Names the constructs that a process is to measure.
const WANTED: &str = "CONCHECK_MEASURED";

/// What was measured of a construct.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Growth {
    /// The exponents of allocations and of time, and the size.
    Is { work: f64, time: f64, size: usize },
    /// It has taken all that it was given.
    NoEnd,
    /// It panicked, or the process ended otherwise.
    Broken,
}

impl Growth {
    /// What is wrong, as the table says it; with a margin, also what is nearly wrong.
    fn wrong(self, margin: f64) -> Option<String> {
        match self {
            Growth::NoEnd => Some("no end".to_owned()),
            Growth::Broken => Some("broken".to_owned()),
            Growth::Is { work, .. } if work > MOST - margin => Some(format!("work {work:.1}")),
            Growth::Is { time, .. } if time > MOST_TIME - margin => Some(format!("time {time:.1}")),
            Growth::Is { .. } => None,
        }
    }

    /// Whether what the table says is no longer so.
    fn is_good(self, was: &str) -> bool {
        let timed = was.starts_with("time");
        matches!(self, Growth::Is { work, time, .. } if work < GOOD && (!timed || time < GOOD))
    }

    /// Whether it is more than what the table says. Time is not told by one run.
    fn is_worse(self, was: &str) -> bool {
        let known = was.strip_prefix("work ").and_then(|number| number.parse::<f64>().ok());
        matches!((self, known), (Growth::Is { work, .. }, Some(known)) if work > known + WORSE)
    }
}

#[test]
fn nothing_costs_much_more_than_its_length() {
    let filter = std::env::var("CONCHECK_CONSTRUCTS").ok();
    let is_wanted =
        |name: &str| filter.as_ref().is_none_or(|wanted| wanted.split(',').any(|part| name.contains(part)));
    let names: Vec<&str> =
        constructs::all().iter().map(|construct| construct.name).filter(|name| is_wanted(name)).collect();
    let mut growths = measured(&names);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/scaling/known.txt");
    let known = known(&path);
    let updates = std::env::var_os("CONCHECK_UPDATE_KNOWN").is_some();
    let margin = if updates { MARGIN } else { 0.0 };
    // Time may have been disturbed: only what is odd each time is odd.
    for _ in 0..3 {
        let is_odd = |(name, growth): &(&&str, &Growth)| {
            let was = known.get(**name);
            was.is_none() && growth.wrong(margin).is_some_and(|wrong| wrong.starts_with("time"))
        };
        let odd: Vec<&str> = growths.iter().filter(is_odd).map(|(name, _)| *name).collect();
        growths.extend(measured(&odd));
    }
    if filter.is_some() {
        for (name, growth) in &growths {
            println!("{name}: {growth:?}");
        }
    }
    if updates {
        return update(&path, known, &growths);
    }
    let mut wrong = String::new();
    for (name, growth) in &growths {
        let line = match (growth.wrong(0.0), known.get(*name)) {
            (Some(now), None) => writeln!(wrong, "{name} is too expensive: {now} ({growth:?})"),
            (_, Some(was)) if growth.is_worse(was) => {
                writeln!(wrong, "{name} is worse: {growth:?}, was `{was}`")
            }
            // Whether time has become better is not told by one run.
            (None, Some(was)) if !was.starts_with("time") && growth.is_good(was) => {
                writeln!(wrong, "{name} is good: {growth:?}, was `{was}`")
            }
            _ => Ok(()),
        };
        line.expect("a text can be written");
    }
    assert!(
        wrong.is_empty(),
        "CONCHECK_UPDATE_KNOWN=1 writes what is known to tests/scaling/known.txt\n{wrong}"
    );
    let names: BTreeSet<&str> = names.into_iter().collect();
    let gone: Vec<&String> =
        known.keys().filter(|name| is_wanted(name) && !names.contains(&***name)).collect();
    assert!(gone.is_empty(), "tests/scaling/known.txt names {gone:?}, which do not exist");
}

#[test]
fn constructs_are_what_they_say() {
    let mut names = BTreeSet::new();
    for construct in constructs::all() {
        assert!(names.insert(construct.name), "there are two constructs named `{}`", construct.name);
        let lengths: Vec<usize> = [4, 8].iter().map(|size| length(&construct.files(*size))).collect();
        assert!(lengths[0] < lengths[1], "{} does not grow", construct.name);
    }
    assert!(names.len() > 290, "only {}", names.len());
}

fn length(files: &[(String, String)]) -> usize {
    files.iter().map(|(_, text)| text.len()).sum()
}

/// The table: name and what is wrong.
fn known(path: &Path) -> BTreeMap<String, String> {
    let text = fs::read_to_string(path).expect("tests/scaling/known.txt");
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(": ")).map(|(name, wrong)| (name.into(), wrong.into())).collect()
}

fn update(path: &Path, mut known: BTreeMap<String, String>, growths: &BTreeMap<&'static str, Growth>) {
    for (name, growth) in growths {
        if known.get(*name).is_some_and(|was| growth.is_good(was)) {
            known.remove(*name);
        } else if let Some(wrong) = growth.wrong(MARGIN) {
            known.insert((*name).to_owned(), wrong);
        }
    }
    let mut text =
        "# Constructs that cost more than they should, and by which exponent: see tests/scaling.rs.\n"
            .to_owned();
    for (name, wrong) in known {
        writeln!(text, "{name}: {wrong}").expect("a text can be written");
    }
    fs::write(path, text).expect("tests/scaling/known.txt");
}

/// Measures constructs in processes of their own, since some do not end.
fn measured(names: &[&str]) -> BTreeMap<&'static str, Growth> {
    let all: BTreeMap<&str, &'static str> =
        constructs::all().iter().map(|construct| (construct.name, construct.name)).collect();
    let waiting: Mutex<VecDeque<Vec<&'static str>>> =
        Mutex::new(names.chunks(16).map(|names| names.iter().map(|name| all[name]).collect()).collect());
    let found = Mutex::new(BTreeMap::new());
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let next = waiting.lock().expect("no worker panics").pop_front();
                    let Some(mut names) = next else { break };
                    while !names.is_empty() {
                        let growths = process(&names);
                        let rest = names.split_off(growths.len());
                        found.lock().expect("no worker panics").extend(names.into_iter().zip(growths));
                        names = rest;
                    }
                }
            });
        }
    });
    found.into_inner().expect("no worker panics")
}

/// The growth of some of `names`, in order, up to the first that does not end.
fn process(names: &[&str]) -> Vec<Growth> {
    let program = std::env::current_exe().expect("this program");
    let mut command = Command::new(program);
    command
        .args(["--exact", "measure", "--ignored", "--nocapture", "--test-threads=1"])
        .env(WANTED, names.join(","));
    command
        .env_remove("CONCHECK_CONSTRUCTS")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut child = command.spawn().expect("this program runs");
    let (sender, lines) = mpsc::channel();
    let output = BufReader::new(child.stdout.take().expect("it is piped"));
    let reader =
        thread::spawn(move || output.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
    let mut growths = Vec::new();
    let end = loop {
        match lines.recv_timeout(PATIENCE) {
            // libtest does not end its own line before a test writes.
            Ok(line) => growths.extend(line.split_once("growth ").and_then(|(_, line)| {
                let mut numbers = line.split(' ');
                let [work, time] = [numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?];
                Some(Growth::Is { work, time, size: numbers.next()?.parse().ok()? })
            })),
            Err(mpsc::RecvTimeoutError::Timeout) => {
                child.kill().expect("a process of ours");
                break Some(Growth::NoEnd);
            }
            Err(mpsc::RecvTimeoutError::Disconnected) => break None,
        }
    };
    let status = child.wait().expect("a process of ours");
    reader.join().expect("it only reads").ok();
    if growths.len() < names.len() {
        let spent = status.code() == Some(counting::SPENT);
        growths.push(end.unwrap_or(if spent { Growth::NoEnd } else { Growth::Broken }));
    }
    growths
}

#[test]
#[ignore = "the other half of the test above: a process that it starts"]
fn measure() {
    let Ok(wanted) = std::env::var(WANTED) else { return };
    let all = constructs::all();
    let folder = tempfile::tempdir().expect("a folder");
    // As deep as the stacks of the command line.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).stack_size(1 << 30).build().expect("a thread");
    // Reading what libraries are costs the first that is measured as much as itself.
    pool.install(concheck_analyzer::catalog::shelf::read_all);
    thread::spawn(end_what_is_late);
    for name in wanted.split(',') {
        let construct = all.iter().find(|construct| construct.name == name).expect("it has been listed");
        let path = folder.path().join(name);
        let growth = pool.install(|| growth(construct, &path));
        *DEADLINE.lock().expect("nothing panics with it") = None;
        let Growth::Is { work, time, size } = growth else { continue };
        println!("growth {work} {time} {size}");
        std::io::stdout().flush().expect("standard output");
    }
}

/// Where the time of the thread that analyses can be read, and when it is up.
static DEADLINE: Mutex<Option<(PathBuf, f64)>> = Mutex::new(None);

/// Ends this process when the time of an analysis is up: nothing else would end some of them.
fn end_what_is_late() {
    loop {
        thread::sleep(Duration::from_millis(20));
        if let Some((file, end)) = &*DEADLINE.lock().expect("nothing panics with it")
            && seconds(file) > *end
        {
            counting::end();
        }
    }
}

fn growth(construct: &Construct, folder: &Path) -> Growth {
    let nothing = cost(&[("lib.rs".into(), "fn f() {}\n".into())], None, folder);
    let at = |size| {
        let files = construct.files(size);
        (cost(&files, construct.edition, folder), length(&files))
    };
    // Work that is hardly any, and time below 2 ms, say nothing.
    let work = |cost: Cost| cost.allocated.saturating_sub(nothing.allocated).max(WORK / 8) as f64;
    let time = |cost: Cost| cost.seconds.max(0.002);
    let mut size = 4;
    let (mut small, mut short) = at(size);
    // Where the analysis gives up at some effort, only the step before shows it.
    let mut step = 0.0;
    while small.allocated < nothing.allocated + WORK && short < LONG && small.seconds < SLOW {
        size *= 2;
        let (next, longer) = at(size);
        step = (work(next) / work(small)).log2() / (longer as f64 / short as f64).log2();
        (small, short) = (next, longer);
    }
    let (large, long) = at(size * 4);
    let text = (long as f64 / short as f64).log2();
    Growth::Is {
        work: ((work(large) / work(small)).log2() / text).max(step),
        time: (time(large) / time(small)).log2() / text,
        size,
    }
}

/// What an analysis takes.
#[derive(Clone, Copy, Debug)]
struct Cost {
    allocated: u64,
    seconds: f64,
}

fn cost(files: &[(String, String)], edition: Option<&str>, folder: &Path) -> Cost {
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    let path: PathBuf = if let [(path, _)] = files { folder.join(path) } else { folder.to_path_buf() };
    let edition = edition.map(|edition| match edition {
        "2015" => Edition::E2015,
        "2018" => Edition::E2018,
        _ => panic!("{edition} is no older edition"),
    });
    let options = LoadOptions { edition, ..LoadOptions::from(&Config::default()) };
    // The link leads elsewhere in each thread.
    let clock = fs::canonicalize("/proc/thread-self").unwrap_or_default().join("schedstat");
    let start = (counting::allocated(), seconds(&clock));
    *DEADLINE.lock().expect("nothing panics with it") = Some((clock.clone(), start.1 + MOST_SECONDS));
    counting::set(Some(BUDGET));
    // What is no text is refused, and costs nothing.
    if let Ok(sources) = sources::load(&[path], &options) {
        drop(analyze(&sources, &Config::default()));
    }
    counting::set(None);
    let cost = Cost { allocated: counting::allocated() - start.0, seconds: seconds(&clock) - start.1 };
    fs::remove_dir_all(folder).expect("our folder");
    cost
}

/// The processor time of a thread, where the system tells.
fn seconds(file: &Path) -> f64 {
    let text = fs::read_to_string(file).unwrap_or_default();
    text.split(' ')
        .next()
        .and_then(|word| word.parse::<f64>().ok())
        .map_or(0.0, |nanoseconds| nanoseconds / 1e9)
}
