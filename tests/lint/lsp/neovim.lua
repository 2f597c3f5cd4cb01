-- What an author does in Neovim, without a screen: opens an article, reads the problems, takes the fix, looks at a paper.
local folder, target, command = vim.env.MEDLINT_FOLDER, vim.env.MEDLINT_OUT, vim.fn.json_decode(vim.env.MEDLINT_COMMAND)
local result = {}

local function wait(condition)
  return vim.wait(60000, condition, 20)
end

local function shown()
  local found = {}
  for _, each in ipairs(vim.diagnostic.get(0)) do
    table.insert(found, { code = each.code, line = each.lnum, column = each.col, source = each.source })
  end
  return found
end

local function ask(client, method, params)
  local answer = client.request_sync(method, params, 60000, 0)
  return answer and answer.result
end

vim.o.hidden = true
vim.cmd("edit " .. vim.fn.fnameescape(folder .. "/content/a.md"))
local id = vim.lsp.start_client({ name = "medlint", cmd = command, root_dir = folder })
vim.lsp.buf_attach_client(0, id)
wait(function() return #vim.diagnostic.get(0) > 0 end)
local client = vim.lsp.get_client_by_id(id)
result.before = shown()

local entry = vim.fn.search("Dahan", "w")
vim.fn.cursor(entry, 4)
local place = vim.lsp.util.make_position_params(0, client.offset_encoding)
result.hover = ask(client, "textDocument/hover", place)
local range = vim.lsp.util.make_range_params(0, client.offset_encoding)
range.context = { diagnostics = {} }
for _, action in ipairs(ask(client, "textDocument/codeAction", range) or {}) do
  if action.isPreferred then
    vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
  end
end
result.text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\n") .. "\n"
wait(function() return #vim.diagnostic.get(0) == 1 end)
result.after = shown()

vim.fn.cursor(vim.fn.search("\\[1\\]", "w"), 0)
vim.fn.search("1\\]", "c", vim.fn.line("."))
local there = ask(client, "textDocument/definition", vim.lsp.util.make_position_params(0, client.offset_encoding))
result.definition = there and there[1] and there[1].range.start
client.stop()
wait(function() return client.is_stopped() end)
local file = assert(io.open(target, "w"))
file:write(vim.fn.json_encode(result))
file:close()
vim.cmd("qall!")
