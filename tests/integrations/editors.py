"""Conversations with the language server through pytest-lsp: UTF-8 and UTF-32 positions, and diagnostics that the client pulls.

`tests/integrations/editors` runs them, with the path of envlint in ENVLINT and a folder with settings in FOLDER.
"""

import os
from pathlib import Path

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

FOLDER = Path(os.environ["FOLDER"])
SETTINGS = FOLDER / ".vscode/settings.json"
ENCODINGS = [types.PositionEncodingKind.Utf8, types.PositionEncodingKind.Utf16, types.PositionEncodingKind.Utf32]


@pytest_lsp.fixture(
    params=ENCODINGS,
    config=ClientServerConfig(server_command=[os.environ["ENVLINT"], "server"]),
)
async def client(request, lsp_client: LanguageClient):
    capabilities = client_capabilities("neovim@v0.11")
    capabilities.general = types.GeneralClientCapabilities(position_encodings=[request.param])
    capabilities.text_document.diagnostic = types.DiagnosticClientCapabilities()
    capabilities.workspace.workspace_edit = types.WorkspaceEditClientCapabilities(document_changes=True)
    folder = types.WorkspaceFolder(uri=FOLDER.as_uri(), name="app")
    result = await lsp_client.initialize_session(
        types.InitializeParams(capabilities=capabilities, workspace_folders=[folder])
    )
    assert result.capabilities.position_encoding == request.param
    yield lsp_client
    await lsp_client.shutdown_session()


def opened(client):
    text = SETTINGS.read_text()
    document = types.TextDocumentItem(uri=SETTINGS.as_uri(), language_id="jsonc", version=1, text=text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=document))
    return types.TextDocumentIdentifier(uri=SETTINGS.as_uri()), text


def width(text, encoding):
    sizes = {types.PositionEncodingKind.Utf8: ("utf-8", 1), types.PositionEncodingKind.Utf16: ("utf-16-le", 2)}
    name, size = sizes.get(encoding, ("utf-32-le", 4))
    return len(text.encode(name)) // size


@pytest.mark.asyncio
async def test_pulled_diagnostics(client: LanguageClient, request):
    document, text = opened(client)
    report = await client.text_document_diagnostic_async(types.DocumentDiagnosticParams(text_document=document))
    (finding,) = [item for item in report.items if item.code == "path-overwrite"]
    line = text.splitlines()[finding.range.start.line]
    encoding = request.node.callspec.params["client"]
    assert finding.range.start.character == width(line[: line.index('"/opt')], encoding)
    assert finding.source == "envlint"

    again = types.DocumentDiagnosticParams(text_document=document, previous_result_id=report.result_id)
    assert (await client.text_document_diagnostic_async(again)).kind == "unchanged"
    start = types.Position(line=0, character=0)
    change = types.TextDocumentContentChangePartial(range=types.Range(start=start, end=start), text="\n")
    version = types.VersionedTextDocumentIdentifier(uri=document.uri, version=2)
    client.text_document_did_change(types.DidChangeTextDocumentParams(text_document=version, content_changes=[change]))
    moved = await client.text_document_diagnostic_async(again)
    assert [item.range.start.line for item in moved.items if item.code == "path-overwrite"] == [2]
    assert client.diagnostics.get(document.uri, []) == [], "the server sends nothing by itself"


@pytest.mark.asyncio
async def test_fix_all(client: LanguageClient):
    document, _ = opened(client)
    context = types.CodeActionContext(diagnostics=[], only=[types.CodeActionKind.SourceFixAll])
    whole = types.Range(start=types.Position(line=0, character=0), end=types.Position(line=99, character=0))
    params = types.CodeActionParams(text_document=document, range=whole, context=context)
    (action,) = await client.text_document_code_action_async(params)
    assert action.kind == "source.fixAll.envlint"
    (change,) = action.edit.document_changes
    assert [edit.new_text for edit in change.edits] == [":${env:PATH}"]


@pytest.mark.asyncio
async def test_matrix(client: LanguageClient):
    page = await client.protocol.send_request_async("envlint/matrix", {})
    assert "/opt/go/bin" in page.html and page.html.startswith("<!doctype html>")
