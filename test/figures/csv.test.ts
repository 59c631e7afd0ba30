import { expect, it } from 'vitest';
import { tableToCsv } from '../../src/figures/csv.js';

it('writes numbers whole, leaves empty what was not measured, and quotes what has to be', () => {
  const columns = [{ name: 'unit' }, { name: 'lost, net', write: () => 'rounded' }];
  const rows = [
    ['fc1[0]', 0.1 + 0.2],
    ['a "b"\nc', null],
  ];
  expect(tableToCsv({ title: 'Units', columns, rows })).toBe(
    'unit,"lost, net"\r\nfc1[0],0.30000000000000004\r\n"a ""b""\nc",\r\n',
  );
});
