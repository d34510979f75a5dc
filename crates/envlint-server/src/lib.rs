//! The language server of envlint: a thin layer over [`ProjectSession`](envlint_project::ProjectSession).
//!
//! Invariant: this crate knows nothing about VS Code or about rules. It converts between the protocol and the questions that the
//! other crates answer.
//!
//! The server has one thread that works, and one that reads messages. Changes of texts only mark texts as new; the project sees them
//! when a request needs an answer or no message is waiting, so several changes in a row cost as much as one.

mod actions;
mod buffers;
mod capabilities;
mod diagnostics;
mod dispatch;
mod explain;
mod positions;
mod questions;
mod server;
#[cfg(test)]
mod tests;
mod transport;
mod uri;

use std::io;
use std::sync::Arc;

use envlint_project::Disk;

pub use explain::{Explain, Explanation};
use server::{Phase, Server};

/// Runs the server on standard input and standard output until the client ends it. Returns `true` if the client did so in the way
/// that the protocol asks for: a request to shut down, then the notification to exit. `explain` has the words for environments.
///
/// # Errors
/// Standard output is closed, or standard input does not contain messages of the protocol.
pub fn run(explain: &dyn Explain) -> io::Result<bool> {
    let (inbox, reader) = transport::read_stdin();
    let mut output = transport::MessageWriter::stdout();
    let mut server = Server::new(Arc::new(Disk), explain);
    loop {
        if server.is_idle() {
            match inbox.recv() {
                Ok(message) => server.enqueue(message),
                Err(_) => break,
            }
        }
        for message in inbox.try_iter() {
            server.enqueue(message);
        }
        server.work();
        for message in server.take_outgoing() {
            output.write(&message)?;
        }
        if let Phase::Exited(was_shut_down) = server.phase {
            return Ok(was_shut_down);
        }
    }
    // Standard input ended without the notification to exit.
    transport::reason_of_end(reader)?;
    Ok(false)
}
