import type { DataCheck } from '../results/dataCheck.js';
import type { JobProgress, LiveAnswer, LiveFacts, LiveQuestion, LiveReply } from '../jobs/protocol.js';
import type { ResultFile } from '../results/schema.js';
import type { StoredSample, UnitDetail } from '../results/unitDetail.js';

export type { LiveAnswer, LiveFacts, LiveQuestion, LiveReply } from '../jobs/protocol.js';

/** The language between the extension and its panel: everything that may be said, in both directions. */
export type ToPanel =
  | { readonly type: 'state'; readonly state: PanelState }
  /** Another part of the editor selected a unit, or none. */
  | { readonly type: 'select'; readonly unit: number | null }
  /** Puts these results, by the names that `PanelState.comparable` lists, beside the shown one in the Compare tab. */
  | { readonly type: 'compare'; readonly ids: readonly string[] }
  | { readonly type: 'progress'; readonly running: Running | null }
  | Answer
  /** The answer on all samples to the live question that was asked under this number, some time after the first answer. */
  | { readonly type: 'refined'; readonly id: number; readonly answer: LiveAnswer };

/** What the panel asks for beside its state: by name, the question and its answer. */
export interface Questions {
  /** What a unit does on every sample of the shown result's data. */
  readonly unitDetail: {
    readonly ask: { readonly unit: number; readonly replacement: string };
    readonly reply: UnitDetail;
  };
  /** Samples as they are to be looked at, in the order asked for. */
  readonly samples: {
    readonly ask: { readonly samples: readonly number[] };
    readonly reply: readonly StoredSample[];
  };
  /** Results by the names that `PanelState.comparable` lists. */
  readonly results: {
    readonly ask: { readonly ids: readonly string[] };
    readonly reply: readonly ResultFile[];
  };
  /** Opens the network to be asked what deletions do; it stays open while it is asked. */
  readonly liveOpen: { readonly ask: { readonly samples: number }; readonly reply: LiveFacts };
  readonly live: { readonly ask: LiveQuestion; readonly reply: LiveReply };
}

export type QuestionName = keyof Questions;

/** A question under a number of the panel's own, which the answer carries. */
export type Question = {
  [Name in QuestionName]: {
    readonly type: 'ask';
    readonly id: number;
    readonly name: Name;
    readonly ask: Questions[Name]['ask'];
  };
}[QuestionName];

export type Answer =
  | {
      [Name in QuestionName]: {
        readonly type: 'answer';
        readonly id: number;
        readonly name: Name;
        readonly reply: Questions[Name]['reply'];
      };
    }[QuestionName]
  /** Why there is none: a sentence, or `null` where a newer question took its place. */
  | { readonly type: 'refused'; readonly id: number; readonly reason: string | null };

/** What a panel shows. One panel belongs to one model. */
export interface PanelState {
  /** Names the model; a panel that is restored after a restart is found again by it. */
  readonly modelPath: string;
  /** The model's file name. */
  readonly model: string;
  /** Results of this model, newest first; the panel shows `shown`. */
  readonly results: readonly ResultChoice[];
  readonly shown: ShownResult | null;
  readonly running: Running | null;
  /** What went wrong last, until something goes right. */
  readonly notice: Notice | null;
  /** The selected unit, as a flat index of the shown result. */
  readonly selected: number | null;
  /** What is known before anything is measured; null where nothing is, and where a result is shown. */
  readonly outlook: Outlook | null;
  /** Whether it is known where the network is written in training code. */
  readonly hasCode: boolean;
  /** Results of all models of the workspace, this one's included, that can be compared. */
  readonly comparable: readonly ComparableResult[];
}

/** What an analysis would be of. */
export interface Outlook {
  /** Hidden layers and their units; null while the model was not read. */
  readonly layers: number | null;
  readonly units: number | null;
  /** The name of the file that describes the data, if some were chosen. */
  readonly data: string | null;
}

export interface ComparableResult {
  readonly id: string;
  /** The model's file name. */
  readonly model: string;
  /** The data's name. */
  readonly data: string;
}

export interface ResultChoice {
  /** The result file's path, which names it. */
  readonly id: string;
  /** The data's name: `t10k, first 2,000`. */
  readonly label: string;
  readonly freshness: Freshness;
}

/**
 * Whether the files that a result was measured on are still the same; `measuring` while it is not whole; `unfinished`
 * where it was cancelled, and holds the layers that were.
 */
export type Freshness =
  'checking' | 'upToDate' | 'modelChanged' | 'dataChanged' | 'missing' | 'measuring' | 'unfinished';

