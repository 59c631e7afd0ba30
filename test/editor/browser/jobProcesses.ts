import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { inject } from 'vitest';

/** A process that the extension started for a job, or that such a one started to share the work. */
export interface JobProcess {
  readonly pid: number;
  readonly parent: number;
}

/**
 * The processes of the installed extension's jobs, found by the program they run: so those are counted too that
 * have outlived whoever started them. A job stands before its workers.
 */
export function jobProcesses(): JobProcess[] {
  const { extensionsFolder } = inject('preparedEditor');
  const ours = allProcesses().filter(
    ({ command }) => command.includes(extensionsFolder) && command.includes('worker.js'),
  );
  const pids = new Set(ours.map(({ pid }) => pid));
  const isWorker = ({ parent }: JobProcess): number => (pids.has(parent) ? 1 : 0);
  return ours.sort((a, b) => isWorker(a) - isWorker(b) || a.pid - b.pid);
}

interface RunningProcess extends JobProcess {
  /** Empty where it has ended and only its parent has yet to take note. */
  readonly command: string;
}

function allProcesses(): RunningProcess[] {
  return process.platform === 'linux' ? fromProc() : fromPs();
}

function fromProc(): RunningProcess[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // The second field is a name that may hold anything; state and parent follow, see proc(5).
      const parent = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      return [{ pid: Number(pid), parent: Number(parent), command }];
    } catch {
      return []; // it ended meanwhile
    }
  });
}

function fromPs(): RunningProcess[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  return lines.flatMap((line) => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return command === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
  });
}
