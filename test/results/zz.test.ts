import { it } from 'vitest';
import { sampleResult } from './sampleResult.js';
import { writeResult, readResult } from '../../src/results/store.js';
import { serialise } from '../../src/results/serialise.js';
it('bench', async () => {
  const r = sampleResult();
  const n = 500;
  r.dataset.classes = Array.from({ length: 10 }, (_, i) => String(i));
  r.dataset.classCounts = r.baseline.correctPerClass = r.dataset.classes.map(() => 20);
  const f = () => Array.from({ length: n }, Math.random),
    k = () => Array.from({ length: n }, () => Math.floor(Math.random() * 2000));
  const m = () => Array.from({ length: n }, () => Array.from({ length: 10 }, Math.random));
  const mk = () =>
    Array.from({ length: n }, () => Array.from({ length: 10 }, () => Math.floor(Math.random() * 200)));
  r.layers = Array.from({ length: 54 }, (_, i) => ({
    ...r.layers[0],
    id: 'l' + i,
    unitCount: n,
    units: {
      mean: f(),
      variance: f(),
      minimum: f(),
      maximum: f(),
      outputMinimum: f(),
      outputMaximum: f(),
      zeroFraction: f(),
      silentSamples: k(),
      l1Norm: f(),
      classMeans: m(),
      preferredClass: k(),
      selectivity: f(),
      mutualInformation: f(),
      bins: k(),
      ablation: {
        zero: { correct: k(), loss: f(), correctPerClass: mk(), turnedWrong: k(), turnedRight: k() },
      },
    },
  }));
  for (let i = 0; i < 3; i++) {
    let t = performance.now();
    const s = serialise(r);
    console.log('serialise', performance.now() - t, s.length);
    t = performance.now();
    await writeResult('/tmp/b.importance.json', r);
    console.log('write', performance.now() - t);
    t = performance.now();
    await readResult('/tmp/b.importance.json');
    console.log('read', performance.now() - t);
  }
}, 60000);
