/*
 * Writes polars-lz4.arrow and polars-zstd.arrow, 200 rows with compressed bodies, with the package nodejs-polars, which the
 * project does not need otherwise: `npm install --no-save nodejs-polars && node polars.mjs`.
 */
import pl from 'nodejs-polars';

const rows = Array.from({ length: 200 }, (_, i) => i);
const table = pl.DataFrame({
  index: rows,
  quarter: rows.map((i) => i / 4),
  species: rows.map((i) => ['ape', 'bee', 'cat'][i % 3]),
});
for (const compression of ['lz4', 'zstd']) {
  table.writeIPC(new URL(`polars-${compression}.arrow`, import.meta.url).pathname, { compression });
}
