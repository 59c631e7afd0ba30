import { describe, expect, it } from 'vitest';
import { accelerators } from '../../src/engine/accelerators.js';

const found = (platform: string, ...devices: string[]) =>
  accelerators(['cpu', 'cuda', 'webgpu'], platform, (path) => devices.includes(path));

describe('engines besides the CPU', () => {
  it('are none on Linux where no device shows', () => {
    expect(found('linux')).toEqual([]);
  });

  it('are those whose device Linux shows', () => {
    expect(found('linux', '/dev/dri/renderD128')).toEqual(['webgpu']);
    expect(found('linux', '/dev/nvidiactl')).toEqual(['cuda', 'webgpu']);
    expect(found('linux', '/dev/dxg')).toEqual(['cuda']);
  });

  it('are all that the runtime lists on other systems, which show no devices', () => {
    expect(accelerators(['cpu', 'dml', 'webgpu'], 'win32', () => false)).toEqual(['dml', 'webgpu']);
    expect(accelerators(['cpu', 'coreml', 'webgpu'], 'darwin', () => false)).toEqual(['coreml', 'webgpu']);
  });
});
