import * as l10n from '@vscode/l10n';

/** Somebody asked a job to stop, and it did. */
export class JobCancelled extends Error {
  override readonly name = 'JobCancelled';

  constructor() {
    super(l10n.t('The job was cancelled.'));
  }
}

/** A job ended without its result, and not because of its input. Its message is shown as it stands. */
export class JobFailed extends Error {
  override readonly name = 'JobFailed';
}
