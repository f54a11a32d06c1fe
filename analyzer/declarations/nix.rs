//! nix: what blocks, and handlers of signals.

pub type Result<T> = std::result::Result<T, Error>;
pub struct Error;

pub mod unistd {
    use super::Result;
    #[concheck::blocking(sleep)]
    pub fn sleep(seconds: u32) -> u32;
    #[concheck::changes(process)]
    pub fn chdir<P>(path: &P) -> Result<()>;
}
pub mod sys {
    pub mod signal {
        use super::super::Result;
        // Its variant `Handler` takes the function that becomes the handler.
        pub struct SigHandler;
        impl SigHandler {
            #[concheck::runs(signal)]
            pub fn Handler(handler: extern "C" fn(i32)) -> SigHandler;
        }
        pub struct SigAction;
        impl SigAction {
            pub fn new(handler: SigHandler, flags: SaFlags, mask: SigSet) -> SigAction;
        }
        pub struct SaFlags;
        pub struct SigSet;
        pub struct Signal;
        pub unsafe fn signal(signal: Signal, handler: SigHandler) -> Result<SigHandler>;
        pub unsafe fn sigaction(signal: Signal, action: &SigAction) -> Result<SigAction>;
    }
}
