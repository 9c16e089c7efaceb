// Written by `exec-session guard install`; `exec-session guard uninstall` removes it.
// Asks exec-session before a tool changes anything; what the active block must not do is denied.
import { spawn } from 'node:child_process'
import { resolve } from 'node:path'

const COMMAND = "@COMMAND@"
const ACTIVE = 'find "$(git rev-parse --git-common-dir)/exec-session" -maxdepth 2 -name active-block | grep -q .'
const READING = ['read', 'grep', 'glob', 'list', 'lsp', 'skill', 'task', 'todoread', 'todowrite', 'webfetch', 'websearch', 'question']

const run = (command, cwd, input) =>
  new Promise((done) => {
    const child = spawn('sh', ['-c', command], { cwd, timeout: 30000, stdio: ['pipe', 'ignore', 'pipe'] })
    let err = ''
    child.stderr.setEncoding('utf8')
    child.stderr.on('data', (text) => (err += text))
    child.stdin.on('error', () => {})
    child.on('error', (error) => done({ exit: null, err: error.message }))
    child.on('close', (exit) => done({ exit, err }))
    child.stdin.end(input)
  })

export const ExecSessionGuard = async ({ directory }) => ({
  'tool.execute.before': async ({ tool, sessionID, callID }, { args }) => {
    if (READING.includes(tool)) return
    const payload = {
      session_id: sessionID,
      cwd: resolve(directory, typeof args?.workdir === 'string' ? args.workdir : '.'),
      hook_event_name: 'tool.execute.before',
      tool_name: tool,
      tool_input: args ?? {},
      tool_use_id: callID,
    }
    const { exit, err } = await run(COMMAND, directory, JSON.stringify(payload))
    if (exit === 0) return
    // No answer in time: fatal only while a block is active.
    if (exit !== 2 && (await run(ACTIVE, directory, '')).exit > 0) return
    throw new Error(err.trim() || 'exec-session: the guard did not answer')
  },
})
