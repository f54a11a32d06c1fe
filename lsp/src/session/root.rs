//! One folder: its configuration, sources and facts, kept from one analysis to the next.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use concheck_analyzer::Analyzer;
use concheck_analyzer::catalog;
use concheck_analyzer::config::{Config, ConfigError};
use concheck_analyzer::locks::Map;
use concheck_analyzer::model::Model;
use concheck_analyzer::model::moved::Moves;
use concheck_analyzer::rules::RULES;
use concheck_analyzer::sources::{self, LoadOptions, SourceSet};
use concheck_analyzer::suppress::{self, Fate, Levels};
use concheck_analyzer::text::{FileId, Pos, Problem, clean};
use rustc_hash::FxHashMap;

use super::mend::Mender;
use super::snapshot::{Note, RootView, Shown};
use super::{Buffer, Locks, Settings, Severity};

/// One folder.
pub(super) struct Root {
    path: PathBuf,
    /// As read.
    own: Config,
    /// With what settings and packages add.
    config: Config,
    levels: Levels,
    note: Option<Note>,
    sources: Arc<SourceSet>,
    files: Arc<FxHashMap<PathBuf, FileId>>,
    analyzer: Analyzer,
    menders: FxHashMap<FileId, Mender>,
    /// What was found last; `None` where configuration or packages have changed since.
    last: Option<Judgement>,
    /// The sources are to be read from disk again.
    stale: bool,
    /// The next judgement is to have a map.
    drawn: bool,
    /// What was said about the sources; it is said once.
    said: Vec<Problem>,
}

