import { describe, expect, it } from 'vitest';
import { helpText } from '../../src/cli/help.js';
import { options } from '../../src/cli/options.js';

describe('the help', () => {
  it('of the program fits on a screen', () => {
    expect(helpText(null)).toMatchInlineSnapshot(`
      "unit-importance: which units of a trained neural network matter

      Usage:
        unit-importance inspect MODEL [--json]
        unit-importance analyse MODEL --data DATA [options]

      Commands:
        inspect                list a model's hidden layers and their units
        analyse                delete every hidden unit by itself, and measure what
                               that changes

      Options:
        -h, --help             this help, or a command's: unit-importance analyse
                               --help
        --version              the version

      Exit status: 0 done, 1 failed, 2 bad arguments or input, 130 cancelled.
      "
    `);
  });

  it('of analyse names each of its options', () => {
    expect(helpText('analyse')).toMatchInlineSnapshot(`
      "Usage: unit-importance analyse MODEL --data DATA [options]

      Deletes every hidden unit by itself, measures what that does to the accuracy and
      the loss, and how selective for one class each unit is. Writes a result file and
      prints a summary.

      Options:
        --data PATH            the data: a descriptor (NAME.dataset.json), or a data
                               file or folder that is understood without one; required
        --out FILE             the result file (default: beside the model, named after
                               model and data, as digits.test.importance.json)
        --data-root DIR        a folder outside the descriptor's that its paths may
                               lead into; may be repeated
        --measures LIST        of selectivity, importance (default: both)
        --replacement LIST     what deleted units are clamped to: of zero, mean
                               (default: zero)
        --layers LIST          layer ids or globs: what is measured and deleted
                               (default: every hidden layer)
        --samples N            only the first N samples (default: all)
        --seed N               of every random draw (default: 0)
        --no-loss              counts only, which is faster
        --workers N            processes that share the work (default: one per core)
        --json                 JSON on standard output instead of tables
        -h, --help             this help

      A LIST is separated by commas. Progress goes to standard error.

      Exit status: 0 done, 1 failed, 2 bad arguments or input, 130 cancelled.
      "
    `);
    for (const option of Object.keys(options)) expect(helpText('analyse')).toContain(`  --${option}`);
  });

  it('is nowhere wider than 80 columns', () => {
    for (const topic of [null, 'inspect', 'analyse'] as const) {
      for (const line of helpText(topic).split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    }
  });
});
