import { basename, posix } from 'node:path';
import * as vscode from 'vscode';
import type { Analyses } from './analyses.js';
import { commands, panelType } from './ids.js';
import type { FromPanel, MissingMeasure, PanelState, ToPanel } from './messages.js';
import type { Outlooks } from './outlooks.js';
import { panelHtml, panelRoots } from './panelHtml.js';
import { PanelQuestions, type QuestionServices } from './panelQuestions.js';
import type { UnitSelection } from './unitSelection.js';

/** What panels show and tell, handed in by the extension. */
export interface PanelServices extends QuestionServices {
  readonly extension: vscode.Uri;
  readonly analyses: Analyses;
  readonly selection: UnitSelection;
  readonly outlooks: Outlooks;
  /** Adds a measure to the result that is shown of a model. */
  readonly measure: (modelPath: string, measure: MissingMeasure) => void;
}

/** One panel a model, beside the code. */
export class Panels implements vscode.Disposable, vscode.WebviewPanelSerializer {
  readonly #panels = new Map<string, ModelPanel>();

  constructor(private readonly services: PanelServices) {}

  /** Opens a model's panel, or brings it to the front. */
  show(modelPath: string): void {
    this.#open(modelPath);
  }

  /** Shows a model's panel with other results, named by their paths, beside the one that stands for it. */
  compare(modelPath: string, others: readonly string[]): void {
    this.#open(modelPath).compare(others);
  }

  /** VS Code brings back the panels that stood open when it closed. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const modelPath = (state as { readonly modelPath?: unknown } | undefined)?.modelPath;
    if (typeof modelPath !== 'string') {
      panel.dispose();
      return;
    }
    this.#adopt(modelPath, panel);
    await this.services.results.find();
  }

  dispose(): void {
    for (const panel of this.#panels.values()) panel.dispose();
  }

  #open(modelPath: string): ModelPanel {
    const open = this.#panels.get(modelPath);
    if (open) {
      open.reveal();
      return open;
    }
    const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    return this.#adopt(modelPath, vscode.window.createWebviewPanel(panelType, '', column));
  }

  #adopt(modelPath: string, panel: vscode.WebviewPanel): ModelPanel {
    const adopted = new ModelPanel(modelPath, panel, this.services);
    this.#panels.set(modelPath, adopted);
    panel.onDidDispose(() => {
      this.#panels.delete(modelPath);
      this.services.networks.closeUnused(modelPath);
    });
    return adopted;
  }
}

/** The panel of one model: tells its webview the state whenever that changes, and does what it asks for. */
class ModelPanel implements vscode.Disposable {
  readonly #subscriptions: vscode.Disposable[];
  readonly #questions: PanelQuestions;
  #listening = false;
  #told = '';
  /** Results that are to be compared once the panel listens. */
  #toCompare: readonly string[] = [];

