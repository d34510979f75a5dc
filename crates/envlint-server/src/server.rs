//! The state of the server, and the order in which it works.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use envlint_core::document::DocumentId;
use envlint_core::text::PositionEncoding;
use envlint_project::{FileSystem, ProjectSession};
use gen_lsp_types::{
    ClientCapabilities, LogMessageNotification, LogMessageParams, MessageType, Notification as _, Request as _,
};
use lsp_server::{ErrorCode, Message, Notification, Outgoing, Request, RequestId, Response};
use serde::Serialize;

use crate::buffers::Buffers;
use crate::capabilities::ClientFeatures;
use crate::diagnostics::Published;
use crate::explain::Explain;
use crate::transport::Incoming;

/// How far the client has come in the life of a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    /// It has not sent its first request.
    New,
    /// It works with the server.
    Running,
    /// It has asked to shut down.
    ShutDown,
    /// It has asked to exit. The flag is `true` if it asked to shut down first.
    Exited(bool),
}

/// The language server. It neither reads nor writes messages itself: the caller queues those of the client, and takes those for it.
pub(crate) struct Server<'e> {
    /// The words for environments.
    pub(crate) explain: &'e dyn Explain,
    /// The files below the open texts.
    disk: Arc<dyn FileSystem>,
    /// The folders that the client has open.
    pub(crate) folders: Vec<PathBuf>,
    /// The files and their findings.
    pub(crate) session: ProjectSession,
    /// The open texts.
    pub(crate) buffers: Buffers,
    /// The diagnostics that the client has.
    pub(crate) published: Published,
    /// What the client can do.
    pub(crate) features: ClientFeatures,
    /// How far the client has come.
    pub(crate) phase: Phase,
    /// `true` if the client should ask for the diagnostics of all open texts again.
    pub(crate) must_refresh: bool,
    /// The messages to handle, the next one first.
    queue: VecDeque<Incoming>,
    /// The messages for the client.
    outbox: Vec<Message>,
    requests: Outgoing<()>,
}

impl<'e> Server<'e> {
    /// A server that reads files from `disk`, and explains environments with `explain`.
    pub(crate) fn new(disk: Arc<dyn FileSystem>, explain: &'e dyn Explain) -> Self {
        Self {
            explain,
            session: ProjectSession::new(Arc::clone(&disk)),
            disk,
            folders: Vec::new(),
            buffers: Buffers::default(),
            published: Published::default(),
            features: ClientFeatures::of(&ClientCapabilities::default()),
            phase: Phase::New,
            must_refresh: false,
            queue: VecDeque::new(),
            outbox: Vec::new(),
            requests: lsp_server::ReqQueue::<(), ()>::default().outgoing,
        }
    }

    /// Queues a message. A request that is canceled while it is in the queue is answered without any work.
    pub(crate) fn enqueue(&mut self, message: Incoming) {
        if let Some(id) = canceled(&message) {
            let is_meant = |queued: &Incoming| matches!(queued, Incoming::Message(Message::Request(it)) if it.id == id);
            if let Some(at) = self.queue.iter().position(is_meant) {
                self.queue.remove(at);
                let reason = "The client canceled the request.".to_owned();
                self.outbox.push(Response::new_err(id, ErrorCode::RequestCanceled as i32, reason).into());
            }
        } else {
            self.queue.push_back(message);
        }
    }

    /// Returns `true` if no message is left to handle.
    pub(crate) fn is_idle(&self) -> bool {
        self.queue.is_empty()
    }

    /// Handles the next message. After the last one, it also sends the diagnostics that have changed.
    pub(crate) fn work(&mut self) {
        let Some(message) = self.queue.pop_front() else { return };
        let request = match &message {
            Incoming::Message(Message::Request(request)) => Some(request.id.clone()),
            _ => None,
        };
        // A bug must not take the editor's session down. The client learns about it, and the project is loaded again, because
        // it may be half changed.
        let handled = catch_unwind(AssertUnwindSafe(|| {
            self.handle(message);
            if self.queue.is_empty() && self.phase == Phase::Running {
                self.publish();
            }
        }));
        if handled.is_err() {
            self.recover(request);
        }
    }

