/** The key under which Hugging Face's `datasets` describes columns in the metadata of Parquet and Arrow files. */
export const huggingFaceKey = 'huggingface';

/**
 * The names of classes that Hugging Face's metadata give, by column: `{"info": {"features": {"label": {"names": [...],
 * "_type": "ClassLabel"}}}}`. Whatever else it may say is passed over.
 */
export function huggingFaceClasses(
  metadata: string | null | undefined,
): ReadonlyMap<string, readonly string[]> {
  const classes = new Map<string, readonly string[]>();
  for (const [column, feature] of Object.entries(featuresOf(metadata))) {
    const names = (feature as { names?: unknown } | null)?.names;
    if (Array.isArray(names) && names.length > 0 && names.every((name) => typeof name === 'string')) {
      classes.set(column, names);
    }
  }
  return classes;
}

function featuresOf(metadata: string | null | undefined): object {
  if (!metadata) return {};
  try {
    const { info } = JSON.parse(metadata) as { info?: { features?: unknown } };
    return typeof info?.features === 'object' && info.features !== null ? info.features : {};
  } catch {
    return {};
  }
}
