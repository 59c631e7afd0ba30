/*
 * Writes merged.parquet and apart.parquet, the samples of the two transformers as Hugging Face's `datasets` leaves them when they
 * are tokenised, with padding and without, with the package nodejs-polars, which the project does not need otherwise:
 * `npm install --no-save nodejs-polars && node tokens.mjs`.
 */
import { readFileSync } from 'node:fs';
import pl from 'nodejs-polars';

for (const [name, isPadded] of [
  ['merged', true],
  ['apart', false],
]) {
  const { ids, labels } = JSON.parse(readFileSync(new URL(`${name}.json`, import.meta.url), 'utf8'));
  const rows = isPadded ? ids : ids.map((row) => row.filter((token) => token !== 0));
  const lists = (column, values, type) => pl.Series(column, values, pl.List(type));
  const table = pl.DataFrame([
    pl.Series('label', labels, pl.Int64),
    lists('input_ids', rows, pl.Int32),
    lists(
      'token_type_ids',
      rows.map((row) => row.map(() => 0)),
      pl.Int8,
    ),
    lists(
      'attention_mask',
      rows.map((row) => row.map((token) => Number(token !== 0))),
      pl.Int8,
    ),
  ]);
  table.writeParquet(new URL(`${name}.parquet`, import.meta.url).pathname, {
    compression: 'snappy',
    rowGroupSize: 20,
  });
}
