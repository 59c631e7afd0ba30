import { describe, it } from 'mocha';
import { deepStrictEqual, match, ok, rejects, strictEqual } from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { languageModelTools } from '../../../src/editor/ids.js';
import type { LayerAnswer } from '../../../src/results/derive/answers/layerAnswer.js';
import type { ResultAnswer } from '../../../src/results/derive/answers/resultAnswer.js';
import type { UnitAnswer } from '../../../src/results/derive/answers/unitAnswer.js';
import type { ResultFile } from '../../../src/results/schema.js';

interface Listed {
  readonly models: readonly {
    readonly model: string;
    readonly results: readonly { readonly result: string; readonly data: string }[];
    readonly shown: ResultAnswer | null;
    readonly hiddenLayers: readonly unknown[] | null;
  }[];
  readonly data: readonly string[];
}

async function invoke<Answer>(
  name: string,
  input: object,
  token?: vscode.CancellationToken,
): Promise<Answer> {
  const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined }, token);
  const [part] = content;
  ok(part instanceof vscode.LanguageModelTextPart);
  return JSON.parse(part.value) as Answer;
}

/** The result as it stands in its file. */
async function storedResult(): Promise<ResultFile> {
  const [uri] = await vscode.workspace.findFiles('digits.test.importance.json');
  return JSON.parse(await readFile(uri.fsPath, 'utf8')) as ResultFile;
}

describe('the tools for a language model', () => {
  const sample = { model: 'digits.onnx', data: 'test.dataset.json' };

  it('are listed by the editor, with what they are for and what they take', () => {
    for (const name of Object.values(languageModelTools)) {
      const tool = vscode.lm.tools.find((each) => each.name === name);
      ok(tool, name);
      ok(tool.description.length > 100, name);
      ok(tool.inputSchema, name);
    }
  });

  it('list the models, their layers and the data, before anything is measured', async () => {
    const { models, data } = await invoke<Listed>(languageModelTools.list, {});
    deepStrictEqual(
      models.map(({ model, shown }) => [model, shown]),
      [
        ['digits-memorised.onnx', null],
        ['digits.onnx', null],
      ],
    );
    const layer = (id: string) => ({ layer: id, kind: 'dense', units: 64 });
    deepStrictEqual(models[1].hiddenLayers, [layer('fc1'), layer('fc2')]);
    ok(data.includes('test.dataset.json'));
  });

  it('say what to do where nothing was measured, and which models there are where it is not clear', async () => {
    const ask = (input: object) => invoke(languageModelTools.layer, input);
    await rejects(ask({ layer: 'fc1', model: 'digits.onnx' }), /not measured yet: run an analysis/);
    await rejects(ask({ layer: 'fc1' }), /2 models; say which of digits-memorised\.onnx, digits\.onnx/);
    await rejects(
      ask({ layer: 'fc1', model: 'mnist.onnx' }),
      /no model "mnist\.onnx"; it has digits-memorised/,
    );
    await rejects(ask({ model: 'digits.onnx' }), /needs "layer"/);
  });

  it('run nothing once they were cancelled', async () => {
    const source = new vscode.CancellationTokenSource();
    const asked = invoke(languageModelTools.analyse, { ...sample, mode: 'exact' }, source.token);
    source.cancel();
    await rejects(asked);
    deepStrictEqual(await vscode.workspace.findFiles('*.importance.json'), []);
  });

  it('run an analysis, and answer with its summary', async () => {
    const answer = await invoke<ResultAnswer>(languageModelTools.analyse, { ...sample, mode: 'exact' });
    strictEqual(answer.intact.correctSamples, 466);
    deepStrictEqual(
      answer.layers.map(({ layer, units }) => [layer, units]),
      [
        ['fc1', 64],
        ['fc2', 64],
      ],
    );
    const { baseline } = await storedResult();
    strictEqual(baseline.correct, 466);
  });

  it('do not replace an exact result by an estimate', async () => {
    const asked = invoke(languageModelTools.analyse, { ...sample, mode: 'estimate' });
    await rejects(asked, /has an exact result on test\.dataset\.json/);
  });

  it('tell a layer as the result file has it', async () => {
    const { layers, baseline } = await storedResult();
    const [{ units }, { units: second }] = layers;
    const answer = await invoke<LayerAnswer>(languageModelTools.layer, { ...sample, layer: 'fc1', units: 1 });
    const lost = units.ablation?.['zero'].correct.map((correct) => baseline.correct - (correct ?? NaN)) ?? [];
    strictEqual(answer.samplesLost?.highest, Math.max(...lost));
    const mean = lost.reduce((sum, count) => sum + count, 0) / lost.length;
    // Answers have six digits.
    ok(Math.abs(answer.samplesLost.mean - mean) <= 1e-5 * Math.abs(mean));
    strictEqual(answer.unitsThatMatterMost[0].samplesLost, Math.max(...lost));
    strictEqual(answer.unitsThatMatterLeast[0].samplesLost, Math.min(...lost));
    strictEqual(answer.deadUnits?.count, units.silentSamples?.filter((silent) => silent === 500).length);
    strictEqual(answer.measured.files, 'upToDate');
    const other = await invoke<LayerAnswer>(languageModelTools.layer, { ...sample, layer: 'fc2' });
    strictEqual(other.deadUnits?.count, second.silentSamples?.filter((silent) => silent === 500).length);
  });

  it('tell a unit by its name and by its flat index', async () => {
    const { layers, baseline } = await storedResult();
    const correct = layers[1].units.ablation?.['zero'].correct[3] ?? NaN;
    const named = await invoke<UnitAnswer>(languageModelTools.unit, { ...sample, unit: 'fc2[3]' });
    strictEqual(named.unit.samplesLost, baseline.correct - correct);
    deepStrictEqual(await invoke<UnitAnswer>(languageModelTools.unit, { ...sample, unit: 67 }), named);
    await rejects(
      invoke(languageModelTools.unit, { ...sample, unit: 'fc3[0]' }),
      /no layer "fc3"; it has fc1, fc2/,
    );
    match(named.sentences.join(' '), /fc2\[3\]/);
  });

  it('list what was measured', async () => {
    const { models } = await invoke<Listed>(languageModelTools.list, { model: 'digits' });
    strictEqual(models.length, 1);
    deepStrictEqual(
      models[0].results.map(({ result, data }) => [result, data]),
      [['digits.test.importance.json', 'test.dataset.json']],
    );
    strictEqual(models[0].shown?.intact.correctSamples, 466);
  });
});
