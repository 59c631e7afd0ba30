import { describe, it } from 'mocha';
import { deepStrictEqual, match, ok, rejects, strictEqual } from 'node:assert/strict';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { Analyses } from '../../../src/editor/analyses.js';
import { analyseTool, type AnalyseServices } from '../../../src/editor/assistant/analyseTool.js';
import { ToolInput } from '../../../src/editor/assistant/toolInput.js';
import type { WorkspaceSubjects } from '../../../src/editor/assistant/workspaceSubjects.js';
import { JobCancelled } from '../../../src/jobs/jobErrors.js';
import type { ModelSummary } from '../../../src/jobs/protocol.js';
import { sampleResult } from '../../results/sampleResult.js';

const folder = vscode.workspace.workspaceFolders?.[0].uri.fsPath ?? '';
const paths = { model: join(folder, 'pets.onnx'), data: join(folder, 'test.dataset.json') };

const model: ModelSummary = {
  format: 'onnx',
  inputs: [],
  outputs: [],
  layers: [{ id: 'fc1', kind: 'dense', operator: 'Gemm', activation: 'Relu', shape: [8], unitCount: 8 }],
  plan: { work: 1e9, layers: [{ id: 'fc1', ways: [{ way: 'suffix', work: 1e9 }] }] },
};

/** The tool over a queue that does nothing but wait to be cancelled, and the results that there are. */
function tool(stored: readonly object[] = []) {
  const jobs = { started: 0, cancelled: 0 };
  const queue = {
    inspect: () => ({ result: Promise.resolve(model), cancel: () => {} }),
    analyse: () => {
      jobs.started++;
      let stop = (): void => {};
      const result = new Promise<never>((_, reject) => {
        stop = () => {
          jobs.cancelled++;
          reject(new JobCancelled());
        };
      });
      return { result, cancel: () => stop() };
    },
  };
  const results = {
    all: () => stored,
    get: (path: string) => stored.find((one) => 'path' in one && one.path === path) ?? null,
    shown: () => null,
    expect: () => {},
    stop: () => {},
  };
  const log = { info: () => {}, error: () => {} };
  const analyses = new Analyses(
    queue as unknown as ConstructorParameters<typeof Analyses>[0],
    results as unknown as ConstructorParameters<typeof Analyses>[1],
    log as unknown as vscode.LogOutputChannel,
    folder,
  );
  const subjects = {
    model: (name: string) => Promise.resolve({ name, path: paths.model }),
    dataNamed: (name: string) => Promise.resolve({ name, path: paths.data }),
  };
  const services = { queue, results, analyses, data: { remember: () => Promise.resolve() } };
  return {
    jobs,
    analyses,
    tool: analyseTool(subjects as unknown as WorkspaceSubjects, services as unknown as AnalyseServices),
  };
}

const input = (mode: string) => new ToolInput({ model: 'pets.onnx', data: 'test.dataset.json', mode });
const never = new vscode.CancellationTokenSource().token;

async function asked(mode: string, stored: readonly object[] = []): Promise<string> {
  const messages = await tool(stored).tool.consent?.(input(mode), never);
  strictEqual(messages?.title, 'Measure unit importance of pets.onnx?');
  ok(messages.message instanceof vscode.MarkdownString);
  // Text is escaped for Markdown.
  return messages.message.value.replaceAll('\\', '').replaceAll('&nbsp;', ' ');
}

describe('the consent to an analysis that a chat asks for', () => {
  it('says what runs on what, where the result goes, and about how long it takes', async () => {
    const words = await asked('exact');
    match(
      words,
      /Deletes each of 8 units in 1 layer of pets\.onnx by itself on all samples of test\.dataset\.json/,
    );
    match(words, /The result is written to pets\.test\.importance\.json; model and data stay as they are\./);
    match(words, /some (seconds|minutes)|about a minute|about an hour/);
    match(words, /for each 1,000 samples; it is a rough guess/);
    match(words, /can be cancelled/);
  });

  it('says of an estimate that it takes a part', async () => {
    match(await asked('estimate'), /on a random part of test\.dataset\.json, and estimates/);
  });

  it('says how long it took the last time, and that this result is replaced', async () => {
    const stored = {
      path: join(folder, 'pets.test.importance.json'),
      modelPath: paths.model,
      dataPath: paths.data,
      freshness: 'modelChanged',
      result: sampleResult(),
    };
    const words = await asked('exact', [stored]);
    match(words, /The result pets\.test\.importance\.json is replaced/);
    match(words, /The last time that took 8\.1 s\./);
  });

  it('is not asked for where the analysis would make no sense', async () => {
    await rejects(asked('soon'), /"mode" has to be one of exact, estimate/);
  });
});

describe('an analysis that a chat has started', () => {
  it('is cancelled with the call, and says so', async () => {
    const { tool: analyse, jobs, analyses } = tool();
    const source = new vscode.CancellationTokenSource();
    const answer = analyse.answer(input('exact'), source.token);
    while (!analyses.isRunning(paths.model)) await new Promise((resolve) => setTimeout(resolve, 5));
    await rejects(analyse.answer(input('exact'), never), /is being measured already/);
    await rejects(async () => analyse.consent?.(input('exact'), never), /is being measured already/);
    source.cancel();
    await rejects(answer, /The analysis of pets\.onnx was cancelled; no result was written/);
    deepStrictEqual(jobs, { started: 1, cancelled: 1 });
    strictEqual(analyses.isRunning(paths.model), false);
    strictEqual(analyses.notice(paths.model)?.severity, 'info');
  });

  it('is not started by a call that was cancelled before', async () => {
    const { tool: analyse, jobs } = tool();
    const source = new vscode.CancellationTokenSource();
    source.cancel();
    await rejects(analyse.answer(input('exact'), source.token), /was cancelled/);
    strictEqual(jobs.started, 0);
  });

  it('runs once where it is asked for twice at a time', async () => {
    const { tool: analyse, jobs, analyses } = tool();
    const source = new vscode.CancellationTokenSource();
    const calls = [1, 2].map(() => analyse.answer(input('exact'), source.token));
    const ends = Promise.allSettled(calls);
    while (!analyses.isRunning(paths.model)) await new Promise((resolve) => setTimeout(resolve, 5));
    source.cancel();
    const reasons = (await ends).map((end) => (end.status === 'rejected' ? String(end.reason) : ''));
    strictEqual(jobs.started, 1);
    ok(reasons.some((reason) => reason.includes('is being measured already')));
  });
});
