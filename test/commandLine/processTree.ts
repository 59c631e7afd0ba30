import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** A process that some process started. */
export interface ProcessNode {
  readonly pid: number;
  readonly parent: number;
  /** Time that it has kept a processor busy so far. */
  readonly busySeconds: number;
}

/** Everything that a process started, and that they started in turn: children before their own children. */
export function descendantsOf(root: number): ProcessNode[] {
  const all = process.platform === 'linux' ? fromProc() : fromPs();
  const found: ProcessNode[] = [];
  let generation = [root];
  while (generation.length > 0) {
    const children = all.filter(({ parent }) => generation.includes(parent));
    found.push(...children);
    generation = children.map(({ pid }) => pid);
  }
  return found;
}

/** Ticks in which Linux counts processor time, per second: 100 for every program, whatever the kernel uses. */
const ticksPerSecond = 100;

function fromProc(): ProcessNode[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // The second field is a name that may hold anything; from the third on: state, parent, ... see proc(5).
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const busySeconds = (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
      return [{ pid: Number(pid), parent: Number(fields[1]), busySeconds }];
    } catch {
      return []; // it ended meanwhile
    }
  });
}

function fromPs(): ProcessNode[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,time='], { encoding: 'utf8' }).trim().split('\n');
  return lines.map((line) => {
    const [pid, parent, time] = line.trim().split(/\s+/);
    const busySeconds = time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
    return { pid: Number(pid), parent: Number(parent), busySeconds };
  });
}
