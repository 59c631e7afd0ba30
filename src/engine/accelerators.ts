import type { Provider } from './providers.js';

/** Device files by which Linux shows what a provider runs on; the last one is a Windows host's. */
const linuxDevices: Readonly<Partial<Record<Provider, readonly string[]>>> = {
  cuda: ['/dev/nvidiactl', '/dev/dxg'],
  webgpu: ['/dev/dri/renderD128', '/dev/dri/renderD129', '/dev/nvidiactl'],
};

/**
 * The providers besides the CPU that may be of use here, found without starting any: those that the runtime
 * lists, less the ones whose hardware Linux would show and does not.
 * @param exists whether there is a file at a path.
 */
export function accelerators(
  listed: readonly Provider[],
  platform: string,
  exists: (path: string) => boolean,
): readonly Provider[] {
  return listed.filter(
    (provider) =>
      provider !== 'cpu' && (platform !== 'linux' || linuxDevices[provider]?.some((path) => exists(path))),
  );
}
