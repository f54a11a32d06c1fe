//! os_pipe 1.

#[concheck::pipes(new)]
pub fn pipe() -> std::io::Result<(PipeReader, PipeWriter)>;
#[concheck::resource]
#[concheck::process(reader)]
pub struct PipeReader;
impl PipeReader {
    pub fn try_clone(&self) -> std::io::Result<PipeReader>;
}
impl std::io::Read for PipeReader {}
#[concheck::resource]
#[concheck::process(writer)]
pub struct PipeWriter;
impl PipeWriter {
    pub fn try_clone(&self) -> std::io::Result<PipeWriter>;
}
impl std::io::Write for PipeWriter {}
