import type { Mark, Room, Text } from '../../src/figures/figure.js';

/** Letters of one width, so that places can be worked out by hand. */
export function room(width: number): Room {
  return { width, measure: (text, { size = 11 } = {}) => text.length * size * 0.55 };
}

export function texts(marks: readonly Mark[]): Text[] {
  return marks.filter((mark) => mark.kind === 'text');
}

/** Whether all texts stand within the figure. */
export function textsFit(marks: readonly Mark[], { width, measure }: Room): boolean {
  return texts(marks).every((text) => {
    const long = measure(text.text, text);
    const from = text.x - { start: 0, middle: long / 2, end: long }[text.align ?? 'start'];
    return from >= -0.5 && from + long <= width + 0.5;
  });
}
