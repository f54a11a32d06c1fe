//! `cancel_unsafe`: a future that loses something when it is dropped half-way is dropped half-way.

mod dropped;

use dropped::{After, Dropper, Droppers};

use super::{Family, Rule, executor, places};
use crate::catalog::{self, Does};
use crate::finding::{Confidence, Finding, Level};
use crate::model::chain::Link;
use crate::model::context::Body;
use crate::model::place::{self, Place, Root};
use crate::model::summary::{Lost, Reach};
use crate::model::table::{
    Branch, Change, ChangeStep, Dispatch, Event, EventKind, FnTable, Race, Taken, Takes,
};
use crate::model::{FnId, Model};
use crate::text::Span;

/// The rule.
pub(super) static CANCEL_UNSAFE: Rule = Rule {
    name: "cancel_unsafe",
    family: Family::Async,
    level: Level::Warn,
    preview: false,
    summary: "a future that loses data when dropped midway can be dropped midway",
    docs: include_str!("cancel_unsafe.md"),
    clippy_twins: &[],
    yields_to: &[],
    run,
};

fn run(model: &Model<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let (mut torn, mut taken): (Vec<Torn>, Vec<_>) = (Vec::new(), Vec::new());
    for (index, table) in model.tables.iter().enumerate() {
        let function = FnId(index as u32);
        let reach = Reach { id: function, table, summaries: &model.summaries };
        for race in &table.races {
            let body = Body { function, closure: race.body };
            findings.extend(race.branches.iter().enumerate().filter_map(|(index, branch)| {
                let winner = race.winner(index)?;
                lost_race(model, body, &reach, table, race, branch, winner)
            }));
        }
        for body in Body::polled(function, table) {
            half_done(model, body, table, &mut torn);
            taken.extend(kept_over_an_await(body, table));
        }
    }
    if !(torn.is_empty() && taken.is_empty()) {
        let droppers = Droppers::of(model);
        findings.extend(torn.iter().filter_map(|change| {
            let dropper = droppers.find(change.body, &change.state, After::Anything)?;
            Some(change.finding(model, &dropper))
        }));
        // What is put back afterwards is told as such.
        let told = |body: Body, span| torn.iter().any(|change| change.body == body && change.begin == span);
        findings.extend(taken.iter().filter(|(body, taken, _)| !told(*body, taken.span)).filter_map(
            |(body, taken, over)| {
                let dropper = droppers.find(*body, &taken.place, After::GoingOn)?;
                Some(lost(model, *body, taken, *over, &dropper))
            },
        ));
    }
    findings
}

/// What a body takes out of what outlives it and has not done with at an await: that is there, and the await.
fn kept_over_an_await(body: Body, table: &FnTable) -> impl Iterator<Item = (Body, &Taken, Span)> {
    let taken = table.taken.iter().filter(move |taken| taken.body == body.closure && !taken.own);
    let within = move |at: &Span| {
        body.closure.is_none_or(|closure| table.closures[closure as usize].span.contains(*at))
    };
    taken.filter_map(move |taken| Some((body, taken, taken.over.filter(within)?)))
}

/// What was taken is lost when the future is dropped.
fn lost(model: &Model<'_>, body: Body, taken: &Taken, over: Span, dropper: &Dropper) -> Finding {
    let function = body.function;
    let place = |span, label: &str| places::place(model, Link { function, span }, label);
    let (takes, loses, help) = match taken.how {
        Takes::Message => (
            "receives a message",
            "the message it has received",
            "only receive in what may be dropped and do the work where nobody drops it, such as the handler of the branch, or a task of its own",
        ),
        Takes::Items => (
            "takes this out",
            "what it has taken out",
            "leave it in its place until the work is done, or do the work in a task of its own",
        ),
        Takes::All => (
            "takes all of it out",
            "what it has taken out",
            "leave it in its place until the work is done, or do the work in a task of its own",
        ),
    };
    let primary = place(taken.span, takes);
    let mut steps = vec![executor::entry(model, body)];
    steps.extend([primary.clone(), place(over, "is suspended here and still has it")]);
    steps.extend(dropper.steps(model));
    let message = format!("{} can drop this future during an await: {loses} is lost", dropper.by.subject());
    CANCEL_UNSAFE.finding(primary, message).steps(steps).help(help).in_test(model.defs[function].test)
}

fn lost_race(
    model: &Model<'_>,
    body: Body,
    reach: &Reach<'_>,
    table: &FnTable,
    race: &Race,
    branch: &Branch,
    winner: &Branch,
) -> Option<Finding> {
    let events = body.events(table);
    let polls = branch.polls.start.min(events.len())..branch.polls.end.min(events.len());
    let mut lost: Option<Lost> = None;
    for event in &events[polls] {
        reach.fragile(event, &mut |found| {
            let again = found.place.as_ref().is_some_and(|place| race.is_of_turn(place));
            if lost.is_none() && !again {
                lost = Some(found);
            }
        });
    }
    let Lost { what, chain, .. } = lost?;
    let function = body.function;
    let place = |span, label: &str| places::place(model, Link { function, span }, label);
    let (name, loses) = (what.name, what.loses);
    let (message, label) = if race.timeout {
        (
            format!("the timeout can drop `{name}` midway and the loop continues: it loses {loses}"),
            "drops this future midway when the time is up",
        )
    } else {
        (
            format!(
                "`select!` can drop `{name}` midway when another branch is ready first: it loses {loses}"
            ),
            "drops this future when another branch is ready first",
        )
    };
    let within = chain.first().span.start == branch.span.start;
    let primary = place(branch.span, &places::assumed(label, what.guessed && within && chain.len() == 1));
    let mut related = vec![executor::entry(model, body), primary.clone()];
    for (index, link) in chain.iter().enumerate().skip(usize::from(within)) {
        let label = if index + 1 == chain.len() {
            places::assumed(&format!("loses {loses} when dropped here"), what.guessed)
        } else {
            "awaits this".into()
        };
        related.push(places::place(model, link, &label));
    }
    if !race.timeout {
        related.push(place(winner.span, "continues the loop when this is ready first"));
    }
    let help = format!(
        "{}; or create the future once outside the loop, pin it and poll it by reference, or give it its own task",
        what.instead
    );
    let finding = CANCEL_UNSAFE.finding(primary, message);
    let confidence = finding.confidence.of_a_guess(what.guessed);
    Some(finding.confidence(confidence).steps(related).help(help).in_test(model.defs[function].test))
}

