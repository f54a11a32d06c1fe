//! lettre 0.10 and 0.11.

pub use self::transport::smtp::SmtpTransport;
pub use self::transport::smtp::AsyncSmtpTransport;
pub use self::transport::{AsyncTransport, Transport};

pub struct Message;

pub mod transport {
    use super::Message;

    // Sends that block are those of `SmtpTransport`.
    pub trait Transport {
        type Ok;
        type Error;
        fn send(&self, message: &Message) -> Result<Self::Ok, Self::Error>;
    }
    pub trait AsyncTransport {
        type Ok;
        type Error;
        async fn send(&self, message: Message) -> Result<Self::Ok, Self::Error>;
    }

    pub mod smtp {
        use super::super::Message;

        pub struct Error;
        pub mod response {
            pub struct Response;
        }
        use self::response::Response;

        pub struct SmtpTransport;
        impl SmtpTransport {
            pub fn relay(relay: &str) -> Result<SmtpTransportBuilder, Error>;
            pub fn starttls_relay(relay: &str) -> Result<SmtpTransportBuilder, Error>;
            pub fn unencrypted_localhost() -> SmtpTransport;
            pub fn builder_dangerous<T>(server: T) -> SmtpTransportBuilder;
            pub fn from_url(connection_url: &str) -> Result<SmtpTransportBuilder, Error>;
            #[concheck::blocking(network)]
            pub fn test_connection(&self) -> Result<bool, Error>;
            #[concheck::blocking(network)]
            pub fn send(&self, message: &Message) -> Result<Response, Error>;
            #[concheck::blocking(network)]
            pub fn send_raw<E>(&self, envelope: &E, email: &[u8]) -> Result<Response, Error>;
        }
        impl Clone for SmtpTransport {
            fn clone(&self) -> Self;
        }
        #[concheck::builder]
        pub struct SmtpTransportBuilder;
        impl SmtpTransportBuilder {
            pub fn build(self) -> SmtpTransport;
        }

        pub struct AsyncSmtpTransport<E>;
        impl<E> AsyncSmtpTransport<E> {
            pub async fn send(&self, message: Message) -> Result<Response, Error>;
            pub async fn test_connection(&self) -> Result<bool, Error>;
        }
    }
}
