import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { JobQueue } from '../../jobs/jobQueue.js';
import { writtenDescriptor } from '../../results/derive/writtenDescriptor.js';
import type { DataChoice } from '../dataChoice.js';
import { commands, describePanelType } from '../ids.js';
import type { DescribeState, FromDescriber, ToDescriber } from '../messages.js';
import { panelHtml, panelRoots } from '../panelHtml.js';
import { checkRequest } from '../settings.js';
import { DescribedData, type NamedData } from './describedData.js';
import { saveDescriptor } from './saveDescriptor.js';

/** What the panels need, handed in by the extension. */
export interface DescribeServices {
  readonly extension: vscode.Uri;
  readonly queue: Pick<JobQueue, 'check'>;
  readonly data: DataChoice;
  /** Measures a model on data. */
  readonly analyse: (modelPath: string, dataPath: string) => void;
}

/** One panel a model, in which data are described for it. */
export class DescribePanels implements vscode.Disposable, vscode.WebviewPanelSerializer {
  readonly #panels = new Map<string, DescribePanel>();

  constructor(private readonly services: DescribeServices) {}

  /** Opens a model's panel, or brings it to the front. @param dataPath what to look at; null to leave it as it is. */
  show(modelPath: string, dataPath: string | null): void {
    const open = this.#panels.get(modelPath);
    open?.reveal();
    const column = { viewColumn: vscode.ViewColumn.Active };
    const panel =
      open ?? this.#adopt(modelPath, vscode.window.createWebviewPanel(describePanelType, '', column));
    if (dataPath !== null) panel.look({ dataPath, labels: null });
  }

  /** VS Code brings back the panels that stood open when it closed. */
  deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const { modelPath, dataPath, labels } = (state ?? {}) as Readonly<Record<string, unknown>>;
    if (typeof modelPath !== 'string') {
      panel.dispose();
      return Promise.resolve();
    }
    const adopted = this.#adopt(modelPath, panel);
    if (typeof dataPath === 'string') {
      adopted.look({ dataPath, labels: typeof labels === 'string' ? labels : null });
    }
    return Promise.resolve();
  }

  dispose(): void {
    for (const panel of this.#panels.values()) panel.dispose();
  }

  #adopt(modelPath: string, panel: vscode.WebviewPanel): DescribePanel {
    const adopted = new DescribePanel(modelPath, panel, this.services);
    this.#panels.set(modelPath, adopted);
    panel.onDidDispose(() => this.#panels.delete(modelPath));
    return adopted;
  }
}

/** The panel in which data are described for one model. */
class DescribePanel implements vscode.Disposable {
  readonly #described: DescribedData;
  readonly #subscriptions: vscode.Disposable[];
  #listening = false;
  #saved: string | null = null;

  constructor(
    private readonly modelPath: string,
    private readonly panel: vscode.WebviewPanel,
    private readonly services: DescribeServices,
  ) {
    const { extension, queue } = services;
    this.#described = new DescribedData({
      check: (data, onStated) => queue.check(checkRequest(modelPath, data), onStated),
      changed: () => this.#tell(),
    });
    panel.title = vscode.l10n.t('Data for {0}', basename(modelPath));
    const icon = (name: string) => vscode.Uri.joinPath(extension, 'media', name);
    panel.iconPath = { dark: icon('panel-dark.svg'), light: icon('panel-light.svg') };
    panel.webview.options = { enableScripts: true, localResourceRoots: panelRoots(extension) };
    this.#subscriptions = [
      panel.webview.onDidReceiveMessage((message: FromDescriber) => this.#hear(message)),
      panel.onDidChangeViewState(() => {
        // A panel that is hidden loses its page; the next one asks for the state again.
        if (!panel.visible) this.#listening = false;
      }),
      panel.onDidDispose(() => this.dispose()),
    ];
    panel.webview.html = panelHtml(panel.webview, extension, panel.title, 'describe');
  }

  reveal(): void {
    this.panel.reveal();
  }

  look(data: NamedData): void {
    this.#saved = null;
    void this.#described.look(data);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#described.dispose();
    this.panel.dispose();
  }

  #tell(): void {
    if (!this.#listening) return;
    const { data, progress, error, check } = this.#described;
    const shortened = (path: string) => vscode.workspace.asRelativePath(path);
    const state: DescribeState = {
      modelPath: this.modelPath,
      model: basename(this.modelPath),
      data: data && { ...data, name: shortened(data.dataPath) },
      ...{ progress, error, check },
      savesAs: check && shortened(check.draft.path),
      saved: this.#saved && shortened(this.#saved),
    };
    const message: ToDescriber = { type: 'describing', state };
    void this.panel.webview.postMessage(message);
  }

  #hear(message: FromDescriber): void {
    const { data } = this.#described;
    switch (message.type) {
      case 'ready':
        this.#listening = true;
        this.#tell();
        return;
      case 'chooseData':
        void this.#chooseData();
        return;
      case 'chooseLabels':
        void this.#chooseLabels();
        return;
      case 'again':
        if (data) this.look(data);
        return;
      case 'cancel':
        this.#described.cancel();
        return;
      case 'showLog':
        void vscode.commands.executeCommand(commands.showLog);
        return;
      case 'openDescriptor':
        if (this.#saved !== null) void vscode.window.showTextDocument(vscode.Uri.file(this.#saved));
        return;
      case 'saveDescriptor':
        void this.#save(message.place, message.analyses).catch((error: unknown) => {
          const reason = error instanceof Error ? error.message : String(error);
          void vscode.window.showErrorMessage(
            vscode.l10n.t('The descriptor could not be written: {0}', reason),
          );
        });
    }
  }

  async #chooseData(): Promise<void> {
    const dataPath = await this.services.data.pick(this.modelPath);
    if (dataPath !== null) this.look({ dataPath, labels: null });
  }

  async #chooseLabels(): Promise<void> {
    const { data } = this.#described;
    if (!data) return;
    const [uri] =
      (await vscode.window.showOpenDialog({
        title: vscode.l10n.t('Labels of {0}', basename(data.dataPath)),
        openLabel: vscode.l10n.t('Use These Labels'),
        defaultUri: vscode.Uri.joinPath(vscode.Uri.file(data.dataPath), '..'),
      })) ?? [];
    if (uri) this.look({ ...data, labels: uri.fsPath });
  }

  async #save(place: number, analyses: boolean): Promise<void> {
    const { check } = this.#described;
    const tried = check?.tried[place];
    if (!check || !tried) return;
    const saved = await saveDescriptor(check.draft.path, writtenDescriptor(check.draft, tried.conversion));
    if (saved === null) return;
    this.#saved = saved;
    this.#tell();
    await this.services.data.remember(this.modelPath, saved);
    if (analyses) this.services.analyse(this.modelPath, saved);
  }
}
