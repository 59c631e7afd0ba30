import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/inputError.js';
import { readZipMembers } from '../../src/jobs/zipMembers.js';
import { allOf } from '../../src/model/formats/storedBytes.js';
import { zipBytes } from '../dataset/writers.js';

const text = (value: string) => new TextEncoder().encode(value);
const entries = { 'config.json': text('{"layers": []}'.repeat(20)), 'model.weights.h5': text('weights') };
/** Where the one list of a zip file's members begins. */
const listed = (zip: Buffer) => zip.indexOf('PK\x01\x02');

async function expectRefusal(zip: Uint8Array, message: string) {
  const reading = readZipMembers(zip, Object.keys(entries), 'made.keras');
  await expect(reading).rejects.toThrow(InputError);
  await expect(reading).rejects.toThrow(message);
}

describe('members of a zip file', () => {
  it.each(['stored', 'deflated'] as const)(
    'are read where they are %s, as far as they are wanted',
    async (method) => {
      const members = await readZipMembers(
        zipBytes(entries, method),
        ['config.json', 'missing'],
        'made.keras',
      );
      expect([...members.keys()]).toEqual(['config.json']);
      expect([...allOf(members.get('config.json') ?? new Uint8Array())]).toEqual([...entries['config.json']]);
    },
  );

  it('are refused where they are encrypted', async () => {
    const zip = zipBytes(entries, 'deflated');
    zip[listed(zip) + 8] |= 1;
    await expectRefusal(
      zip,
      "made.keras is encrypted, which can't be read; save the model again without a password.",
    );
  });

  it.each([0.2, 0.6, 0.95])('are refused where the file ends after %f of it', async (share) => {
    const zip = zipBytes(entries, 'stored');
    await expectRefusal(zip.subarray(0, zip.length * share), 'made.keras is cut short or damaged');
  });

  it('are refused, before memory is taken, where they claim more than deflate can hold', async () => {
    const zip = zipBytes(entries, 'deflated');
    zip.writeUInt32LE(2_000_000_000, listed(zip) + 24);
    await expectRefusal(zip, 'says that its config.json takes 2000000000 bytes, more than can be there');
  });

  it('are refused where there is more in them than they say', async () => {
    const zip = zipBytes({ ...entries, 'config.json': new Uint8Array(100_000) }, 'deflated');
    zip.writeUInt32LE(50, listed(zip) + 24);
    await expectRefusal(zip, 'made.keras is cut short or damaged');
  });
});
