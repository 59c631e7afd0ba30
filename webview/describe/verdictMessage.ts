import * as l10n from '@vscode/l10n';
import type { DescribeState } from '../../src/editor/messages.js';
import { checkWords, foundWords } from '../../src/results/derive/dataCheckWords.js';
import { conversionWords } from '../../src/results/derive/conversionWords.js';
import type { DataVerdict } from '../../src/results/derive/verdict.js';
import { message } from '../frame/message.js';

/** What the check comes to, and the proposal to take, in a message; null where nothing was found. */
export function verdictMessage(
  { check, progress }: DescribeState,
  verdict: DataVerdict | null,
  taken: number,
  take: (place: number) => void,
): HTMLElement | null {
  if (check === null || verdict === null) return null;
  const { severity, stated, advice } = checkWords(check, verdict, progress === 'done');
  const { proposal } = verdict;
  if (taken !== 0) {
    const words = conversionWords(check.tried[taken], check.tried[0]);
    const kept = l10n.t('Taken: {0}.', words);
    return message('info', `${kept} ${foundWords(check, verdict, taken)}`, l10n.t('As stated: {0}', stated), {
      label: l10n.t('Back to what is stated'),
      primary: false,
      run: () => take(0),
    });
  }
  const stopped =
    progress === 'cancelled' ? l10n.t('Stopped before the usual conversions were tried.') : null;
  return message(
    severity === 'warning' ? 'warning' : 'info',
    stated,
    advice ?? stopped,
    proposal === null
      ? null
      : {
          label: l10n.t('Take {0}', conversionWords(check.tried[proposal], check.tried[0])),
          primary: true,
          run: () => take(proposal),
        },
  );
}