impl Root {
    /// A folder that nothing is known of yet.
    pub(super) fn new(path: PathBuf) -> Root {
        let config = Config::default();
        let levels = default_levels();
        Root {
            path,
            own: Config::default(),
            config,
            levels,
            note: None,
            sources: Arc::default(),
            files: Arc::default(),
            analyzer: Analyzer::default(),
            menders: FxHashMap::default(),
            last: None,
            stale: true,
            drawn: false,
            said: Vec::new(),
        }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether everything is to be read from disk before the next analysis.
    pub(super) fn is_stale(&self) -> bool {
        self.stale
    }

    /// Everything is to be read from disk again.
    pub(super) fn forget_sources(&mut self) {
        self.stale = true;
    }

    /// Whether a change of that file on disk may matter.
    pub(super) fn concerns(&self, path: &Path) -> bool {
        path.starts_with(&self.path) || self.path.starts_with(path) || self.files.contains_key(path)
    }

    /// The next judgement is to have a map of the locks, if the last one has none.
    pub(super) fn draw(&mut self) {
        self.drawn = true;
    }

    /// The text of an open file has changed. Returns whether it belongs to this folder.
    pub(super) fn set_text(&mut self, path: &Path, text: &Arc<str>) -> bool {
        if self.stale {
            return self.concerns(path);
        }
        if let Some(file) = self.files.get(path) {
            Arc::make_mut(&mut self.sources).files[file.0 as usize].text = Arc::clone(text);
            return true;
        }
        // A file that was not there when the sources were read.
        let new =
            path.starts_with(&self.path) && path.extension().is_some_and(|ext| ext == "rs") && path.is_file();
        self.stale |= new;
        new
    }

    /// Reads configuration and sources. What cannot be read goes to `log`; what was there before stays.
    pub(super) fn load(
        &mut self,
        settings: &Settings,
        open: &BTreeMap<PathBuf, Buffer>,
        log: &mut dyn FnMut(Severity, String),
    ) {
        self.stale = false;
        self.last = None;
        self.configure(settings, log);
        let overlay = open.iter().map(|(path, buffer)| (path.clone(), Arc::clone(&buffer.text))).collect();
        let options = LoadOptions { overlay, ..LoadOptions::from(&self.config) };
        let loaded = match sources::load(std::slice::from_ref(&self.path), &options) {
            Ok(loaded) => loaded,
            Err(error) => {
                log(Severity::Warning, error.to_string());
                SourceSet { base: self.path.clone(), ..SourceSet::default() }
            }
        };
        for problem in &loaded.problems {
            if !self.said.contains(problem) {
                log(Severity::Warning, line(problem));
            }
        }
        self.said.clone_from(&loaded.problems);
        let files = (0u32..).zip(&loaded.files).map(|(id, file)| (loaded.base.join(&file.path), FileId(id)));
        let files: FxHashMap<PathBuf, FileId> = files.collect();
        let menders = std::mem::take(&mut self.menders);
        self.menders = menders
            .into_iter()
            .filter_map(|(file, mender)| {
                let path = self.sources.base.join(&self.sources.files.get(file.0 as usize)?.path);
                Some((*files.get(&path)?, mender))
            })
            .collect();
        self.files = Arc::new(files);
        self.sources = Arc::new(loaded);
        self.add_packages(log);
        self.level(settings, log);
    }

    /// Adds what packages configure for themselves. A broken one is left out.
    fn add_packages(&mut self, log: &mut dyn FnMut(Severity, String)) {
        let sources = Arc::clone(&self.sources);
        let own = sources.packages.iter().filter(|package| package.has_manifest);
        let folders = own.map(|package| (package.name.as_str(), sources.base.join(&package.dir)));
        if let Err(error) = self.config.add_packages(folders) {
            log(Severity::Error, error.to_string());
        }
        let root = self.config.folder(&sources.base);
        match self.config.add_nested(&sources.folders(&root), &root) {
            Ok(notes) => notes.into_iter().for_each(|note| log(Severity::Warning, note)),
            Err(error) => log(Severity::Error, error.to_string()),
        }
    }

    /// Reads the configuration. A broken one is noted, and the last good one stays in force.
    fn configure(&mut self, settings: &Settings, log: &mut dyn FnMut(Severity, String)) {
        let base = if self.path.is_file() { self.path.parent().unwrap_or(&self.path) } else { &self.path };
        // A path in the settings speaks of the folder, wherever the server was started.
        let named = settings.config.as_ref().map(|path| base.join(path));
        let loaded = Config::load(base, named.as_deref())
            .and_then(|config| config.validate(&suppress::names(RULES)).map(|()| config))
            .and_then(|config| catalog::check(&config.declarations).map(|()| config));
        self.note = None;
        match loaded {
            Ok(config) => self.own = config,
            Err(error) => {
                log(Severity::Error, error.to_string());
                if let ConfigError::Invalid { path, at, message } = error {
                    let path =
                        if path.is_absolute() { path } else { std::path::absolute(&path).unwrap_or(path) };
                    self.note = Some(Note { path, at, message });
                }
            }
        }
        self.config = with_settings(self.own.clone(), settings);
    }

    /// Puts the settings on top of the configuration.
    fn level(&mut self, settings: &Settings, log: &mut dyn FnMut(Severity, String)) {
        let levels = Levels::new(RULES, &self.config, &settings.levels, settings.confidence);
        let levels = levels.and_then(|mut levels| {
            levels.override_for(&self.config, &self.sources)?;
            Ok(levels)
        });
        match levels {
            Ok(levels) => self.levels = levels,
            Err(error) => log(Severity::Error, format!("settings: {error}")),
        }
    }

    /// Reads what has changed. Half-typed items keep their last good text meanwhile.
    pub(super) fn read(&mut self, open: &BTreeMap<PathBuf, Buffer>) {
        self.mend_broken(open);
        let read = self.analyzer.read(&self.sources);
        let mut mended = Vec::new();
        // What nobody edits need not be mended.
        for (path, buffer) in open {
            let Some(file) = self.files.get(path).copied() else { continue };
            let mender = self.menders.entry(file).or_default();
            if mender.has_seen(&buffer.text) {
                continue;
            }
            // A file that was just opened may be read already: its text is the first good one.
            let is_read = read.binary_search(&file).is_ok() || !mender.is_broken();
            let problems = self.analyzer.files()[file.0 as usize].problems.iter();
            let problems: Vec<Pos> = problems.filter(|_| is_read).filter_map(|problem| problem.at).collect();
            if let Some(text) = mender.mend(&buffer.text, &problems) {
                mended.push((file, text));
            }
        }
        if mended.is_empty() {
            return;
        }
        self.put(mended);
        self.analyzer.read(&self.sources);
    }

    /// Mends the files that were broken before. Most of them still are, and what they are mended to is mostly what was
    /// read already: then looking at their syntax is all that a key costs.
    fn mend_broken(&mut self, open: &BTreeMap<PathBuf, Buffer>) {
        let mut mended = Vec::new();
        for (path, buffer) in open {
            let Some(file) = self.files.get(path) else { continue };
            let Some(mender) = self.menders.get_mut(file) else { continue };
            if !mender.is_broken() || mender.has_seen(&buffer.text) {
                continue;
            }
            let problems = mender.problems(&buffer.text);
            if problems.is_empty() {
                continue;
            }
            if let Some(text) = mender.mend(&buffer.text, &problems) {
                mended.push((*file, text));
            }
        }
        if !mended.is_empty() {
            self.put(mended);
        }
    }

    fn put(&mut self, texts: Vec<(FileId, String)>) {
        let sources = Arc::make_mut(&mut self.sources);
        for (file, text) in texts {
            sources.files[file.0 as usize].text = Arc::from(text);
        }
    }

    /// Builds the model and judges it, unless nothing that matters has changed.
    pub(super) fn judge(&mut self, open: &BTreeMap<PathBuf, Buffer>) -> RootView {
        let drawn = self.drawn;
        let judgement = match self.last.take() {
            Some(last) if !self.analyzer.has_changed() && (last.map.is_some() || !drawn) => last,
            last => self.judge_again(drawn, last.map(|last| last.locks)),
        };
        self.last = Some(judgement.clone());
        self.drawn = false;
        let open = open.iter().filter_map(|(path, buffer)| {
            Some((*self.files.get(path)?, (Arc::clone(&buffer.text), buffer.version)))
        });
        RootView {
            path: self.path.clone(),
            sources: Arc::clone(&self.sources),
            findings: judgement.findings,
            locks: judgement.locks,
            map: judgement.map,
            note: self.note.clone(),
            files: Arc::clone(&self.files),
            open: open.collect(),
            by_file: judgement.by_file,
        }
    }

    /// Judges what has changed. `locks` are those of the last judgement.
    fn judge_again(&mut self, drawn: bool, locks: Option<Arc<Locks>>) -> Judgement {
        // A map has to be drawn from a model.
        let carry = |moves: &Moves| Some((locks.filter(|_| !drawn)?.moved(moves)?, None));
        let look = |model: &Model<'_>| (Locks::of(model), drawn.then(|| Map::of(model, &self.sources)));
        let (mut findings, (locks, map)) = self.analyzer.judge(&self.sources, &self.config, carry, look);
        findings.iter_mut().for_each(|finding| finding.texts(&mut clean::tidy));
        let judged = suppress::judge(findings, self.analyzer.files(), &self.levels);
        let findings: Vec<Shown> = judged
            .into_iter()
            .filter(|judged| judged.fate == Fate::Shown)
            .map(|judged| Shown { finding: judged.finding, level: judged.level })
            .collect();
        let mut by_file: FxHashMap<FileId, Range<usize>> = FxHashMap::default();
        for (index, shown) in findings.iter().enumerate() {
            let range = by_file.entry(shown.finding.primary.location.file).or_insert(index..index);
            range.end = index + 1;
        }
        Judgement {
            findings: Arc::new(findings),
            locks: Arc::new(locks),
            map: map.map(Arc::new),
            by_file: Arc::new(by_file),
        }
    }
}

/// What was found.
#[derive(Clone)]
struct Judgement {
    findings: Arc<Vec<Shown>>,
    locks: Arc<Locks>,
    map: Option<Arc<Map>>,
    by_file: Arc<FxHashMap<FileId, Range<usize>>>,
}

/// A configuration with what the settings say, which comes last.
fn with_settings(mut config: Config, settings: &Settings) -> Config {
    config.test_code = settings.test_code.or(config.test_code);
    // What cannot be read was said when the settings came.
    if let Ok(more) = Config::parse(Path::new("settings"), &settings.extra) {
        config.exclude.extend(more.exclude);
        config.locks.extend(more.locks);
        config.declarations.extend(more.declarations);
        config.overrides.extend(more.overrides);
        config.preview |= more.preview;
    }
    config
}

fn default_levels() -> Levels {
    // Without names there is none that could be wrong.
    match Levels::new(RULES, &Config::default(), &[], None) {
        Ok(levels) => levels,
        Err(error) => unreachable!("{error}"),
    }
}

fn line(problem: &Problem) -> String {
    match problem.at {
        Some(at) => format!("{}:{}:{}: {}", problem.path, at.line + 1, at.column + 1, problem.message),
        None => format!("{}: {}", problem.path, problem.message),
    }
}
