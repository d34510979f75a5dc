//! Starts a program in its own session, with a time limit, and leaves nothing running.

use std::fs::OpenOptions;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::{Duration, Instant};

use super::{ENVIRONMENT_COMMAND, SESSION_COMMAND};
use crate::machine::{Env, Os};

/// The number of bytes to keep from the start of the output.
const HEAD: usize = 64 * 1024;
/// The number of bytes to keep from the end of the output, which must contain the answer.
const TAIL: usize = 4 * 1024 * 1024;
/// The interval between checks of a running program.
const TICK: Duration = Duration::from_millis(5);
/// The time to wait for output after the program has ended.
const GRACE: Duration = Duration::from_millis(200);
/// The variable that identifies processes that have left the session.
const MARK_VARIABLE: &str = "ENVLINT_DOCTOR_RUN";

/// The parameters of a program to start.
#[derive(Debug)]
pub(super) struct Start<'s> {
    /// This program.
    pub(super) launcher: &'s Path,
    /// The program and its arguments.
    pub(super) command: &'s [String],
    /// Its variables.
    pub(super) env: &'s Env,
    /// Its working folder.
    pub(super) cwd: &'s Path,
    /// The time limit.
    pub(super) limit: Duration,
}

/// The result of a program.
#[derive(Debug, Default)]
pub(super) struct RunOutcome {
    pub(super) status: Option<i32>,
    pub(super) signal: Option<i32>,
    pub(super) timed_out: bool,
    pub(super) took: Duration,
    pub(super) output: Vec<u8>,
    /// The start of the error output.
    pub(super) errors: Vec<u8>,
}

/// A string that no startup file prints. It marks an answer in the output.
#[derive(Clone, Debug)]
pub struct Mark(String);

impl Mark {
    /// A mark that is different in each run.
    #[must_use]
    pub fn new() -> Self {
        let nanos = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default().as_nanos();
        Self(format!("{:x}{nanos:x}", std::process::id()))
    }

    /// The string.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }
}

impl Default for Mark {
    fn default() -> Self {
        Self::new()
    }
}

/// Runs a program to its end, or until the limit.
///
/// # Errors
/// The program cannot be started.
pub(super) fn run(start: &Start<'_>) -> io::Result<RunOutcome> {
    let begun = Instant::now();
    let mark = Mark::new();
    let mut command = Command::new(start.launcher);
    command.arg(SESSION_COMMAND).args(start.command).env_clear();
    command.envs(start.env.0.iter().filter(|(name, _)| !name.is_empty() && !name.contains('=')));
    command.env(MARK_VARIABLE, mark.text()).current_dir(start.cwd);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn()?;
    let output = gather(&mut child);
    let mut kept = Kept::default();
    let mut outcome = RunOutcome::default();
    loop {
        kept.take(&output, TICK);
        if let Some(status) = child.try_wait()? {
            outcome.status = status.code();
            outcome.signal = signal(status);
            break;
        }
        if begun.elapsed() >= start.limit {
            outcome.timed_out = true;
            break;
        }
    }
    outcome.took = begun.elapsed();
    end(&mut child, &mark);
    let until = Instant::now() + GRACE;
    while Instant::now() < until && kept.take(&output, TICK) {}
    outcome.errors = std::mem::take(&mut kept.errors);
    outcome.output = kept.bytes();
    Ok(outcome)
}

#[cfg(unix)]
fn signal(status: std::process::ExitStatus) -> Option<i32> {
    std::os::unix::process::ExitStatusExt::signal(&status)
}

#[cfg(not(unix))]
fn signal(_: std::process::ExitStatus) -> Option<i32> {
    None
}

/// A part of the output of a program.
struct OutputChunk {
    bytes: Vec<u8>,
    is_error: bool,
}

/// Reads both streams of `child` in threads that end with the streams. The channel is small, so a program that floods its
/// output has to wait.
fn gather(child: &mut Child) -> Receiver<OutputChunk> {
    let (sender, receiver) = sync_channel(16);
    let out = child.stdout.take().map(|out| Box::new(out) as Box<dyn Read + Send>);
    let errors = child.stderr.take().map(|errors| Box::new(errors) as Box<dyn Read + Send>);
    for (stream, is_output) in [(out, true), (errors, false)] {
        let Some(mut stream) = stream else { continue };
        let sender = sender.clone();
        std::thread::spawn(move || {
            let mut buffer = vec![0; 64 * 1024];
            while let Ok(count) = stream.read(&mut buffer) {
                let Some(read) = buffer.get(..count).filter(|read| !read.is_empty()) else { break };
                if sender.send(OutputChunk { bytes: read.to_vec(), is_error: !is_output }).is_err() {
                    break;
                }
            }
        });
    }
    receiver
}

/// The start and the end of the output.
#[derive(Default)]
struct Kept {
    head: Vec<u8>,
    tail: Vec<u8>,
    errors: Vec<u8>,
}

