export interface Placed {
  readonly x: number;
  readonly y: number;
}

/** Finds the mark under the pointer. */
export interface MarkIndex<Mark> {
  /** The nearest mark within the radius, in pixels; of equally near ones the first given. */
  nearest(x: number, y: number, radius: number): Mark | null;
}

/** In pixels. */
const cellSize = 16;

/** Marks in a grid of cells, so that one look costs the marks near it and not all of them. */
export function createMarkIndex<Mark extends Placed>(marks: readonly Mark[]): MarkIndex<Mark> {
  const cells = new Map<string, Mark[]>();
  const cell = (pixels: number): number => Math.floor(pixels / cellSize);
  for (const mark of marks) {
    const key = `${cell(mark.x)},${cell(mark.y)}`;
    const members = cells.get(key);
    if (members === undefined) cells.set(key, [mark]);
    else members.push(mark);
  }
  return {
    nearest(x, y, radius) {
      let best: Mark | null = null;
      let bestDistance = radius;
      for (let column = cell(x - radius); column <= cell(x + radius); column++) {
        for (let row = cell(y - radius); row <= cell(y + radius); row++) {
          for (const mark of cells.get(`${column},${row}`) ?? []) {
            const distance = Math.hypot(mark.x - x, mark.y - y);
            if (distance < bestDistance || (best === null && distance === bestDistance)) {
              best = mark;
              bestDistance = distance;
            }
          }
        }
      }
      return best;
    },
  };
}
