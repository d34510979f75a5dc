-- Drives the language server in a real Neovim: diagnostics, hover, completion, definition, and an action that is applied.
-- Prints one line of JSON with what the editor got. ENVLINT is the path of envlint, and SETTINGS that of a settings file.
local envlint, settings = vim.env.ENVLINT, vim.env.SETTINGS
local found = {}

local function wait_for(what, condition)
  if not vim.wait(60000, condition, 20) then
    io.stderr:write("there was no " .. what .. "\n")
    vim.cmd("cquit")
  end
end

vim.cmd("edit " .. settings)
local buffer = vim.api.nvim_get_current_buf()
local client = vim.lsp.start_client({
  name = "envlint",
  cmd = { envlint, "server" },
  root_dir = vim.fn.fnamemodify(settings, ":h:h"),
})
vim.lsp.buf_attach_client(buffer, client)

wait_for("diagnostic", function() return #vim.diagnostic.get(buffer) > 0 end)
local diagnostic = vim.diagnostic.get(buffer)[1]
found.diagnostic = { code = diagnostic.code, source = diagnostic.source, line = diagnostic.lnum, column = diagnostic.col }

local function ask(method, line, column)
  local params = { textDocument = { uri = vim.uri_from_bufnr(buffer) }, position = { line = line, character = column } }
  local answers = vim.lsp.buf_request_sync(buffer, method, params, 60000)
  return answers and answers[client] and answers[client].result
end

found.hover = ask("textDocument/hover", diagnostic.lnum, diagnostic.col + 2).contents.value
found.completions = #ask("textDocument/completion", diagnostic.lnum, diagnostic.col + 2)

local range = {
  start = { line = diagnostic.lnum, character = diagnostic.col },
  ["end"] = { line = diagnostic.lnum, character = diagnostic.col },
}
local params = { textDocument = { uri = vim.uri_from_bufnr(buffer) }, range = range, context = { diagnostics = {} } }
local actions = vim.lsp.buf_request_sync(buffer, "textDocument/codeAction", params, 60000)[client].result
found.actions = vim.tbl_map(function(action) return action.title end, actions)
vim.lsp.util.apply_workspace_edit(actions[1].edit, "utf-16")
found.text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), "\n")
wait_for("end of the diagnostic", function() return #vim.diagnostic.get(buffer) == 0 end)

vim.lsp.stop_client(client)
wait_for("end of the server", function() return vim.lsp.client_is_stopped(client) end)
print(vim.fn.json_encode(found))
vim.cmd("quitall!")
