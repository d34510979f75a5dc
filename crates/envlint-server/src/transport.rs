//! Reads and writes messages on standard input and output.

use std::io::{self, BufRead, BufReader, Read, Stdout, Write};
use std::sync::mpsc::{Receiver, channel};
use std::thread::JoinHandle;

use lsp_server::{Message, RequestId};
use serde::Deserialize;
use serde_json::Value;

/// A message from the client.
#[derive(Debug)]
pub(crate) enum Incoming {
    /// A message of the protocol.
    Message(Message),
    /// Something else with the right frame.
    Malformed {
        /// The id, if it is a request that can be answered.
        id: Option<RequestId>,
        /// The reason, as a sentence.
        reason: String,
    },
}

/// The thread that reads standard input.
pub(crate) type StdinThread = JoinHandle<io::Result<()>>;

/// Starts a thread that reads messages from standard input until it ends or the client asks to exit.
pub(crate) fn read_stdin() -> (Receiver<Incoming>, StdinThread) {
    let (sender, receiver) = channel();
    let reader = std::thread::spawn(move || {
        let mut input = BufReader::new(io::stdin());
        while let Some(message) = read(&mut input)? {
            let is_exit = matches!(&message, Incoming::Message(Message::Notification(it)) if it.method == "exit");
            if sender.send(message).is_err() || is_exit {
                break;
            }
        }
        Ok(())
    });
    (receiver, reader)
}

/// Waits for the end of the thread that reads.
///
/// # Errors
/// Standard input could not be read.
pub(crate) fn reason_of_end(reader: StdinThread) -> io::Result<()> {
    reader.join().unwrap_or_else(|_| Err(io::Error::other("the thread that reads standard input has panicked")))
}

/// Standard output.
#[derive(Debug)]
pub(crate) struct MessageWriter {
    stdout: Stdout,
}

impl MessageWriter {
    /// Standard output of this process. Nothing else may write to it.
    #[allow(clippy::disallowed_methods, reason = "the client reads messages from it, and no person does")]
    pub(crate) fn stdout() -> Self {
        Self { stdout: io::stdout() }
    }

    /// Writes one message.
    ///
    /// # Errors
    /// The client is gone.
    pub(crate) fn write(&mut self, message: &Message) -> io::Result<()> {
        message.write(&mut self.stdout)?;
        self.stdout.flush()
    }
}

const LENGTH: &str = "content-length:";

/// Reads the next message; `None` at the end of the input. What cannot be part of a header is skipped, so that a malformed message
/// does not take the following ones down.
///
/// # Errors
/// The input cannot be read, or it ends within a message.
fn read(input: &mut impl BufRead) -> io::Result<Option<Incoming>> {
    let mut length = None;
    let mut line = Vec::new();
    loop {
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let text = String::from_utf8_lossy(&line).to_ascii_lowercase();
        // The rest of a message with a wrong length may come before the next header.
        if let Some(at) = text.rfind(LENGTH) {
            length = text.get(at + LENGTH.len()..).and_then(|number| number.trim().parse::<u64>().ok());
        }
        if text.trim_end().is_empty()
            && let Some(length) = length.take()
        {
            let mut content = Vec::new();
            input.take(length).read_to_end(&mut content)?;
            if (content.len() as u64) < length {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            return Ok(Some(parse(&content)));
        }
    }
}

/// The part of a request that is necessary to answer it.
#[derive(Deserialize)]
struct WithId {
    id: RequestId,
}

fn parse(content: &[u8]) -> Incoming {
    let value: Value = match serde_json::from_slice(content) {
        Ok(value) => value,
        Err(error) => return Incoming::Malformed { id: None, reason: format!("A message is not JSON: {error}.") },
    };
    match Message::deserialize(&value) {
        Ok(message) => Incoming::Message(message),
        Err(_) => Incoming::Malformed {
            id: WithId::deserialize(&value).ok().map(|request| request.id),
            reason: "A message is neither a request nor a notification nor a response.".to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(content: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{content}", content.len())
    }

    /// The messages in `input`: methods, or reasons.
    fn messages(input: &str) -> Vec<String> {
        let mut input = input.as_bytes();
        let mut found = Vec::new();
        while let Ok(Some(message)) = read(&mut input) {
            found.push(match message {
                Incoming::Message(Message::Notification(notification)) => notification.method,
                Incoming::Message(other) => format!("{other:?}"),
                Incoming::Malformed { id, reason } => format!("{} {reason}", id.is_some()),
            });
        }
        found
    }

    #[test]
    fn malformed_messages_do_not_take_the_next_one_down() {
        let good = frame(r#"{"jsonrpc":"2.0","method":"a"}"#);
        for (bad, reason) in [
            (frame("{"), Some("false A message is not JSON: ")),
            (frame(r#"{"jsonrpc":"2.0","id":1,"method":2}"#), Some("true A message is neither ")),
            (frame("[]"), Some("false A message is neither ")),
            ("Content-Length: 2\r\n\r\n{}{}{}".to_owned(), Some("false A message is neither ")),
            ("Content-Length: x\r\n\r\n".to_owned(), None),
            ("noise\r\n\r\n\n".to_owned(), None),
        ] {
            let found = messages(&format!("{bad}{good}{good}"));
            let expected = usize::from(reason.is_some());
            assert_eq!(found.get(expected..), Some(["a".to_owned(), "a".to_owned()].as_slice()), "{bad}");
            assert!(reason.is_none_or(|reason| found[0].starts_with(reason)), "{found:?}");
        }
    }

    #[test]
    fn headers_are_read_as_the_protocol_describes_them() {
        let with_type = "content-length:30\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n";
        assert_eq!(messages(&format!("{with_type}{}", r#"{"jsonrpc":"2.0","method":"a"}"#)), ["a"]);
        assert!(messages("Content-Length: 99\r\n\r\n{}").is_empty());
        assert!(messages(&format!("Content-Length: {}\r\n\r\n{{}}", u64::MAX)).is_empty());
    }
}
