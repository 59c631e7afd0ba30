/** A tensor on its way through a Keras model. */
export interface Value {
  /** Its name in the graph. */
  readonly tensor: string;
  /** Shape of one sample, in Keras's order; null where the model leaves a dimension open. */
  readonly shape: Shape;
  /** `moved`: the last dimension stands second in the graph, behind the samples', as ONNX's operators take images. */
  readonly order: 'keras' | 'moved';
  /** Of a sequence, where some steps don't count: bool [samples, steps], true for those that do. */
  readonly mask?: string | undefined;
}

export type Shape = readonly (number | null)[];

/** Where an axis of Keras's, which counts the samples' as 0, stands in the graph. */
export function axisInGraph({ shape, order }: Value, axis: number): number {
  const rank = shape.length + 1;
  const positive = axis < 0 ? axis + rank : axis;
  if (order === 'keras' || positive === 0) return positive;
  return positive === rank - 1 ? 1 : positive + 1;
}

/** Shape of one sample as it lies in the graph. */
export function shapeInGraph({ shape, order }: Value): Shape {
  return order === 'keras' ? shape : [...shape.slice(-1), ...shape.slice(0, -1)];
}

/** A shape with one of its dimensions replaced. */
export function withSize(shape: Shape, at: number, size: number | null): Shape {
  return shape.map((one, i) => (i === at ? size : one));
}
