import * as l10n from '@vscode/l10n';
import { writeDate } from '../../language.js';
import type { ResultFile } from '../schema.js';
import { wordList } from './wordList.js';

type NamedEngine = ResultFile['engine'];

/** When a result was measured, and by what. */
export function measuredWords({ created, engine }: Pick<ResultFile, 'created' | 'engine'>): string {
  return l10n.t('measured {0} with {1}', writeDate(created), engineWords(engine));
}

/** With versions: `onnxruntime-node 1.30.0 (cuda)`. The CPU is not named. */
function engineWords({ name, version, provider, also = [] }: NamedEngine): string {
  return wordList(
    [{ name, version, provider }, ...also].map((one) => withProvider(`${one.name} ${one.version}`, one)),
  );
}

/** What ran a network, without versions; `null` where it was the CPU alone, as it mostly is. */
export function unusualEngineWords({ name, provider, also = [] }: NamedEngine): string | null {
  const isUsual = (provider ?? 'cpu') === 'cpu' && also.length === 0;
  return isUsual ? null : wordList([{ name, provider }, ...also].map((one) => withProvider(one.name, one)));
}

function withProvider(
  name: string,
  { provider = 'cpu' }: { readonly provider?: string | undefined },
): string {
  return provider === 'cpu' ? name : `${name} (${provider})`;
}
