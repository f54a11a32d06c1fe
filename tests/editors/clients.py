"""The server as seen by clients with the capabilities of other editors, through an LSP library that is not ours.

    pytest clients.py    # with CONCHECK_LSP, the server, and CONCHECK_WORKSPACE, the folder to open
"""

import asyncio
import os
from pathlib import Path

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities
from pytest_lsp.client import DEFAULT_CLIENT_FEATURES, register_lsp_features
from pygls.protocol import default_converter

WORKSPACE = Path(os.environ["CONCHECK_WORKSPACE"]).resolve()
FILE = WORKSPACE / "src" / "lib.rs"
TEXT = FILE.read_text()
DOCUMENT = types.TextDocumentIdentifier(uri=FILE.as_uri())
RULE = "lock_order_inversion"
# Seconds. Nothing takes that long; what hangs is to fail rather than to stop the tests.
PATIENCE = 60
EDITORS = ["visual-studio-code", "neovim", "emacs"]


def make_client() -> LanguageClient:
    client = LanguageClient(converter_factory=default_converter)
    client.published = asyncio.Queue()

    def publish(client: LanguageClient, params: types.PublishDiagnosticsParams):
        client.published.put_nowait(params)

    def agree(*_):
        """What the capabilities promise, and the library does not know."""

    features = {
        **DEFAULT_CLIENT_FEATURES,
        types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS: publish,
        types.CLIENT_REGISTER_CAPABILITY: agree,
        types.WORKSPACE_CODE_LENS_REFRESH: agree,
        types.WORKSPACE_INLAY_HINT_REFRESH: agree,
    }
    register_lsp_features(client, features)
    return client


@pytest_lsp.fixture(
    config=ClientServerConfig(server_command=[os.environ["CONCHECK_LSP"], "lsp"], client_factory=make_client),
    params=EDITORS,
)
async def client(request, lsp_client: LanguageClient):
    capabilities = client_capabilities(request.param)
    result = await lsp_client.initialize_session(
        types.InitializeParams(
            capabilities=capabilities,
            root_uri=WORKSPACE.as_uri(),
            workspace_folders=[types.WorkspaceFolder(uri=WORKSPACE.as_uri(), name="bank")],
        )
    )
    assert result.server_info.name == "concheck-lsp"
    lsp_client.pulls = result.capabilities.diagnostic_provider is not None
    lsp_client.text_document_did_open(
        types.DidOpenTextDocumentParams(
            types.TextDocumentItem(uri=DOCUMENT.uri, language_id="rust", version=1, text=TEXT)
        )
    )
    yield
    # A server that ignores `exit` would hang here.
    await asyncio.wait_for(lsp_client.shutdown_session(), PATIENCE)


async def findings(client: LanguageClient, version: int, rules: list[str]) -> list[types.Diagnostic]:
    """What is found in a version of the text, whichever way the client gets to know; it has to be of these rules."""
    if client.pulls:
        params = types.DocumentDiagnosticParams(DOCUMENT)
        found = (await client.text_document_diagnostic_async(params)).items
        assert [finding.code for finding in found] == rules
        return found
    while True:
        published = await asyncio.wait_for(client.published.get(), PATIENCE)
        if published.uri != DOCUMENT.uri:
            continue
        # Versions are told to clients that know them; the others see the right findings sooner or later.
        is_right = [finding.code for finding in published.diagnostics] == rules
        if published.version == version:
            assert is_right, published
        if published.version in (None, version) and is_right:
            return published.diagnostics


def change(client: LanguageClient, version: int, text: str) -> None:
    client.text_document_did_change(
        types.DidChangeTextDocumentParams(
            types.VersionedTextDocumentIdentifier(uri=DOCUMENT.uri, version=version),
            [types.TextDocumentContentChangeWholeDocument(text=text)],
        )
    )


@pytest.mark.asyncio
async def test_the_finding_and_its_places(client: LanguageClient):
    [finding] = await findings(client, 1, [RULE])
    assert finding.severity == types.DiagnosticSeverity.Error
    related = finding.related_information
    # A client that knows nothing of related places has them in the message.
    assert len(related) >= 3 if related else finding.message.count("lib.rs:") >= 3


@pytest.mark.asyncio
async def test_suppressions_silence_it(client: LanguageClient):
    [finding] = await findings(client, 1, [RULE])
    params = types.CodeActionParams(DOCUMENT, finding.range, types.CodeActionContext([finding]))
    actions = await client.text_document_code_action_async(params)
    titles = [action.title for action in actions]
    for place in ["on this line", "in this function", "in this file"]:
        assert f"Suppress `{RULE}` {place}" in titles
    lines = TEXT.split("\n")
    lines[finding.range.start.line] += f" // concheck: allow({RULE}) -- tested"
    change(client, 2, "\n".join(lines))
    await findings(client, 2, [])


@pytest.mark.asyncio
async def test_locks_are_explained(client: LanguageClient):
    await findings(client, 1, [RULE])
    line = next(number for number, line in enumerate(TEXT.split("\n")) if "accounts: Mutex" in line)
    params = types.HoverParams(DOCUMENT, types.Position(line, 5))
    hover = await client.text_document_hover_async(params)
    assert "Bank::accounts" in hover.contents.value


@pytest.mark.asyncio
async def test_a_burst_of_changes_ends_with_the_last(client: LanguageClient):
    await findings(client, 1, [RULE])
    for version in range(2, 202):
        change(client, version, TEXT if version == 201 else "fn broken( {")
    await findings(client, 201, [RULE])
