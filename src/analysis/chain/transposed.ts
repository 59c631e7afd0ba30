/** Rows that are turned together, so that what is read and what is written stay in the processor's cache. */
const tile = 32;

/** A matrix of [rows x columns], turned to [columns x rows]. */
export function transposed(values: Float32Array, rows: number, columns: number): Float32Array {
  const result = new Float32Array(rows * columns);
  for (let firstRow = 0; firstRow < rows; firstRow += tile) {
    const lastRow = Math.min(rows, firstRow + tile);
    for (let column = 0; column < columns; column++) {
      for (let row = firstRow; row < lastRow; row++) {
        result[column * rows + row] = values[row * columns + column];
      }
    }
  }
  return result;
}
