import { access } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { JobCancelled } from '../jobs/jobErrors.js';
import type { JobQueue } from '../jobs/jobQueue.js';
import type { WeightsSummary } from '../jobs/protocol.js';
import { ExportFault } from '../python/exportFault.js';
import {
  checkInputShape,
  checkReference,
  exportCommand,
  isProgram,
  onnxPathOf,
  type ExportRequest,
} from '../python/exportRequest.js';
import type { ExportStep } from '../python/exportToOnnx.js';
import { proposeExport, type ExportProposal } from './exportSources.js';
import { commands } from './ids.js';
import { isWeightsPath, type ModelLibrary } from './modelLibrary.js';
import { askForInterpreter, chosenInterpreter } from './pythonInterpreter.js';
import { nameInWorkspace } from './workspacePlaces.js';

export interface ExportServices {
  readonly models: ModelLibrary;
  readonly jobs: JobQueue;
  readonly log: vscode.LogOutputChannel;
  readonly memory: vscode.Memento;
  readonly extensionPath: string;
}

/** What a person has said of a file's export, remembered in the workspace. */
interface Answers {
  readonly reference: string | null;
  readonly inputShape: string;
}

/** Has the user's Python make an ONNX file of a file of weights, once they agree to the command, and goes on with its analysis. */
export class OnnxExport {
  /** Files that are being exported. */
  readonly #running = new Set<string>();

  constructor(private readonly services: ExportServices) {}

  /** @param path of the file of weights; where it is none, or null, it is asked for. */
  async run(path: string | null): Promise<void> {
    if (!vscode.workspace.isTrusted) {
      const text = vscode.l10n.t('An export runs Python, which restricted mode does not allow.');
      void vscode.window.showErrorMessage(text);
      return;
    }
    const weightsPath = path !== null && isWeightsPath(path) ? path : await this.#askForWeights();
    if (weightsPath === null) return;
    try {
      const { weights } = await this.services.models.summary(weightsPath);
      if (weights) await this.#ask(weightsPath, weights, null);
      else tell(vscode.l10n.t('{0} is no file of PyTorch that could be exported.', basename(weightsPath)));
    } catch (error) {
      tell(error instanceof Error ? error.message : String(error));
    }
  }

