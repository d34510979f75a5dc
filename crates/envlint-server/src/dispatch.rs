//! The requests and notifications that the server understands.

use std::path::PathBuf;

use gen_lsp_types::{
    CodeActionRequest, CompletionRequest, DefinitionRequest, DidChangeTextDocumentNotification,
    DidChangeTextDocumentParams, DidChangeWatchedFilesNotification, DidChangeWatchedFilesParams,
    DidChangeWorkspaceFoldersNotification, DidChangeWorkspaceFoldersParams, DidCloseTextDocumentNotification,
    DidCloseTextDocumentParams, DidOpenTextDocumentNotification, DidOpenTextDocumentParams, DocumentDiagnosticParams,
    DocumentDiagnosticRequest, HoverRequest, InitializeParams, InitializeRequest, MessageType, Notification as _,
    RegistrationRequest, Request as _, ShutdownRequest, Uri, WorkspaceFolders,
};
use lsp_server::{ErrorCode, Notification, Request, Response, ResponseError};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::buffers::Buffer;
use crate::capabilities::{ClientFeatures, initialize_result, watch_files};
use crate::questions::MATRIX;
use crate::server::{Phase, Server};
use crate::uri::path_of;

/// The answer to a request.
type Answer = Result<Value, ResponseError>;

impl Server<'_> {
    /// Answers a request.
    pub(crate) fn answer(&mut self, request: Request) {
        let Request { id, method, params } = request;
        let answer = match (self.phase, method.as_str()) {
            (Phase::New, method) if method == InitializeRequest::METHOD.as_str() => {
                self.respond::<InitializeRequest>(params, Self::initialize)
            }
            (Phase::New, _) => refused(ErrorCode::ServerNotInitialized, "The server is not initialized."),
            (Phase::Running, method) if method == ShutdownRequest::METHOD.as_str() => {
                self.phase = Phase::ShutDown;
                Ok(Value::Null)
            }
            (Phase::Running, method) => self.answer_running(method, params),
            (Phase::ShutDown | Phase::Exited(_), _) => refused(ErrorCode::InvalidRequest, "The server is shut down."),
        };
        self.send(Response { id, response_result: answer });
    }

    fn answer_running(&mut self, method: &str, params: Value) -> Answer {
        match method {
            _ if method == DocumentDiagnosticRequest::METHOD.as_str() => {
                self.respond::<DocumentDiagnosticRequest>(params, Self::diagnose)
            }
            _ if method == CodeActionRequest::METHOD.as_str() => {
                self.respond::<CodeActionRequest>(params, Self::code_actions)
            }
            _ if method == HoverRequest::METHOD.as_str() => self.respond::<HoverRequest>(params, Self::hover),
            _ if method == CompletionRequest::METHOD.as_str() => {
                self.respond::<CompletionRequest>(params, Self::complete)
            }
            _ if method == DefinitionRequest::METHOD.as_str() => {
                self.respond::<DefinitionRequest>(params, Self::define)
            }
            MATRIX => match serde_json::from_value(params).map(|params| self.matrix(params)) {
                Ok(Ok(result)) => serialized(result),
                Ok(Err(reason)) => refused(ErrorCode::RequestFailed, &reason),
                Err(error) => refused(ErrorCode::InvalidParams, &error.to_string()),
            },
            _ if method == InitializeRequest::METHOD.as_str() => {
                refused(ErrorCode::InvalidRequest, "The server is already initialized.")
            }
            _ => refused(ErrorCode::MethodNotFound, &format!("The server does not know the method {method}.")),
        }
    }

    fn respond<R: gen_lsp_types::Request>(
        &mut self,
        params: Value,
        respond: impl FnOnce(&mut Self, R::Params) -> R::Result,
    ) -> Answer {
        let params: R::Params = match serde_json::from_value(params) {
            Ok(params) => params,
            Err(error) => return refused(ErrorCode::InvalidParams, &error.to_string()),
        };
        serialized(respond(self, params))
    }

    fn initialize(&mut self, params: InitializeParams) -> gen_lsp_types::InitializeResult {
        self.features = ClientFeatures::of(&params.capabilities);
        self.phase = Phase::Running;
        #[allow(deprecated, reason = "some clients send nothing else")]
        let root = params.root_uri;
        let folders = match params.workspace_folders_initialize_params.workspace_folders {
            Some(WorkspaceFolders::WorkspaceFolderList(folders)) => {
                folders.into_iter().map(|folder| folder.uri).collect()
            }
            _ => root.into_iter().collect::<Vec<Uri>>(),
        };
        for folder in folders.iter().filter_map(path_of) {
            self.add_folder(folder);
        }
        initialize_result(&self.features)
    }

    /// Handles a notification. Those that the server does not know have no effect, as the protocol allows.
    pub(crate) fn notice(&mut self, notification: Notification) {
        let Notification { method, params } = notification;
        match (self.phase, method.as_str()) {
            (phase, "exit") => self.phase = Phase::Exited(phase == Phase::ShutDown),
            (Phase::Running, "initialized") if self.features.watches => {
                self.request(RegistrationRequest::METHOD.as_str(), watch_files());
            }
            (Phase::Running, method) if method == DidOpenTextDocumentNotification::METHOD.as_str() => {
                self.apply(params, Self::open);
            }
            (Phase::Running, method) if method == DidChangeTextDocumentNotification::METHOD.as_str() => {
                self.apply(params, Self::change);
            }
            (Phase::Running, method) if method == DidCloseTextDocumentNotification::METHOD.as_str() => {
                self.apply(params, Self::close);
            }
            (Phase::Running, method) if method == DidChangeWatchedFilesNotification::METHOD.as_str() => {
                self.apply(params, Self::touch);
            }
            (Phase::Running, method) if method == DidChangeWorkspaceFoldersNotification::METHOD.as_str() => {
                self.apply(params, Self::change_folders);
            }
            _ => {}
        }
    }

    fn apply<P: DeserializeOwned>(&mut self, params: Value, apply: impl FnOnce(&mut Self, P)) {
        match serde_json::from_value(params) {
            Ok(params) => apply(self, params),
            Err(error) => self.log(MessageType::Warning, &format!("A notification has the wrong form: {error}.")),
        }
    }

    fn open(&mut self, params: DidOpenTextDocumentParams) {
        let text = params.text_document;
        if let Some(path) = path_of(&text.uri) {
            let buffer = Buffer { uri: text.uri, version: text.version, text: text.text, is_new: true };
            self.buffers.by_path.insert(path, buffer);
        }
    }

    fn change(&mut self, params: DidChangeTextDocumentParams) {
        let encoding = self.encoding();
        let changed = params.text_document;
        let Some(path) = path_of(&changed.text_document_identifier.uri) else { return };
        // The client may close a file before its last change arrives.
        if let Some(buffer) = self.buffers.by_path.get_mut(&path) {
            buffer.apply(params.content_changes, encoding);
            buffer.version = changed.version;
        }
    }

    fn close(&mut self, params: DidCloseTextDocumentParams) {
        let uri = params.text_document.uri;
        let Some(path) = path_of(&uri) else { return };
        if self.buffers.by_path.remove(&path).is_some() {
            self.session.close(&path);
            self.published.close(&path, uri);
        }
    }

    fn touch(&mut self, params: DidChangeWatchedFilesParams) {
        for path in params.changes.iter().filter_map(|change| path_of(&change.uri)) {
            self.session.touch(&path);
        }
        self.must_refresh = true;
    }

    fn change_folders(&mut self, params: DidChangeWorkspaceFoldersParams) {
        for folder in params.event.removed.iter().filter_map(|folder| path_of(&folder.uri)) {
            self.folders.retain(|known| *known != folder);
            self.session.remove_folder(&folder);
        }
        for folder in params.event.added.iter().filter_map(|folder| path_of(&folder.uri)) {
            self.add_folder(folder);
        }
        self.must_refresh = true;
    }

    fn add_folder(&mut self, folder: PathBuf) {
        self.session.add_folder(folder.clone());
        self.folders.push(folder);
    }

    fn diagnose(&mut self, params: DocumentDiagnosticParams) -> gen_lsp_types::DocumentDiagnosticReport {
        let path = path_of(&params.text_document.uri);
        self.refresh();
        let known = params.previous_result_id;
        self.published.report(path, known.as_deref(), &mut self.session, &self.features, &self.buffers)
    }
}

fn serialized(result: impl Serialize) -> Answer {
    serde_json::to_value(result).or_else(|error| refused(ErrorCode::InternalError, &error.to_string()))
}

fn refused(code: ErrorCode, message: &str) -> Answer {
    Err(ResponseError { code: code as i32, message: message.to_owned(), data: None })
}
