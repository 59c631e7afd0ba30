/** Names that columns of labels go by, the surest first. */
const names = [
  'label',
  'labels',
  'class',
  'target',
  'y',
  'class_label',
  'classlabel',
  'class_name',
  'classname',
];
const lessSure = ['classes', 'targets', 'category', 'species', 'variety', 'outcome', 'diagnosis'];
const ordered = [...names, ...lessSure];

/** Whether a column's name says that it holds labels. */
export function speaksOfLabels(name: string): boolean {
  return ordered.includes(name.trim().toLowerCase());
}

/** The index of the column whose name says most surely that it holds labels; -1 where none does. */
export function findLabelName(columns: readonly string[]): number {
  const lower = columns.map((name) => name.trim().toLowerCase());
  return ordered.map((name) => lower.indexOf(name)).find((index) => index >= 0) ?? -1;
}
