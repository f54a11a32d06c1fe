//! embassy-executor 0.4 and later.

#![concheck::executor(other)]

// A token stands for a task whose future was made with it.
pub struct SpawnToken<S>;
pub struct SpawnError;
pub struct Spawner;
impl Spawner {
    #[concheck::runs(task)]
    pub fn spawn<S>(&self, token: SpawnToken<S>) -> Result<(), SpawnError>;
    pub fn must_spawn<S>(&self, token: SpawnToken<S>);
}
