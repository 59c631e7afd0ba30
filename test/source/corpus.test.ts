import { describe, expect, it } from 'vitest';
import { joinCells } from '../../src/source/notebookText.js';
import type { SourceModel } from '../../src/source/sourceModel.js';
import { tieLayers, type ModelLayer, type Tie } from '../../src/source/tie.js';
import { corpus } from './corpus/corpus.js';
import type { CorpusCase } from './corpus/corpusCase.js';
import { sourceReader } from './grammars.js';

const reader = sourceReader();
const cases = Object.entries(corpus).flatMap(([way, each]) => each.map((one) => ({ way, ...one })));

type Verdict = 'exact' | 'ambiguous' | 'wrong';

interface Expected {
  readonly layer: string;
  readonly truth: string | null;
}

function expectedOf(line: string): Expected {
  const [layer, truth] = line.split('=').map((part) => part.trim());
  return { layer, truth: truth === '' ? null : truth };
}

function fileLayer(line: string): ModelLayer {
  const [id, kind, units, ...modules] = line.split(' ');
  return { id, kind: kind as ModelLayer['kind'], unitCount: Number(units), modules };
}

/** The network that is meant, in the way of making it that fits best. */
async function modelOf(each: CorpusCase): Promise<SourceModel | undefined> {
  const { text, language = 'python', model } = each;
  const program = typeof text === 'string' ? text : joinCells(text).text;
  const models = await reader.models(program, language);
  const meant = models.find(({ name }) => model === undefined || name === model);
  const layers = each.file.map(fileLayer);
  const fit = (one: SourceModel): number => tieLayers(one, layers).fit;
  return meant && [meant, ...meant.variants].reduce((best, one) => (fit(one) > fit(best) ? one : best));
}

function verdictOf(tie: Tie, truth: string | null): Verdict {
  if (tie.kind === 'tied') return tie.layer === truth ? 'exact' : 'wrong';
  if (tie.kind === 'none') return truth === null ? 'exact' : 'ambiguous';
  return truth !== null && tie.candidates.includes(truth) ? 'ambiguous' : 'wrong';
}

describe('the corpus of definitions', () => {
  it('holds at least 60', () => {
    expect(cases.length).toBeGreaterThanOrEqual(60);
    expect(new Set(cases.map(({ way, title }) => way + title)).size).toBe(cases.length);
  });

  it.each(cases)('$way: the layers of $title', async (each) => {
    const model = await modelOf(each);
    const found = model?.layers.map(({ path, operator, units }) => `${path} ${operator} ${units ?? '?'}`);
    expect(found).toEqual(each.layers.map((line) => expectedOf(line).layer));
  });

  it('is tied to model files: at least 95 % exactly, the rest ambiguous, none wrong', async () => {
    const verdicts: { readonly title: string; readonly verdict: Verdict }[] = [];
    for (const each of cases) {
      const model = await modelOf(each);
      const ties = model ? tieLayers(model, each.file.map(fileLayer)).ties : [];
      const ofLayers = each.layers.map((line, i) => verdictOf(ties[i], expectedOf(line).truth));
      const verdict = (['wrong', 'ambiguous'] as const).find((one) => ofLayers.includes(one)) ?? 'exact';
      verdicts.push({ title: each.title, verdict });
    }
    const titled = (verdict: Verdict) =>
      verdicts.filter((each) => each.verdict === verdict).map(({ title }) => title);
    const share = titled('exact').length / cases.length;
    console.log(
      `${cases.length} definitions: ${(100 * share).toFixed(1)} % tied exactly; ambiguous: ${titled('ambiguous').join('; ')}`,
    );
    expect(titled('wrong')).toEqual([]);
    expect(share).toBeGreaterThanOrEqual(0.95);
  });
});
