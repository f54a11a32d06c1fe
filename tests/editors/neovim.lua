-- Neovim as a client, configured as docs/editors.md shows it: the finding with its other places, once; the hover; a
-- suppression that silences it; a half-typed line that keeps it.
--
--     nvim --headless -u NONE -l neovim.lua CONFIGURATION FILE

local configuration, file = _G.arg[1], _G.arg[2]

local function check(holds, what)
  if not holds then
    io.stderr:write('error: ' .. what .. '\n')
    vim.cmd('cquit 1')
  end
end

local function wait(what, condition)
  check(vim.wait(20000, condition, 10), 'waited in vain for ' .. what)
end

vim.cmd('filetype on')
dofile(configuration)
vim.cmd.edit(vim.fn.fnameescape(file))
wait('the server', function() return #vim.lsp.get_clients({ bufnr = 0, name = 'concheck' }) == 1 end)
local client = vim.lsp.get_clients({ name = 'concheck' })[1]

local function found() return vim.diagnostic.get(0) end
wait('the finding', function() return #found() > 0 end)
check(#found() == 1, 'the finding is shown once: ' .. vim.inspect(found()))
local finding = found()[1]
check(finding.code == 'lock_order_inversion', 'not this rule: ' .. tostring(finding.code))
check(finding.source == 'concheck', 'not this source: ' .. tostring(finding.source))
local related = finding.user_data.lsp.relatedInformation
check(related and #related >= 3, 'the other places are missing: ' .. vim.inspect(related))

local function request(method, params)
  local answer = client:request_sync(method, params, 20000, 0)
  check(answer and not answer.err, method .. ': ' .. vim.inspect(answer))
  return answer.result
end

local line = vim.fn.search('accounts: Mutex', 'n')
local hover = request('textDocument/hover', {
  textDocument = vim.lsp.util.make_text_document_params(0),
  position = { line = line - 1, character = 5 },
})
check(hover and hover.contents.value:find('Bank::accounts', 1, true), 'no hover: ' .. vim.inspect(hover))

-- An item that cannot be parsed keeps what was found in it.
local before = vim.api.nvim_buf_get_lines(0, 0, -1, false)
vim.api.nvim_buf_set_lines(0, finding.lnum + 1, finding.lnum + 1, false, { '        let half = self.' })
request('concheck/lockGraph', nil)
wait('the finding of the half-typed item', function() return #found() == 1 end)
vim.api.nvim_buf_set_lines(0, 0, -1, false, before)
request('concheck/lockGraph', nil)
wait('the finding after the repair', function() return #found() == 1 end)

vim.api.nvim_win_set_cursor(0, { finding.lnum + 1, finding.col })
vim.lsp.buf.code_action({
  apply = true,
  filter = function(action) return action.title == 'Suppress `lock_order_inversion` on this line' end,
})
wait('the suppression', function()
  local text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
  return text:find('// concheck: allow(lock_order_inversion)', 1, true) ~= nil
end)
wait('silence', function() return #found() == 0 end)

client:stop()
wait('the end of the server', function() return client:is_stopped() end)
vim.cmd('qall!')
