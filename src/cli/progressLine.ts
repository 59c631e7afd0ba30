import type { JobProgress } from '../jobs/protocol.js';
import { WorkTrace } from '../jobs/workTrace.js';
import { formatCount, formatCounted, formatDuration } from '../results/derive/numberFormat.js';
import type { Output, Style } from './io.js';
import { truncate } from './terminalText.js';

const phases: Record<JobProgress['phase'], string> = {
  reading: 'Reading model and data',
  statistics: 'Measuring activity',
  ablation: 'Deleting units',
  curves: 'Deleting more and more units',
  noise: 'Adding noise',
  groups: 'Deleting groups of units',
  writing: 'Writing the result',
};

const redrawMs = 100;
const plainLineMs = 10_000;
const barWidth = 24;

/**
 * How far a job has come, on standard error: one line that is redrawn on a terminal, elsewhere a plain line
 * now and then. `stop` must be called; it leaves nothing of the line on a terminal.
 */
export class ProgressLine {
  readonly #output: Output;
  readonly #style: Style;
  readonly #timer: NodeJS.Timeout;
  readonly #trace = new WorkTrace();
  #drawn = false;

  constructor(output: Output, style: Style) {
    this.#output = output;
    this.#style = style;
    this.#timer = setInterval(() => this.#draw(), output.isTTY === true ? redrawMs : plainLineMs);
    this.#timer.unref();
  }

  update(progress: JobProgress): void {
    const before = this.#trace.resumedPercent;
    this.#trace.add(progress, performance.now() / 1000);
    const resumed = this.#trace.resumedPercent;
    if (before === null && resumed !== null) this.#say(`Goes on where it was stopped (${resumed} % done).`);
  }

  stop(): void {
    clearInterval(this.#timer);
    if (this.#drawn && this.#output.isTTY === true) this.#output.write('\r\x1b[K');
  }

  /** Writes a line that stays. */
  #say(line: string): void {
    this.#output.write(`${this.#output.isTTY === true ? '\r\x1b[K' : ''}${line}\n`);
  }

  #draw(): void {
    const left = this.#trace.secondsLeft(performance.now() / 1000);
    this.#drawn = true;
    if (this.#output.isTTY !== true) {
      this.#output.write(`${progressText(this.#trace.latest, left)}\n`);
      return;
    }
    // The last column stays free: some terminals go to the next line once it is written.
    const width = (this.#output.columns ?? 80) - 1;
    this.#output.write(`\r${progressBar(this.#trace.latest, left, width, this.#style)}\x1b[K`);
  }
}

/** `Deleting units: 128 of 512, 52 %, 1 min 12 s left` */
export function progressText(progress: JobProgress, left: number | null): string {
  const parts = [counted(progress), progress.total > 0 ? percent(progress) : '', remaining(left)].filter(
    (part) => part !== '',
  );
  return parts.length === 0 ? phaseOf(progress) : `${phaseOf(progress)}: ${parts.join(', ')}`;
}

/** The same with a bar, in at most `width` columns; the bar goes first where they are few. */
export function progressBar(progress: JobProgress, left: number | null, width: number, style: Style): string {
  const text = progressText(progress, left);
  if (progress.total === 0 || text.length + barWidth + 3 > width) return truncate(text, width);
  const full = Math.round((barWidth * progress.done) / progress.total);
  const bar = style('cyan', '█'.repeat(full)) + style('dim', '░'.repeat(barWidth - full));
  return `${phaseOf(progress)} ${bar}${text.slice(phaseOf(progress).length + 1)}`;
}

function phaseOf({ phase, drawn }: JobProgress): string {
  return drawn === undefined ? phases[phase] : 'Estimating';
}

/** `128 of 512`; of an estimate `80 of 112 units settled after 1,536 samples` */
function counted({ deletions, drawn }: JobProgress): string {
  if (!deletions) return '';
  const share = `${formatCount(deletions.done)} of ${formatCount(deletions.total)}`;
  return drawn === undefined ? share : `${share} units settled after ${formatCounted(drawn, 'sample')}`;
}

/** Rounded down: 100 % is when it is done. */
function percent({ done, total }: JobProgress): string {
  return `${Math.floor((100 * done) / total)} %`;
}

function remaining(left: number | null): string {
  if (left === null) return '';
  const seconds = Math.max(1, Math.round(left));
  return seconds < 60 ? `${seconds} s left` : `${formatDuration(seconds)} left`;
}
