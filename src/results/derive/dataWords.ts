import * as l10n from '@vscode/l10n';

/** A replacement value's name where it is read: `zero`, `mean`. */
export function replacementName(replacement: string): string {
  switch (replacement) {
    case 'zero':
      return l10n.t({ message: 'zero', comment: 'what deleted units are replaced by' });
    case 'mean':
      return l10n.t({ message: 'mean', comment: 'what deleted units are replaced by' });
    case 'resample':
      return l10n.t({ message: 'resample', comment: 'what deleted units are replaced by' });
    case 'optimal':
      return l10n.t({ message: 'optimal', comment: 'what deleted units are replaced by' });
    default:
      return replacement;
  }
}

/** What labels are: `true`, `shuffled 60 %`; words that are not ours stay as they are. */
export function labelKindName(kind: string): string {
  switch (kind) {
    case 'true':
      return l10n.t({ message: 'true', comment: 'of labels' });
    case 'random':
      return l10n.t({ message: 'random', comment: 'of labels' });
    default:
      return kind.replace(/^shuffled\b/, () => l10n.t({ message: 'shuffled', comment: 'of labels' }));
  }
}

/** Where something was done: in the `network` as a whole, or in a layer, by its name. */
export function scopeName(scope: string): string {
  return scope === 'network' ? l10n.t({ message: 'network', comment: 'as a whole' }) : scope;
}
