import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../dataset/temporaryFolder.js';
import { download } from './dataSets.js';

const content = new TextEncoder().encode('images');
const sha256 = createHash('sha256').update(content).digest('hex');

describe('data that is downloaded', () => {
  const folder = temporaryFolder();
  let server: Server;
  let address: string;

  beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.url === '/images.gz') response.end(gzipSync(content));
      else if (request.url === '/page.gz') response.end('Not what you think');
      else response.writeHead(404).end();
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  it('is kept as it came', async () => {
    const file = await download(`${address}/images.gz`, sha256, join(folder.path, 'kept'));
    expect(readFileSync(file)).toEqual(gzipSync(content));
  });

  it.each([
    ['holds something else', '/images.gz', '0'.repeat(64), 'is not what it should be'],
    ['is not gzipped', '/page.gz', sha256, 'is not what it should be'],
    ['is not there', '/labels.gz', sha256, "can't be fetched"],
  ])('is refused where it %s', async (_, path, digest, reason) => {
    const file = path.slice(1);
    await expect(download(address + path, digest, join(folder.path, 'refused'))).rejects.toThrow(
      `${address}${path} ${reason}: put ${file} into a folder, and name that with --data.`,
    );
    expect(existsSync(join(folder.path, 'refused', file))).toBe(false);
  });
});
