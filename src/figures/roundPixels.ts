/** To a hundredth of a pixel: more digits only make a drawing's file longer. */
export function roundPixels(pixels: number): number {
  return Math.round(pixels * 100) / 100;
}
