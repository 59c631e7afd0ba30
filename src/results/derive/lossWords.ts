import { formatCount, formatLoss } from './numberFormat.js';

/** A mean cross-entropy in nats, or squared error; it may be infinite where scores are far out. */
export function lossWords(loss: number): string {
  if (!Number.isFinite(loss)) return '-';
  return loss < 100 ? formatLoss(loss) : formatCount(Math.round(loss));
}
