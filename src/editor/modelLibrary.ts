import * as vscode from 'vscode';
import { InputError } from '../inputError.js';
import type { JobQueue } from '../jobs/jobQueue.js';
import type { LayerStatistics, ModelSummary } from '../jobs/protocol.js';
import { readSettings } from './settings.js';
import { WorkspaceFiles } from './workspaceFiles.js';

/** Whether a file is one of PyTorch's by its name: those hold weights, and no network that could be measured. */
export function isWeightsPath(path: string): boolean {
  return /\.(?:pt|pth|th|ckpt|pt2|safetensors)$/i.test(path);
}

/**
 * The workspace's models: found once, kept up to date by watching. Layers are read when they are asked for,
 * in a child process.
 */
export class ModelLibrary implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<string | null>();
  /** Tells the path of the model that has changed; null where models came or went. */
  readonly onDidChange = this.#changed.event;
  readonly #summaries = new Map<string, Promise<ModelSummary>>();
  readonly #known = new Map<string, ModelSummary>();
  readonly #statistics = new Map<string, Map<string, Promise<LayerStatistics>>>();
  readonly #files = new WorkspaceFiles(
    '**/{*.onnx,*.keras,*.h5,model.json,saved_model.pb,*.pt,*.pth,*.th,*.ckpt,*.pt2,*.safetensors}',
  );

  constructor(private readonly queue: JobQueue) {
    this.#files.onNews(({ path, what }) => {
      this.#summaries.delete(path);
      this.#known.delete(path);
      this.#statistics.delete(path);
      this.#changed.fire(what === 'changed' ? path : null);
    });
  }

  /** Paths of the workspace's models, in alphabetical order. */
  paths(): Promise<string[]> {
    return this.#files.paths();
  }

  /** A model's layers. Rejects with an InputError where it can't be read. */
  async summary(path: string): Promise<ModelSummary> {
    let summary = this.#summaries.get(path);
    if (!summary) {
      summary = this.queue.inspect(path, readSettings().engine).result;
      this.#summaries.set(path, summary);
      summary.then(
        (known) => this.#known.set(path, known),
        (error: unknown) => {
          // What is wrong with the file stays so until it changes; other failures may be tried again.
          if (!(error instanceof InputError)) this.#summaries.delete(path);
        },
      );
    }
    return summary;
  }

  /** A model's layers where they have been read already. */
  known(path: string): ModelSummary | null {
    return this.#known.get(path) ?? null;
  }

  /** What the values of a layer's tensors are like, in a file of weights. */
  weightStatistics(path: string, layer: string): Promise<LayerStatistics> {
    const ofFile = this.#statistics.get(path) ?? new Map<string, Promise<LayerStatistics>>();
    this.#statistics.set(path, ofFile);
    const statistics = ofFile.get(layer) ?? this.queue.weightStatistics({ path, layer }).result;
    ofFile.set(layer, statistics);
    return statistics;
  }

  dispose(): void {
    this.#files.dispose();
    this.#changed.dispose();
  }
}
