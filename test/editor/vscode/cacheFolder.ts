import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where the operating system keeps what can be fetched again; `npm ci` leaves it alone. */
export function cacheFolder(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (XDG_CACHE_HOME) return join(XDG_CACHE_HOME, 'unit-importance');
  if (process.platform === 'darwin') return join(homedir(), 'Library/Caches/unit-importance');
  if (process.platform === 'win32' && LOCALAPPDATA) return join(LOCALAPPDATA, 'unit-importance');
  return join(homedir(), '.cache/unit-importance');
}
