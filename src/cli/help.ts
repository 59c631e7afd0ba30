import { options, optionTopics, type CommandName, type Option, type OptionTopic } from './options.js';
import { wrap } from './terminalText.js';

const width = 80;
const indent = 25;

const about: Record<
  CommandName,
  { readonly usage: string; readonly summary: string; readonly text: string }
> = {
  inspect: {
    usage: 'unit-importance inspect MODEL [options]',
    summary: "list a model's hidden layers and their units",
    text: "Lists a model's hidden layers in forward order: id, kind, operator, activation, shape of the output of one sample, and number of units.",
  },
  check: {
    usage: 'unit-importance check MODEL --data DATA [options]',
    summary: 'look at data with a model: read as it was trained?',
    text: 'Tells how data are understood (shape, range, labels, classes), how many of 100 samples the network gets right as they are described, and in the other usual scalings and layouts. Where another one does clearly better, the lines of the descriptor are printed that say so.',
  },
  analyse: {
    usage: 'unit-importance analyse MODEL --data DATA [options]',
    summary: 'delete every hidden unit by itself, and measure what that changes',
    text: 'Deletes every hidden unit by itself, measures what that does to the accuracy and the loss, and how selective for one class each unit is. Writes a result file and prints a summary. On demand it deletes more and more units together, adds noise, and deletes groups.',
  },
  show: {
    usage: 'unit-importance show RESULT [options]',
    summary: "tell a result's, a layer's or a unit's numbers",
    text: 'Tells what a result file holds: the layers in a line each; with --layer, a layer: dead units, mean and spread of what deleting a unit costs, those that matter most and least, how many could be deleted without a measured change; with --unit, a unit. Says when and on what data it was measured, and whether model or data have changed since.',
  },
  compare: {
    usage: 'unit-importance compare RESULT RESULT... [--json]',
    summary: 'lay the results of several networks side by side',
    text: 'Lays result files side by side, one column each: accuracy, AUC, mean selectivity, dead units, curves by the fraction of units removed, and noise.',
  },
  report: {
    usage: 'unit-importance report RESULT... [options]',
    summary: 'write the figures and sentences of results as a page',
    text: 'Writes one self-contained HTML page: the figures, sentences and tables of a result, light or dark as the reader has it, without script and without requests. Units that stand out have cards with samples, where the model and the data are still there. Of several results it first lays the networks side by side, and then tells of each.',
  },
  export: {
    usage: 'unit-importance export WEIGHTS --input-shape SIZES [options]',
    summary: 'have your own Python make a model of PyTorch weights',
    text: 'Files of PyTorch (.pt, .pth, .safetensors) hold weights without a graph. Your own Python builds the network, is given the weights, and writes the ONNX file, whole or not at all: this runs your code, whose modules are looked for in the working directory. Pickles are never loaded by it.',
  },
};

const headings: Readonly<Record<OptionTopic, string>> = {
  measures: 'What is measured:',
  estimates: 'Estimates, sooner than exact:',
  curves: 'Curves, with --measures curves:',
  noise: 'Noise, with --measures noise:',
  groups: 'Groups of units:',
};

/** The help of the program, or of one command; lines of at most 80 columns. */
export function helpText(topic: CommandName | null): string {
  return `${(topic === null ? programHelp() : commandHelp(topic)).join('\n')}\n`;
}

function programHelp(): string[] {
  return [
    'unit-importance: which units of a trained neural network matter',
    '',
    'Usage:',
    `  ${about.inspect.usage}`,
    `  ${about.check.usage}`,
    `  ${about.analyse.usage}`,
    `  ${about.show.usage}`,
    `  ${about.compare.usage}`,
    `  ${about.report.usage}`,
    `  ${about.export.usage}`,
    '',
    'Commands:',
    ...(Object.keys(about) as CommandName[]).flatMap((name) => entry(name, about[name].summary)),
    '',
    'Options:',
    ...entry('-h, --help', "this help, or a command's: unit-importance analyse --help"),
    ...entry('--version', 'the version'),
    '',
    ...exitStatus,
  ];
}

function commandHelp(name: CommandName): string[] {
  const own = Object.entries(options).filter(([, option]) => option.commands.includes(name));
  const under = (topic: OptionTopic | undefined): string[] =>
    own
      // The headings are those of analyse; other commands have few options.
      .filter(([, { about }]) => (name === 'analyse' ? about : undefined) === topic)
      .flatMap(([option, entry]) => optionEntry(option, entry, name));
  return [
    `Usage: ${about[name].usage}`,
    '',
    ...wrap(about[name].text, width),
    '',
    'Options:',
    ...under(undefined),
    ...entry('-h, --help', 'this help'),
    '',
    ...optionTopics.flatMap((topic) => {
      const entries = under(topic);
      return entries.length === 0 ? [] : [headings[topic], ...entries, ''];
    }),
    ...(name === 'analyse' ? ['A LIST is separated by commas. Progress goes to standard error.', ''] : []),
    ...exitStatus,
  ];
}

const exitStatus = ['Exit status: 0 done, 1 failed, 2 bad arguments or input, 130 cancelled.'];

function optionEntry(option: string, { value, help, helpOf }: Option, command: CommandName): string[] {
  return entry(`--${option}${value === null ? '' : ` ${value}`}`, helpOf?.[command] ?? help);
}

function entry(term: string, text: string): string[] {
  return wrap(text, width - indent).map((line, i) => (i === 0 ? `  ${term}` : '').padEnd(indent) + line);
}