  /** Asks for what is needed, shows the command, and runs it. @param python null asks for no other than the usual one. */
  async #ask(weightsPath: string, weights: WeightsSummary, python: string | null): Promise<void> {
    const proposal = await proposeExport(weightsPath, weights, this.services.extensionPath);
    const answers = await this.#answers(weightsPath, weights, proposal);
    if (answers === null) return;
    const resource = vscode.Uri.file(weightsPath);
    const interpreter =
      python ?? (await this.#usualInterpreter(resource)) ?? (await askForInterpreter(resource));
    if (interpreter === null) return;
    await this.#consentAndRun({
      python: interpreter,
      script: join(this.services.extensionPath, 'media', 'python', 'export_onnx.py'),
      weightsPath,
      kind: weights.kind,
      ...answers,
      folder: folderOfModule(answers.reference, proposal, weightsPath),
      outPath: onnxPathOf(weightsPath),
    });
  }

  /** What was chosen after a failure, as long as the one that failed is still the user's; else that. */
  async #usualInterpreter(resource: vscode.Uri): Promise<string | null> {
    const usual = await chosenInterpreter(resource);
    const instead = this.services.memory.get<Readonly<Record<string, string>>>(interpretersKey) ?? {};
    return usual === null ? null : (instead[usual] ?? usual);
  }

  async #chooseInterpreter(resource: vscode.Uri): Promise<string | null> {
    const chosen = await askForInterpreter(resource);
    const usual = await chosenInterpreter(resource);
    if (chosen !== null && usual !== null)
      await this.services.memory.update(interpretersKey, { [usual]: chosen });
    return chosen;
  }

  async #answers(
    weightsPath: string,
    weights: WeightsSummary,
    { guesses, inputShape }: ExportProposal,
  ): Promise<Answers | null> {
    const name = basename(weightsPath);
    const last = this.services.memory.get<Answers>(keyOf(weightsPath));
    const found = guesses.map((guess) => `${guess.source.module}:${guess.name}`);
    let reference: string | null = null;
    if (!isProgram(weights.kind)) {
      const others = [...new Set(found)].slice(1, 4).join(', ');
      const given = await vscode.window.showInputBox({
        title: vscode.l10n.t('Export {0}: what builds the network?', name),
        prompt:
          others === ''
            ? vscode.l10n.t('module:function, or module:Class, called without arguments')
            : vscode.l10n.t(
                'module:function, or module:Class, called without arguments; also found: {0}',
                others,
              ),
        value: last?.reference ?? found.at(0) ?? '',
        placeHolder: 'train:Net',
        ignoreFocusOut: true,
        validateInput: (text) => complaint(() => checkReference('This', text.trim())),
      });
      if (given === undefined) return null;
      reference = given.trim();
    }
    const guess = guesses.find(({ source, name: of }) => `${source.module}:${of}` === reference);
    const shape = await vscode.window.showInputBox({
      title: vscode.l10n.t('Export {0}: what does an input look like?', name),
      prompt: vscode.l10n.t(
        'Sizes of one example, the batch first: 1,1,28,28 for a grey picture, 1,16:int64 for whole numbers',
      ),
      value: last?.inputShape ?? guess?.inputShape ?? inputShape,
      ignoreFocusOut: true,
      validateInput: (text) => complaint(() => checkInputShape('This', text)),
    });
    if (shape === undefined) return null;
    const answers = { reference, inputShape: shape.replaceAll(' ', '') };
    await this.services.memory.update(keyOf(weightsPath), answers);
    return answers;
  }

  async #consentAndRun(request: ExportRequest): Promise<void> {
    const { weightsPath, outPath, reference, folder } = request;
    const name = basename(weightsPath);
    const isThere = await access(outPath).then(
      () => true,
      () => false,
    );
    const what =
      reference === null
        ? vscode.l10n.t('It runs the program in {0}.', name)
        : vscode.l10n.t('It imports {0} and runs what that says.', reference.split(':')[0]);
    const writes = isThere
      ? vscode.l10n.t('{0} is there already and is replaced.', basename(outPath))
      : vscode.l10n.t('It writes {0} beside the weights.', basename(outPath));
    const runIt = vscode.l10n.t('Run');
    const answer = await vscode.window.showWarningMessage(
      vscode.l10n.t('Run Python to export {0}?', name),
      {
        modal: true,
        detail: `${exportCommand(request)}\n\n${vscode.l10n.t('In {0}.', folder)} ${what} ${writes}`,
      },
      runIt,
    );
    if (answer === runIt) await this.#run(request);
  }

  async #run(request: ExportRequest): Promise<void> {
    const { weightsPath, outPath } = request;
    if (this.#running.has(outPath)) {
      tell(vscode.l10n.t('{0} is being exported already.', basename(weightsPath)));
      return;
    }
    this.#running.add(outPath);
    let failure: unknown = null;
    try {
      await this.#export(request);
    } catch (error) {
      failure = error;
    } finally {
      this.#running.delete(outPath);
    }
    if (failure instanceof JobCancelled) return;
    if (failure !== null) {
      // From here it may be started again.
      await this.#offer(failure, request);
      return;
    }
    await vscode.commands.executeCommand(commands.analyse, vscode.Uri.file(outPath));
  }

  async #export(request: ExportRequest): Promise<void> {
    const { jobs, log } = this.services;
    log.info(exportCommand(request));
    const { exportToOnnx } = await import('../python/exportToOnnx.js');
    await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: vscode.l10n.t('Exporting {0}', basename(request.weightsPath)),
        cancellable: true,
      },
      async (progress, token) => {
        const cancellation = new AbortController();
        token.onCancellationRequested(() => cancellation.abort(new JobCancelled()));
        const extract = (path: string, to: string, signal: AbortSignal): Promise<unknown> => {
          const job = jobs.extractWeights({ path, to });
          signal.addEventListener('abort', () => job.cancel(), { once: true });
          return job.result;
        };
        const onStep = (step: ExportStep): void => progress.report({ message: stepWords(step) });
        await exportToOnnx(request, { extract, onStep }, cancellation.signal);
      },
    );
  }

  /** Says why there is no export, and offers what may help. */
  async #offer(error: unknown, request: ExportRequest): Promise<void> {
    const { log, models } = this.services;
    const fault = error instanceof ExportFault ? error : null;
    const message = error instanceof Error ? error.message : String(error);
    log.error(message);
    if (fault !== null && fault.output !== '') log.info(fault.output.trimEnd());
    const another = vscode.l10n.t('Choose Interpreter…');
    const again = vscode.l10n.t('Try Again');
    const showLog = vscode.l10n.t('Show Log');
    const actions = [fault?.isAboutPython === true ? another : again, showLog];
    const choice = await vscode.window.showErrorMessage(message, ...actions);
    if (choice === showLog) log.show();
    if (choice === another) {
      const python = await this.#chooseInterpreter(vscode.Uri.file(request.weightsPath));
      if (python !== null) await this.#consentAndRun({ ...request, python });
    }
    if (choice === again) {
      const { weights } = await models.summary(request.weightsPath);
      if (weights) await this.#ask(request.weightsPath, weights, request.python);
    }
  }

  async #askForWeights(): Promise<string | null> {
    const paths = (await this.services.models.paths()).filter(isWeightsPath);
    if (paths.length === 0) {
      tell(vscode.l10n.t('This workspace has no file of PyTorch weights (.pt, .pth, .pt2, .safetensors).'));
      return null;
    }
    const items = paths.map((path) => ({
      label: basename(path),
      description: nameInWorkspace(dirname(path)),
      path,
    }));
    const picked = await vscode.window.showQuickPick(items, {
      title: vscode.l10n.t('Export which weights?'),
    });
    return picked?.path ?? null;
  }
}

const interpretersKey = 'export:interpreters';

function keyOf(weightsPath: string): string {
  return `export:${nameInWorkspace(weightsPath)}`;
}

/** Where a module is imported from: where it was found, else beside the weights. */
function folderOfModule(reference: string | null, { guesses }: ExportProposal, weightsPath: string): string {
  const module = reference?.split(':')[0];
  return guesses.find(({ source }) => source.module === module)?.source.folder ?? dirname(weightsPath);
}

function stepWords(step: ExportStep): string {
  switch (step) {
    case 'reading':
      return vscode.l10n.t('reading the weights');
    case 'importing':
      return vscode.l10n.t('building the network');
    case 'running':
      return vscode.l10n.t('trying the network');
    case 'exporting':
      return vscode.l10n.t('writing ONNX');
  }
}

/** What is wrong with an answer; null where nothing is. */
function complaint(check: () => void): string | null {
  try {
    check();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function tell(sentence: string): void {
  void vscode.window.showErrorMessage(sentence);
}