  constructor(
    private readonly modelPath: string,
    private readonly panel: vscode.WebviewPanel,
    private readonly services: PanelServices,
  ) {
    const { extension, results, analyses, selection } = services;
    this.#questions = new PanelQuestions(modelPath, services, (message) => this.#post(message));
    panel.title = basename(modelPath);
    const icon = (name: string) => vscode.Uri.joinPath(extension, 'media', name);
    panel.iconPath = { dark: icon('panel-dark.svg'), light: icon('panel-light.svg') };
    panel.webview.options = { enableScripts: true, localResourceRoots: panelRoots(extension) };
    this.#subscriptions = [
      panel.webview.onDidReceiveMessage((message: FromPanel) => this.#hear(message)),
      panel.onDidChangeViewState(() => {
        if (panel.visible) return;
        this.#listening = false;
        this.#questions.closeLive();
      }),
      panel.onDidDispose(() => this.dispose()),
      results.onDidChange(() => this.#tell()),
      results.onDidGrow((path) => {
        if (path === modelPath) this.#tell();
      }),
      analyses.onDidChange((path) => {
        if (path === modelPath) this.#tell();
      }),
      selection.onDidChange(({ modelPath: path, unit }) => {
        if (path === modelPath) this.#post({ type: 'select', unit });
      }),
    ];
    panel.webview.html = panelHtml(panel.webview, extension, panel.title);
  }

  reveal(): void {
    this.panel.reveal(undefined, true);
  }

  compare(others: readonly string[]): void {
    if (!this.#post({ type: 'compare', ids: others })) this.#toCompare = others;
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#questions.closeLive();
    this.panel.dispose();
  }

  #state(): PanelState {
    const { results, analyses, selection, outlooks } = this.services;
    const shown = results.shown(this.modelPath);
    const growing = results.growing(this.modelPath);
    const stored = results.of(this.modelPath);
    return {
      modelPath: this.modelPath,
      model: basename(this.modelPath),
      results: [...(growing ? [growing] : []), ...stored].map(({ path, result, freshness }) => {
        const { name } = result.dataset;
        const label =
          freshness === 'measuring'
            ? vscode.l10n.t('{0} (being measured)', name)
            : freshness === 'unfinished'
              ? vscode.l10n.t('{0} (not finished)', name)
              : name;
        return { id: path, label, freshness };
      }),
      shown: shown && { id: shown.path, freshness: shown.freshness, result: shown.result },
      running: analyses.running(this.modelPath),
      notice: analyses.notice(this.modelPath),
      selected: selection.of(this.modelPath),
      outlook: shown ? null : outlooks.of(this.modelPath, () => this.#tell()),
      hasCode: false,
      comparable: results.all().map(({ path, result }) => ({
        id: path,
        model: posix.basename(result.model.file),
        data: result.dataset.name,
      })),
    };
  }

  /** Tells the whole state where more than the progress has changed; results are large. */
  #tell(): void {
    const state = this.#state();
    const { id, freshness } = state.shown ?? {};
    const { created, durationSeconds } = state.shown?.result ?? {};
    const written = [created, durationSeconds];
    const { results, notice, comparable, running, outlook } = state;
    const now = JSON.stringify([
      ...[results, id, freshness, written, notice, comparable, outlook],
      running === null,
    ]);
    if (now === this.#told) {
      this.#post({ type: 'progress', running });
      return;
    }
    if (this.#post({ type: 'state', state })) this.#told = now;
  }

  #post(message: ToPanel): boolean {
    if (this.#listening) void this.panel.webview.postMessage(message);
    return this.#listening;
  }

  #hear(message: FromPanel): void {
    const { results, selection } = this.services;
    switch (message.type) {
      case 'ready':
        this.#listening = true;
        this.#told = '';
        this.#tell();
        if (this.#toCompare.length > 0) this.#post({ type: 'compare', ids: this.#toCompare });
        this.#toCompare = [];
        return;
      case 'select':
        selection.select(this.modelPath, message.unit);
        return;
      case 'quickLook':
        return run(commands.quickLook, vscode.Uri.file(this.modelPath), { askForData: false });
      case 'refine':
        return run(commands.refine, vscode.Uri.file(this.modelPath));
      case 'measure':
        this.services.measure(this.modelPath, message.measure);
        return;
      case 'analyse':
        return run(commands.analyse, vscode.Uri.file(this.modelPath), { askForData: false });
      case 'chooseData':
        return run(commands.chooseDataset, vscode.Uri.file(this.modelPath));
      case 'cancel':
        return run(commands.cancel, vscode.Uri.file(this.modelPath));
      case 'report':
        return run(commands.report, vscode.Uri.file(this.modelPath));
      case 'showLog':
        return run(commands.showLog);
      case 'revealCode':
        return run(commands.revealCode, vscode.Uri.file(this.modelPath), message.unit);
      case 'showResult':
        results.choose(message.id);
        return;
      case 'openResultFile': {
        const shown = results.shown(this.modelPath);
        if (shown && !['measuring', 'unfinished'].includes(shown.freshness))
          void vscode.window.showTextDocument(vscode.Uri.file(shown.path));
        return;
      }
      case 'ask':
        void this.#questions.answer(message);
        return;
      case 'liveClose':
        this.#questions.closeLive();
        return;
      case 'save':
        void saveFile(vscode.Uri.file(this.modelPath), message);
        return;
      case 'copy':
        void vscode.env.clipboard.writeText(message.text);
        vscode.window.setStatusBarMessage(vscode.l10n.t('{0} copied', message.what), 3000);
    }
  }
}

/** Asks where a file is to be kept, beside the model unless told, and writes it there. */
async function saveFile(
  model: vscode.Uri,
  { name, encoding, content }: Extract<FromPanel, { type: 'save' }>,
): Promise<void> {
  const defaultUri = vscode.Uri.joinPath(model, '..', name);
  const ending = name.slice(name.lastIndexOf('.') + 1);
  const file = await vscode.window.showSaveDialog({
    defaultUri,
    filters: { [ending.toUpperCase()]: [ending] },
  });
  if (file) await vscode.workspace.fs.writeFile(file, Buffer.from(content, encoding));
}

function run(command: string, ...args: unknown[]): void {
  void vscode.commands.executeCommand(command, ...args);
}
