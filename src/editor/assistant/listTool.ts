import * as vscode from 'vscode';
import { InputError } from '../../inputError.js';
import { resultAnswer, type ResultAnswer } from '../../results/derive/answers/resultAnswer.js';
import type { Analyses } from '../analyses.js';
import type { ModelLibrary } from '../modelLibrary.js';
import type { ResultLibrary } from '../resultLibrary.js';
import { runningWords } from '../runningWords.js';
import type { AssistantTool } from './assistantTool.js';
import type { NamedFile } from './namedFile.js';
import { nameOf, standingOfFiles, type WorkspaceSubjects } from './workspaceSubjects.js';

/** More would crowd out what the chat is about; a model that is left out can be named. */
const mostModels = 20;
/** Each is read in a process of its own. */
const mostRead = 5;

/** A model of the workspace, with what is known of it. */
interface ListedModel {
  readonly model: string;
  /** How far an analysis is; `null` where none runs. */
  readonly analysisUnderWay: string | null;
  /** How the last analysis ended where it did not end well. */
  readonly lastAnalysis: string | null;
  /** Result files, newest first. */
  readonly results: readonly {
    readonly result: string;
    readonly data: string;
    readonly measuredAt: string;
  }[];
  /** The result that the editor shows; `null` where nothing was measured. */
  readonly shown: ResultAnswer | null;
  /** Of a model that was not measured; `null` where they were not read: name the model to have them. */
  readonly hiddenLayers:
    readonly { readonly layer: string; readonly kind: string; readonly units: number }[] | null;
  /** Why the model can't be read. */
  readonly problem: string | null;
}

/** Tells which models the workspace has, their layers, what was measured of them, and which data there are. */
export function listTool(
  subjects: WorkspaceSubjects,
  models: ModelLibrary,
  results: ResultLibrary,
  analyses: Analyses,
): AssistantTool {
  const listedModel = async ({ path, name }: NamedFile, reads: boolean): Promise<ListedModel> => {
    const running = analyses.running(path);
    const stored = results.shown(path);
    const layers = stored === null ? await hiddenLayers(models, path, reads) : null;
    return {
      model: name,
      analysisUnderWay: running === null ? null : runningWords(running),
      lastAnalysis: analyses.notice(path)?.text ?? null,
      results: results.of(path).map((one) => ({
        result: nameOf(one.path),
        data: nameOf(one.dataPath),
        measuredAt: one.result.created,
      })),
      shown:
        stored === null
          ? null
          : resultAnswer(stored.result, standingOfFiles(stored.freshness), { replacement: null }),
      hiddenLayers: typeof layers === 'string' ? null : layers,
      problem: typeof layers === 'string' ? layers : null,
    };
  };
  return {
    words: () => vscode.l10n.t('Listing models and what was measured of them'),
    answer: async (input, token) => {
      const name = input.optionalText('model', 'digits.onnx');
      const all = await subjects.models();
      const wanted = name === null ? all : [await subjects.model(name)];
      const shown = wanted.slice(0, mostModels);
      const reads = wanted.length <= mostRead;
      const toCheck = shown.flatMap(({ path }) => results.shown(path) ?? []);
      await Promise.all(toCheck.map((stored) => subjects.checked(stored, token)));
      return {
        models: await Promise.all(shown.map((model) => listedModel(model, reads))),
        modelsLeftOut: wanted.slice(mostModels).map((model) => model.name),
        data: (await subjects.data()).map((file) => file.name),
      };
    },
  };
}

/** @returns why a model can't be read, where it can't; `null` where it was not read. */
async function hiddenLayers(
  models: ModelLibrary,
  path: string,
  reads: boolean,
): Promise<ListedModel['hiddenLayers'] | string> {
  const known = models.known(path);
  if (known === null && !reads) return null;
  try {
    const { layers } = known ?? (await models.summary(path));
    return layers.map(({ id, kind, unitCount }) => ({ layer: id, kind, units: unitCount }));
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}
