//! What the client can do, and what the server offers.

use envlint_core::text::PositionEncoding;
use gen_lsp_types::{
    ChangeNotifications, ClientCapabilities, CodeActionKind, CodeActionOptions, CompletionOptions, DiagnosticOptions,
    DidChangeWatchedFilesRegistrationOptions, FileSystemWatcher, InitializeResult, Registration, RegistrationParams,
    ServerCapabilities, ServerInfo, TextDocumentSyncKind, TextDocumentSyncOptions, WorkDoneProgressOptions,
    WorkspaceFoldersServerCapabilities, WorkspaceOptions,
};

use crate::positions::{choose_encoding, encoding_name};

/// The kind of the action that applies all safe fixes of a file.
pub(crate) const FIX_ALL: &str = "source.fixAll.envlint";

/// The name of the server, as the source of diagnostics.
pub(crate) const NAME: &str = "envlint";

/// The files whose changes on disk matter.
const WATCHED: &[&str] = &[
    "**/.vscode/*.json",
    "**/*.code-workspace",
    "**/{devcontainer,.devcontainer}.json",
    "**/{.mcp,mcp}.json",
    "**/{envlint,.envlint}.toml",
    "**/.gitignore",
    "**/{.env*,*.env}",
];

/// What the client can do.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ClientFeatures {
    /// The unit of columns.
    pub(crate) encoding: PositionEncoding,
    /// `true` if it asks for diagnostics, so that the server sends none by itself.
    pub(crate) pulls: bool,
    /// `true` if it can be told to ask for diagnostics again.
    pub(crate) refreshes: bool,
    /// `true` if it shows related locations.
    pub(crate) shows_related: bool,
    /// `true` if edits can name the version of the text that they are for.
    pub(crate) versions_edits: bool,
    /// `true` if it watches files for the server.
    pub(crate) watches: bool,
}

impl ClientFeatures {
    /// The features that `capabilities` declare.
    pub(crate) fn of(capabilities: &ClientCapabilities) -> Self {
        let general = capabilities.general.as_ref();
        let text = capabilities.text_document.as_ref();
        let workspace = capabilities.workspace.as_ref();
        let offered = general.and_then(|general| general.position_encodings.as_deref()).unwrap_or_default();
        let published = text.and_then(|text| text.publish_diagnostics.as_ref()).map(|it| &it.diagnostics_capabilities);
        let pulled = text.and_then(|text| text.diagnostic.as_ref());
        let shown = if let Some(pulled) = pulled { Some(&pulled.diagnostics_capabilities) } else { published };
        let refreshed = workspace.and_then(|workspace| workspace.diagnostics.as_ref());
        let edited = workspace.and_then(|workspace| workspace.workspace_edit.as_ref());
        let watched = workspace.and_then(|workspace| workspace.did_change_watched_files.as_ref());
        Self {
            encoding: choose_encoding(offered),
            pulls: pulled.is_some(),
            refreshes: refreshed.is_some_and(|it| it.refresh_support == Some(true)),
            shows_related: shown.is_some_and(|it| it.related_information == Some(true)),
            versions_edits: edited.is_some_and(|it| it.document_changes == Some(true)),
            watches: watched.is_some_and(|it| it.dynamic_registration == Some(true)),
        }
    }
}

/// The answer to the first request.
pub(crate) fn initialize_result(features: &ClientFeatures) -> InitializeResult {
    let progress = WorkDoneProgressOptions::default;
    let capabilities = ServerCapabilities {
        position_encoding: Some(encoding_name(features.encoding)),
        text_document_sync: Some(
            TextDocumentSyncOptions {
                open_close: Some(true),
                change: Some(TextDocumentSyncKind::Incremental),
                ..TextDocumentSyncOptions::default()
            }
            .into(),
        ),
        diagnostic_provider: Some(
            DiagnosticOptions {
                identifier: Some(NAME.to_owned()),
                inter_file_dependencies: true,
                workspace_diagnostics: false,
                work_done_progress_options: progress(),
            }
            .into(),
        ),
        code_action_provider: Some(
            CodeActionOptions {
                code_action_kinds: Some(vec![CodeActionKind::QuickFix, CodeActionKind::new(FIX_ALL)]),
                ..CodeActionOptions::default()
            }
            .into(),
        ),
        hover_provider: Some(true.into()),
        definition_provider: Some(true.into()),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(["$", "{", ":", "\""].map(str::to_owned).to_vec()),
            ..CompletionOptions::default()
        }),
        workspace: Some(WorkspaceOptions {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(ChangeNotifications::Bool(true)),
            }),
            ..WorkspaceOptions::default()
        }),
        ..ServerCapabilities::default()
    };
    let version = Some(env!("CARGO_PKG_VERSION").to_owned());
    InitializeResult { capabilities, server_info: Some(ServerInfo { name: NAME.to_owned(), version }) }
}

/// The request to watch files.
pub(crate) fn watch_files() -> RegistrationParams {
    let watcher = |pattern: &&str| FileSystemWatcher { glob_pattern: (*pattern).to_owned().into(), kind: None };
    let options = DidChangeWatchedFilesRegistrationOptions { watchers: WATCHED.iter().map(watcher).collect() };
    let registration = Registration {
        id: "envlint-files".to_owned(),
        method: "workspace/didChangeWatchedFiles".to_owned(),
        register_options: serde_json::to_value(options).ok(),
    };
    RegistrationParams { registrations: vec![registration] }
}