export interface ShownResult {
  readonly id: string;
  readonly freshness: Freshness;
  readonly result: ResultFile;
}

export interface Running {
  readonly phase: JobProgress['phase'];
  /** Work done and in all, in passes of one sample through the network. */
  readonly done: number;
  readonly total: number;
  /** Units deleted so far and in all; null outside the ablation. */
  readonly deletions: { readonly done: number; readonly total: number } | null;
  /** In an estimate: samples that the units were counted on that are still deleted; null elsewhere. */
  readonly drawn: number | null;
  /** Null while it can't be told yet. */
  readonly secondsLeft: number | null;
  /** Units deleted a second; null outside the ablation, or while it can't be told yet. */
  readonly unitsPerSecond: number | null;
  /** The data's name. */
  readonly data: string;
  /** How exact an estimate is going to be, as a share of the samples; null where all is counted. */
  readonly precision: number | null;
  /** Whether an estimate is made exact, which stays till then. */
  readonly refines: boolean;
  /** Whether a measure is added to a result, which stays till then. */
  readonly adds: boolean;
}

/** Says what happened, where, and what can be done about it. */
export interface Notice {
  readonly severity: 'error' | 'warning' | 'info';
  /** One sentence. */
  readonly text: string;
  readonly action: {
    readonly label: string;
    readonly does: 'analyse' | 'quickLook' | 'chooseData' | 'showLog';
  } | null;
}

export type FromPanel =
  /** The panel listens; it wants its state. */
  | { readonly type: 'ready' }
  | { readonly type: 'select'; readonly unit: number | null }
  | { readonly type: 'analyse' }
  /** Measures what the shown result lacks, and nothing else anew. */
  | { readonly type: 'measure'; readonly measure: MissingMeasure }
  /** Estimates from a part of the data. */
  | { readonly type: 'quickLook' }
  /** Makes the estimate that is shown exact. */
  | { readonly type: 'refine' }
  | { readonly type: 'chooseData' }
  | { readonly type: 'cancel' }
  | { readonly type: 'showLog' }
  | { readonly type: 'showResult'; readonly id: string }
  /** Opens the result file as text. */
  | { readonly type: 'openResultFile' }
  | { readonly type: 'copy'; readonly text: string; readonly what: string }
  /** Asks where a file is to be kept, and writes it there. */
  | {
      readonly type: 'save';
      /** With its ending. */
      readonly name: string;
      readonly encoding: 'utf8' | 'base64';
      readonly content: string;
    }
  /** Writes the shown result as a page of its own. */
  | { readonly type: 'report' }
  /** Shows the unit's layer where it is written in the training code. */
  | { readonly type: 'revealCode'; readonly unit: number }
  /** The network is not asked for a while. */
  | { readonly type: 'liveClose' }
  | Question;

/** Measures that a result may lack. */
export type MissingMeasure = 'importance' | 'selectivity' | 'information' | 'curves' | 'noise';

/** What the panel shows in which data are described. One panel belongs to one model. */
export interface DescribeState {
  readonly modelPath: string;
  /** The model's file name. */
  readonly model: string;
  /** Null before any were chosen. `name` is the path as it is shown; `labels` a file of labels that was chosen. */
  readonly data: {
    readonly dataPath: string;
    readonly name: string;
    readonly labels: string | null;
  } | null;
  /** `trying` once the stated conversion was looked at; `cancelled` with what was found till then. */
  readonly progress: 'choosing' | 'reading' | 'trying' | 'done' | 'cancelled' | 'failed';
  /** One sentence, where it failed. */
  readonly error: string | null;
  readonly check: DataCheck | null;
  /** Where the descriptor would be written, and where it was, as paths are shown. */
  readonly savesAs: string | null;
  readonly saved: string | null;
}

/** The language between the extension and the panel in which data are described. */
export interface ToDescriber {
  readonly type: 'describing';
  readonly state: DescribeState;
}

export type FromDescriber =
  /** The panel listens; it wants its state. */
  | { readonly type: 'ready' }
  | { readonly type: 'chooseData' }
  | { readonly type: 'chooseLabels' }
  /** Looks at the same files once more. */
  | { readonly type: 'again' }
  | { readonly type: 'cancel' }
  | { readonly type: 'showLog' }
  /** Writes the descriptor with the conversion at this place of `DataCheck.tried`. */
  | { readonly type: 'saveDescriptor'; readonly place: number; readonly analyses: boolean }
  /** Opens the one that was written as text. */
  | { readonly type: 'openDescriptor' };
