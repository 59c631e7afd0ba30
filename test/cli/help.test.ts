import { describe, expect, it } from 'vitest';
import { helpText } from '../../src/cli/help.js';
import { options } from '../../src/cli/options.js';

describe('the help', () => {
  it('of the program fits on a screen', () => {
    expect(helpText(null)).toMatchInlineSnapshot(`
      "unit-importance: which units of a trained neural network matter

      Usage:
        unit-importance inspect MODEL [options]
        unit-importance check MODEL --data DATA [options]
        unit-importance analyse MODEL --data DATA [options]
        unit-importance show RESULT [options]
        unit-importance compare RESULT RESULT... [--json]
        unit-importance report RESULT... [options]
        unit-importance export WEIGHTS --input-shape SIZES [options]

      Commands:
        inspect                list a model's hidden layers and their units
        check                  look at data with a model: read as it was trained?
        analyse                delete every hidden unit by itself, and measure what
                               that changes
        show                   tell a result's, a layer's or a unit's numbers
        compare                lay the results of several networks side by side
        report                 write the figures and sentences of results as a page
        export                 have your own Python make a model of PyTorch weights

      Options:
        -h, --help             this help, or a command's: unit-importance analyse
                               --help
        --version              the version

      Exit status: 0 done, 1 failed, 2 bad arguments or input, 130 cancelled.
      "
    `);
  });

  it('of analyse names each of its options, under what they are for', () => {
    expect(helpText('analyse')).toMatchInlineSnapshot(`
      "Usage: unit-importance analyse MODEL --data DATA [options]

      Deletes every hidden unit by itself, measures what that does to the accuracy and
      the loss, and how selective for one class each unit is. Writes a result file and
      prints a summary. On demand it deletes more and more units together, adds noise,
      and deletes groups.

      Options:
        --data PATH            the data: a descriptor (NAME.dataset.json), or a data
                               file or folder that is understood without one; required
        --out FILE             the result file (default: beside the model, named after
                               model and data, as digits.test.importance.json)
        --data-root DIR        a folder outside the descriptor's that its paths may
                               lead into; may be repeated
        --samples N            only the first N samples (default: all)
        --seed N               of every random draw (default: 0)
        --workers N            processes that share the work (default: one per core)
        --memory SIZE          the most memory that all processes take together, as
                               500MB or 2GB, or a share of the machine as 25%
                               (default: 25%)
        --cache DIR            where work is kept until it is all done, so that an
                               analysis that was stopped goes on where it was
                               (default: in the user's folder for caches, or
                               $UNIT_IMPORTANCE_CACHE)
        --no-cache             keeps no work: an analysis that was stopped begins anew
        --engine NAME          what runs the network: cpu, cuda, dml, coreml, webgpu,
                               wasm, or auto, which is cpu unless another is measured
                               to be clearly faster (default: auto)
        --json                 JSON on standard output instead of tables
        -h, --help             this help

      What is measured:
        --measures LIST        of selectivity, importance, curves, noise (default:
                               selectivity,importance)
        --replacement LIST     what deleted units are replaced by: of zero, mean,
                               resample, optimal (default: zero)
        --layers LIST          layer ids or globs: what is measured, deleted and
                               noised (default: every hidden layer)
        --units LIST           flat unit indexes as 3, 0-63 or every:14: of the
                               layers, only these units are deleted by themselves
                               (default: every one)
        --no-loss              counts only, which is faster

      Estimates, sooner than exact:
        --precision P          draws random samples until the 99 % interval of each
                               unit's drop in accuracy reaches at most so far to
                               either side, as 0.5%; without this option everything is
                               exact
        --top K                draws no more for units that are told to be among the K
                               that cost most, or not to be

      Curves, with --measures curves:
        --scope LIST           also of noise: network, layer (each by itself), or
                               layer ids, which make one scope (default: network)
        --mode MODE            remove the first units of an order, or keep those and
                               remove the others (default: remove)
        --orders LIST          random:10; selectivity, information, importance (rise
                               in loss) or accuracy (samples lost) with :asc or :desc;
                               rotation:10, random axes of a layer (default:
                               random:10)
        --order-file FILE      JSON, an array of orders, each an array of flat unit
                               indexes
        --removed LIST         the numbers of removed units at which to measure
                               (default: 33 evenly spaced)

      Noise, with --measures noise:
        --scales LIST          multiples of each unit's standard deviation (default:
                               0.1,0.25,0.5,1,2)
        --noise-seeds N        how many draws (default: 5)

      Groups of units:
        --groups FILE          JSON, an array of arrays of flat unit indexes to delete
                               together
        --pairs LIST           flat unit indexes: deletes each of them and every pair,
                               to see what they cost together

      A LIST is separated by commas. Progress goes to standard error.

      Exit status: 0 done, 1 failed, 2 bad arguments or input, 130 cancelled.
      "
    `);
    const own = Object.entries(options).filter(([, { commands }]) => commands.includes('analyse'));
    for (const [option] of own) expect(helpText('analyse')).toContain(`  --${option}`);
  });

  it('of compare tells what it lays side by side', () => {
    expect(helpText('compare')).toMatchInlineSnapshot(`
      "Usage: unit-importance compare RESULT RESULT... [--json]

      Lays result files side by side, one column each: accuracy, AUC, mean
      selectivity, dead units, curves by the fraction of units removed, and noise.

      Options:
        --json                 JSON on standard output instead of tables
        -h, --help             this help

      Exit status: 0 done, 1 failed, 2 bad arguments or input, 130 cancelled.
      "
    `);
  });

  it('is nowhere wider than 80 columns', () => {
    for (const topic of [null, 'inspect', 'analyse', 'show', 'compare'] as const) {
      for (const line of helpText(topic).split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    }
  });
});