    /// Takes the messages for the client.
    pub(crate) fn take_outgoing(&mut self) -> Vec<Message> {
        std::mem::take(&mut self.outbox)
    }

    fn handle(&mut self, message: Incoming) {
        match message {
            Incoming::Message(Message::Request(request)) => self.answer(request),
            Incoming::Message(Message::Notification(notification)) => self.notice(notification),
            Incoming::Message(Message::Response(response)) => {
                self.requests.complete(response.id);
            }
            Incoming::Malformed { id, reason } => {
                self.log(MessageType::Warning, &reason);
                if let Some(id) = id {
                    self.send(Response::new_err(id, ErrorCode::InvalidRequest as i32, reason));
                }
            }
        }
    }

    fn recover(&mut self, request: Option<RequestId>) {
        let message = "This is a bug in envlint: handling a message failed. All files are read again.";
        self.log(MessageType::Error, message);
        let is_answered = |id: &RequestId| {
            self.outbox.iter().any(|sent| matches!(sent, Message::Response(response) if response.id == *id))
        };
        if let Some(id) = request.filter(|id| !is_answered(id)) {
            self.send(Response::new_err(id, ErrorCode::InternalError as i32, message.to_owned()));
        }
        self.session = ProjectSession::new(Arc::clone(&self.disk));
        for folder in &self.folders {
            self.session.add_folder(folder.clone());
        }
        for buffer in self.buffers.by_path.values_mut() {
            buffer.is_new = true;
        }
    }

    /// Brings the project up to date with the open texts.
    pub(crate) fn refresh(&mut self) {
        for (path, buffer) in &mut self.buffers.by_path {
            if std::mem::take(&mut buffer.is_new) {
                self.session.set_text(path, &buffer.text);
            }
        }
        if let Err(error) = self.session.refresh() {
            self.log(MessageType::Error, &error.to_string());
        }
    }

    /// The id of the open text with this path, after all changes; `None` if the project does not contain it.
    pub(crate) fn current(&mut self, path: &Path) -> Option<DocumentId> {
        self.refresh();
        self.session.id(path)
    }

    /// Sends the diagnostics that have changed, unless the client asks for them itself.
    fn publish(&mut self) {
        self.refresh();
        if std::mem::take(&mut self.must_refresh) && self.features.pulls && self.features.refreshes {
            self.request(gen_lsp_types::DiagnosticRefreshRequest::METHOD.as_str(), ());
        }
        if !self.features.pulls {
            let changed = self.published.update(&mut self.session, &self.features, &self.buffers);
            for params in changed {
                self.notify(gen_lsp_types::PublishDiagnosticsNotification::METHOD.as_str(), params);
            }
        }
    }

    /// Sends a message to the log of the client.
    pub(crate) fn log(&mut self, kind: MessageType, message: &str) {
        let params = LogMessageParams { kind, message: message.to_owned() };
        self.notify(LogMessageNotification::METHOD.as_str(), params);
    }

    /// Sends a message.
    pub(crate) fn send(&mut self, message: impl Into<Message>) {
        self.outbox.push(message.into());
    }

    /// Sends a request. Its answer has no consequence.
    pub(crate) fn request(&mut self, method: &str, params: impl Serialize) {
        let request: Request = self.requests.register(method.to_owned(), params, ());
        self.send(request);
    }

    fn notify(&mut self, method: &str, params: impl Serialize) {
        self.send(Notification::new(method.to_owned(), params));
    }

    /// The unit of columns.
    pub(crate) fn encoding(&self) -> PositionEncoding {
        self.features.encoding
    }
}

/// The id of the request that `message` cancels.
fn canceled(message: &Incoming) -> Option<RequestId> {
    match message {
        Incoming::Message(Message::Notification(notification)) if notification.method == "$/cancelRequest" => {
            serde_json::from_value(notification.params.get("id")?.clone()).ok()
        }
        _ => None,
    }
}
