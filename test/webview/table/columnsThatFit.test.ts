import { expect, it } from 'vitest';
import { columnsThatFit } from '../../../webview/table/columnsThatFit.js';

const columns = [
  { id: 'unit', width: 100, leaves: null },
  { id: 'worst', width: 50, leaves: 3 },
  { id: 'loss', width: 50, leaves: 2 },
  { id: 'bits', width: 50, leaves: 1 },
];
const fitting = (room: number) => columnsThatFit(columns, room).map(({ id }) => id);

it('drops columns in their order until the others fit, and keeps the places of those', () => {
  expect(fitting(250)).toEqual(['unit', 'worst', 'loss', 'bits']);
  expect(fitting(249)).toEqual(['unit', 'worst', 'loss']);
  expect(fitting(199)).toEqual(['unit', 'worst']);
  expect(fitting(149)).toEqual(['unit']);
});

it('never drops what must stay', () => {
  expect(fitting(10)).toEqual(['unit']);
});