/// Changes of state that an await tears apart.
fn half_done(model: &Model<'_>, body: Body, table: &FnTable, torn: &mut Vec<Torn>) {
    let events = body.events(table);
    let changes: Vec<Option<Change>> = events.iter().map(|event| change(model, event)).collect();
    let mut seen: Vec<Span> = Vec::new();
    for (index, event) in events.iter().enumerate() {
        let Some(first) = &changes[index] else { continue };
        let (second, confidence) = match first.step {
            ChangeStep::Up => (ChangeStep::Down, Confidence::Medium),
            ChangeStep::Claim => (ChangeStep::Reset, Confidence::Medium),
            ChangeStep::Take => (ChangeStep::Put, Confidence::Medium),
            ChangeStep::Set => (ChangeStep::Reset, Confidence::Low),
            ChangeStep::Down | ChangeStep::Reset | ChangeStep::Put => continue,
        };
        if seen.contains(&event.span) || first.own || tells_of_it(model, body, &first.place) {
            continue;
        }
        let completes = |at: &usize| {
            changes[*at].as_ref().is_some_and(|change| {
                change.step == second && change.place.path.must_alias(&first.place.path)
            })
        };
        let pauses = |at: &usize| {
            matches!(events[*at].kind, EventKind::Await)
                && !table.idle.contains(&(event.span, events[*at].span))
        };
        let Some(pause) = (index + 1..events.len()).find(pauses) else { continue };
        // Completed before the await: nothing is torn apart.
        if (index + 1..pause).any(|at| completes(&at)) {
            continue;
        }
        let Some(end) = (pause..events.len()).find(completes) else { continue };
        seen.push(event.span);
        torn.push(Torn {
            body,
            state: first.place.clone(),
            step: first.step,
            begin: event.span,
            pause: events[pause].span,
            end: events[end].span,
            confidence,
        });
    }
}

/// The change that an event is, or that a function makes which it calls: one that counts up or down, and does so once.
fn change(model: &Model<'_>, event: &Event) -> Option<Change> {
    let call = match &event.kind {
        EventKind::Change(change) => return Some(Change::clone(change)),
        EventKind::Call(call) if call.dispatch == Dispatch::Static && !call.drop => call,
        _ => return None,
    };
    let [target] = call.targets.as_slice() else { return None };
    let table = &model.tables[target.index()];
    let mut changes = table.events.iter().filter_map(|event| match &event.kind {
        EventKind::Change(change) => Some(change),
        _ => None,
    });
    let change = changes.next().filter(|_| !table.polled)?;
    let counts = matches!(change.step, ChangeStep::Up | ChangeStep::Down);
    if !counts || changes.next().is_some() {
        return None;
    }
    let argument = |index: u32| call.args.get(index as usize).and_then(|arg| arg.place.clone());
    Some(Change { place: change.place.substitute(&argument), step: change.step, own: false })
}

/// A change that an await splits.
struct Torn {
    body: Body,
    state: Place,
    step: ChangeStep,
    begin: Span,
    pause: Span,
    end: Span,
    confidence: Confidence,
}

impl Torn {
    fn finding(&self, model: &Model<'_>, dropper: &Dropper) -> Finding {
        let function = self.body.function;
        let place = |span, label: &str| places::place(model, Link { function, span }, label);
        let (begins, ends, stays) = match self.step {
            ChangeStep::Up => {
                ("increments the counter", "decrements the counter", "the counter stays too high")
            }
            ChangeStep::Take => ("takes the value out", "puts the value back", "the value is lost"),
            _ => ("sets the flag", "resets the flag", "the flag stays set"),
        };
        let who = dropper.by.subject();
        let primary = place(self.begin, begins);
        let mut steps = vec![executor::entry(model, self.body)];
        steps.extend([primary.clone(), place(self.pause, "is suspended here")]);
        steps.extend(dropper.steps(model));
        steps.push(place(self.end, &format!("{ends}, unless it was dropped")));
        CANCEL_UNSAFE
            .finding(
                primary,
                format!("{who} can drop this future during an await that splits a change of state: {stays}"),
            )
            .confidence(self.confidence)
            .steps(steps)
            .help("undo the change in the `Drop` of a guard, which also runs when the future is dropped")
            .in_test(model.defs[function].test)
    }
}

/// Whether the flag is there to tell that what it stands for was left half-way.
fn tells_of_it(model: &Model<'_>, body: Body, place: &Place) -> bool {
    let field = place.path.steps.iter().rev().find_map(|step| match step {
        place::Step::Field(name) => Some(*name),
        _ => None,
    });
    let param = || match place.path.root {
        Root::Param(index) => model.defs.param_name(body.function, index),
        _ => None,
    };
    let name = field.or_else(param);
    name.is_some_and(|name| catalog::suggests(name.as_str(), Does::TellsOfAnEnd))
}
