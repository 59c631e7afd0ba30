import * as vscode from 'vscode';

export interface SelectedUnit {
  readonly modelPath: string;
  /** Flat index of the unit; null where none is selected. */
  readonly unit: number | null;
}

/** The one selection that tree and panels share. */
export class UnitSelection implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<SelectedUnit>();
  readonly onDidChange = this.#changed.event;
  readonly #units = new Map<string, number>();

  /** The selected unit of a model. */
  of(modelPath: string): number | null {
    return this.#units.get(modelPath) ?? null;
  }

  select(modelPath: string, unit: number | null): void {
    if (this.of(modelPath) === unit) return;
    if (unit === null) this.#units.delete(modelPath);
    else this.#units.set(modelPath, unit);
    this.#changed.fire({ modelPath, unit });
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
