import { InputError } from '../inputError.js';

/**
 * How exact an estimate is asked to be: `0.5%` or `0.005` as a share of the samples, the half-width of every
 * unit's interval.
 * @param name of the option or the setting, for the message.
 * @throws InputError where it is no share above 0 % and below 50 %.
 */
export function parsePrecision(name: string, text: string): number {
  const found = /^(\d+\.?\d*|\.\d+)\s*(%?)$/.exec(text.trim());
  const share = found === null ? NaN : Number(found[1]) / (found[2] === '%' ? 100 : 1);
  if (share > 0 && share < 0.5) return share;
  throw new InputError(`${name} is "${text}": write a share above 0 % and below 50 %, as 0.5%.`);
}
