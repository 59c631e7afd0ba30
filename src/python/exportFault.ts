import { basename } from 'node:path';
import { InputError } from '../inputError.js';
import type { ExportRequest } from './exportRequest.js';
import type { PythonEnd } from './pythonProcess.js';

/** What our script tells of a failure: its kind, and the facts. */
export interface ScriptFault {
  readonly error: string;
  readonly [fact: string]: unknown;
}

/** An export that Python refused, with what a person can do beside reading the sentence. */
export class ExportFault extends InputError {
  constructor(
    message: string,
    /** Whether another interpreter may help. */
    readonly isAboutPython: boolean,
    /** What Python printed, for the log. */
    readonly output: string,
  ) {
    super(message);
  }
}

const mostNames = 3;

/** A failure of the script in words. */
export function faultOf(fault: ScriptFault, request: ExportRequest, output: string): ExportFault {
  const text = (name: string): string => (typeof fault[name] === 'string' ? fault[name] : '');
  const list = (name: string): string[] => (Array.isArray(fault[name]) ? fault[name].map(String) : []);
  const python = text('python') || request.python;
  const file = basename(request.weightsPath);
  const where = placeOf(fault);
  const said = text('message').replace(/\.$/, '');
  const aboutPython = (sentence: string): ExportFault => new ExportFault(sentence, true, output);
  const other = (sentence: string): ExportFault => new ExportFault(sentence, false, output);
  const function_ = request.reference?.split(':')[1] ?? 'the network';
  switch (fault.error) {
    case 'torchMissing':
      return aboutPython(
        `torch is not installed in ${python}; choose another interpreter, or install it there with pip install torch.`,
      );
    case 'torchBroken':
      return aboutPython(
        `torch can't be imported by ${python} (${said}); choose another interpreter, or install it anew.`,
      );
    case 'oldTorch':
      return aboutPython(
        `${file} takes torch ${text('needed')} or newer, and ${python} has ${text('version')}; choose another interpreter, or install a newer one with pip install --upgrade torch.`,
      );
    case 'packageMissing':
      return aboutPython(
        `The export needs ${text('missing')}, which is not installed in ${python}; install it there with pip install ${packageOf(text('missing'))}, or choose another interpreter.`,
      );
    case 'noModule':
      return other(
        `There is no module ${text('module')} in ${request.folder}; name a Python file there without its .py, as in train:Net.`,
      );
    case 'moduleImports':
      return aboutPython(
        `${text('module')} imports ${text('missing')}, which is not installed in ${python}${where}; install it there with pip install ${packageOf(text('missing'))}, or choose another interpreter.`,
      );
    case 'importFailed':
      return other(
        `${text('module')} can't be imported: ${said}${where}; what runs at import has to succeed, so put what trains under if __name__ == "__main__".`,
      );
    case 'noFunction': {
      const has = list('has');
      return other(
        `${text('module')} has no ${text('name')}${has.length > 0 ? `; it has ${some(has)}` : ''}; name what builds the network.`,
      );
    }
    case 'buildFailed':
      return other(
        `${text('name')}() fails: ${said}${where}; name a function that takes no arguments and returns the network.`,
      );
    case 'notNetwork':
      return other(
        `${function_} returns ${text('type')}, and no torch.nn.Module; name what builds the network.`,
      );
    case 'noModel':
      return other(`${file} holds weights alone; say with module:function what builds the network.`);
    case 'loadFailed':
      return other(`PyTorch can't read ${file}: ${said}; save it again.`);
    case 'keys':
      return other(keysSentence(file, function_, list('missing'), list('unexpected')));
    case 'shapes':
      return other(shapesSentence(file, function_, fault['wrong']));
    case 'forwardFailed':
      return other(
        `${function_} can't take an input of shape ${list('shape').join(' x ')}: ${said}${where}; correct the shape of the input.`,
      );
    case 'manyOutputs':
      return other(
        `${function_} answers with ${text('type')} and not with one tensor of logits; name a function whose network returns the logits alone.`,
      );
    default:
      return other(`The export of ${file} failed: ${said || fault.error}; the log has the whole story.`);
  }
}

/** The end of a script that told nothing, in words. */
export function endOf(end: PythonEnd, request: ExportRequest): ExportFault {
  const { python } = request;
  if (end.startError !== null) {
    return new ExportFault(
      `${python} can't be started (${end.startError}); choose another Python interpreter.`,
      true,
      end.output,
    );
  }
  if (end.signal !== null) {
    return new ExportFault(
      `${python} was ended by ${end.signal} before the export was done; try again, with more memory free if it ran out.`,
      false,
      end.output,
    );
  }
  const last = end.output.trimEnd().split('\n').at(-1)?.trim().replace(/\.$/, '');
  return new ExportFault(
    `${python} ended with exit status ${end.code} before the export was done${last ? `, and said last: ${last}` : ''}; choose another Python interpreter, or read the log.`,
    true,
    end.output,
  );
}

function keysSentence(
  file: string,
  network: string,
  missing: readonly string[],
  unexpected: readonly string[],
): string {
  const parts = [
    ...(missing.length > 0 ? [`lacks ${some(missing)}`] : []),
    ...(unexpected.length > 0 ? [`has ${some(unexpected)} that it does not know`] : []),
  ];
  return `${file} does not fit ${network}: it ${parts.join(', and ')}; name what builds the network that it was saved from.`;
}

function shapesSentence(file: string, network: string, wrong: unknown): string {
  const all = (Array.isArray(wrong) ? wrong : []) as {
    readonly name: string;
    readonly file: readonly number[];
    readonly network: readonly number[];
  }[];
  const shape = (sizes: readonly number[]): string =>
    sizes.length === 0 ? 'a single number' : sizes.join(' x ');
  const [first] = all;
  const more = all.length > 1 ? ` (and ${all.length - 1} more)` : '';
  return `${file} does not fit ${network}: ${first?.name} is ${shape(first?.file ?? [])} in the file and ${shape(first?.network ?? [])} in the network${more}; name what builds the network that it was saved from.`;
}

/** `a, b, c and 2 more` */
function some(names: readonly string[]): string {
  const more = names.length - mostNames;
  if (more > 0) return `${names.slice(0, mostNames).join(', ')} and ${more} more`;
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : names.join('');
}

function placeOf({ file, line }: ScriptFault): string {
  return typeof file === 'string' && typeof line === 'number' ? ` (${basename(file)}, line ${line})` : '';
}

/** Packages that are installed by another name than they are imported by. */
const packages: Readonly<Record<string, string>> = {
  cv2: 'opencv-python',
  PIL: 'pillow',
  sklearn: 'scikit-learn',
  skimage: 'scikit-image',
  yaml: 'pyyaml',
};

function packageOf(module: string): string {
  const [root] = module.split('.');
  return packages[root] ?? root;
}
