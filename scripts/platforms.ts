/** A platform that the extension is packaged for, named as VS Code names it. */
export type Platform =
  'linux-x64' | 'linux-arm64' | 'win32-x64' | 'win32-arm64' | 'darwin-arm64' | 'darwin-x64';

/**
 * What ONNX Runtime loads to compute on the CPU, beside its binding. Its package also holds what graphics cards
 * need (DirectML.dll, which onnxruntime.dll loads only when asked for it, and the two compilers of WebGPU's
 * shaders), and on macOS the same library under a second name. For macOS on Intel it has none: there its
 * WebAssembly computes, which ships for every platform (.vscodeignore).
 */
const libraries: Readonly<Record<Platform, string | null>> = {
  'linux-x64': 'libonnxruntime.so.1',
  'linux-arm64': 'libonnxruntime.so.1',
  'win32-x64': 'onnxruntime.dll',
  'win32-arm64': 'onnxruntime.dll',
  'darwin-arm64': 'libonnxruntime.1.dylib',
  'darwin-x64': null,
};

export const platforms = Object.keys(libraries) as Platform[];

export function isPlatform(name: string): name is Platform {
  return Object.hasOwn(libraries, name);
}

/** The platform that this process runs on, or its name where none of ours is. */
export function ownPlatform(): string {
  return `${process.platform}-${process.arch}`;
}

/** The binaries that ship for a platform: paths inside the repository, with a glob for the version of Node's interface. */
export function binaries(platform: Platform): readonly string[] {
  return [...engineBinaries(platform), ...imageBinaries(platform)];
}

/** What ONNX Runtime computes with; none where its WebAssembly does. */
export function engineBinaries(platform: Platform): readonly string[] {
  const library = libraries[platform];
  if (library === null) return [];
  const folder = `node_modules/onnxruntime-node/bin/napi-v*/${platform.replace('-', '/')}`;
  return [`${folder}/onnxruntime_binding.node`, `${folder}/${library}`];
}

/** sharp's packages for a platform, which npm installs on that platform alone; on Windows its libvips lies in the same one. */
export function imagePackages(platform: Platform): readonly string[] {
  const binding = `@img/sharp-${platform}`;
  return platform.startsWith('win32') ? [binding] : [binding, `@img/sharp-libvips-${platform}`];
}

/** What sharp decodes pictures with; none where it is not installed. */
function imageBinaries(platform: Platform): readonly string[] {
  return imagePackages(platform).flatMap((name) =>
    [
      'package.json',
      'versions.json',
      'index.cjs',
      'lib/*.node',
      'lib/*.dll',
      'lib/*.so.*',
      'lib/*.dylib',
    ].map((file) => `node_modules/${name}/${file}`),
  );
}