impl Kept {
    /// Takes the output that arrives within `wait`; returns `false` if the output has ended.
    fn take(&mut self, output: &Receiver<OutputChunk>, wait: Duration) -> bool {
        match output.recv_timeout(wait) {
            Ok(OutputChunk { bytes, is_error: true }) => {
                let room = HEAD.saturating_sub(self.errors.len()).min(bytes.len());
                self.errors.extend_from_slice(bytes.get(..room).unwrap_or_default());
                true
            }
            Ok(OutputChunk { bytes: chunk, .. }) => {
                let room = HEAD.saturating_sub(self.head.len()).min(chunk.len());
                let (first, rest) = chunk.split_at(room);
                self.head.extend_from_slice(first);
                self.tail.extend_from_slice(rest);
                if self.tail.len() > 2 * TAIL {
                    self.tail.drain(..self.tail.len() - TAIL);
                }
                true
            }
            Err(RecvTimeoutError::Timeout) => true,
            Err(RecvTimeoutError::Disconnected) => {
                // Without output to wait for, the caller's loop must not spin.
                std::thread::sleep(wait);
                false
            }
        }
    }

    fn bytes(self) -> Vec<u8> {
        [self.head, self.tail].concat()
    }
}

/// Ends `child`, all processes in its session, and all processes that have left the session and still have the mark.
#[cfg(unix)]
fn end(child: &mut Child, mark: &Mark) {
    use rustix::process::{Pid, Signal, kill_process, kill_process_group};
    let session = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
    if let Some(session) = session {
        let _ = kill_process_group(session, Signal::KILL);
    }
    let _ = child.kill();
    let _ = child.wait();
    // The killed processes may have started others in the meantime.
    for _ in 0..5 {
        let left = super::processes::left_of(child.id(), MARK_VARIABLE, mark.text());
        if left.is_empty() {
            break;
        }
        for pid in left.into_iter().filter_map(Pid::from_raw) {
            let _ = kill_process(pid, Signal::KILL);
        }
        std::thread::sleep(TICK);
    }
}

#[cfg(not(unix))]
fn end(child: &mut Child, _: &Mark) {
    let _ = child.kill();
    let _ = child.wait();
}

/// Starts the program `command` in its own session and replaces this process with it: the hidden command
/// [`SESSION_COMMAND`].
#[must_use]
pub fn start_session(command: &[std::ffi::OsString]) -> ExitCode {
    let Some((program, arguments)) = command.split_first() else { return ExitCode::from(2) };
    let mut command = Command::new(program);
    command.args(arguments);
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        // This fails only if the process already leads a group, which this one does not.
        let _ = rustix::process::setsid();
        let error = command.exec();
        let _ = writeln!(io::stderr().lock(), "{error}");
        ExitCode::from(127)
    }
    #[cfg(not(unix))]
    {
        let status = command.status().ok().and_then(|status| status.code()).and_then(|code| u8::try_from(code).ok());
        ExitCode::from(status.unwrap_or(127))
    }
}

/// Prints the environment of this process as JSON between two marks, or writes it without marks to `file`, which must exist:
/// the hidden command [`ENVIRONMENT_COMMAND`].
///
/// Whoever asks for a file has made it readable only for the user, so that no shell needs to redirect output.
#[must_use]
pub fn print_environment(mark: &str, file: Option<&Path>) -> ExitCode {
    let env: Env = std::env::vars_os()
        .map(|(name, value)| (name.to_string_lossy().into_owned(), value.to_string_lossy().into_owned()))
        .collect();
    let text = serde_json::to_string(&env).unwrap_or_default();
    let written = match file {
        Some(file) => OpenOptions::new().write(true).open(file).and_then(|mut file| file.write_all(text.as_bytes())),
        None => write!(io::stdout().lock(), "{mark}{text}{mark}"),
    };
    if written.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The answer between two marks in `output`, and the output around it.
pub(super) fn answer(output: &[u8], mark: &Mark) -> (Option<Env>, String) {
    let text = String::from_utf8_lossy(output);
    let Some((before, rest)) = text.split_once(mark.text()) else { return (None, text.into_owned()) };
    let Some((answer, after)) = rest.split_once(mark.text()) else { return (None, text.into_owned()) };
    let env: Option<Env> = serde_json::from_str(answer).ok();
    let mut env = env;
    for own in [MARK_VARIABLE, "VSCODE_RESOLVING_ENVIRONMENT", "ELECTRON_RUN_AS_NODE", "ELECTRON_NO_ATTACH_CONSOLE"] {
        for env in env.iter_mut() {
            env.remove(Os::this(), own);
        }
    }
    (env, format!("{before}{after}"))
}

/// The part of a shell's command line that prints the environment, for POSIX shells and fish.
pub(super) fn question(program: &Path, mark: &Mark) -> String {
    let program = program.to_string_lossy().replace('\'', "'\\''");
    format!("'{program}' {ENVIRONMENT_COMMAND} {}", mark.text())
}
