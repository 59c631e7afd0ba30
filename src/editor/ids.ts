/** Names that package.json and the code share; a test compares the two in both directions. */

export const commands = {
  analyse: 'unitImportance.analyse',
  quickLook: 'unitImportance.quickLook',
  refine: 'unitImportance.refine',
  chooseDataset: 'unitImportance.chooseDataset',
  describeData: 'unitImportance.describeData',
  openResult: 'unitImportance.openResult',
  cancel: 'unitImportance.cancel',
  createSample: 'unitImportance.createSample',
  showLog: 'unitImportance.showLog',
  selectUnit: 'unitImportance.selectUnit',
  report: 'unitImportance.report',
  tieModel: 'unitImportance.tieModel',
  revealCode: 'unitImportance.revealCode',
  revealLayer: 'unitImportance.revealLayer',
  sortUnits: 'unitImportance.sortUnits',
  filterUnits: 'unitImportance.filterUnits',
  clearFilter: 'unitImportance.clearFilter',
  compare: 'unitImportance.compare',
  openFile: 'unitImportance.openFile',
  revealFile: 'unitImportance.revealFile',
  deleteResult: 'unitImportance.deleteResult',
  exportToOnnx: 'unitImportance.exportToOnnx',
} as const;

export const views = { container: 'unitImportance', models: 'unitImportance.models' } as const;

export const settings = {
  section: 'unitImportance',
  resultsFolder: 'resultsFolder',
  dataFolders: 'dataFolders',
  measures: 'measures',
  replacements: 'replacements',
  quickLookPrecision: 'quickLookPrecision',
  workers: 'workers',
  memory: 'memory',
  engine: 'engine',
  pythonPath: 'pythonPath',
  codeHover: 'code.hover',
  codeLens: 'code.lens',
  codeInlayHints: 'code.inlayHints',
  codeGutter: 'code.gutter',
  codeDiagnostics: 'code.diagnostics',
} as const;

export const contextKeys = {
  /** Whether an analysis is running or waiting. */
  running: 'unitImportance.running',
  /** Whether the tree leaves units out. */
  filtered: 'unitImportance.filtered',
  /** Whether the workspace has a result. */
  measured: 'unitImportance.measured',
  /** Whether a unit was looked at since the window was opened. */
  unitSeen: 'unitImportance.unitSeen',
} as const;

/** What the assistant in the editor can call. */
export const languageModelTools = {
  list: 'unitImportance_listModels',
  layer: 'unitImportance_layerNumbers',
  unit: 'unitImportance_unitNumbers',
  analyse: 'unitImportance_analyse',
} as const;

/** Colours of the tree, which themes may change: how much a unit costs against the costliest of its network. */
export const colours = {
  cost: ['unitImportance.cost1', 'unitImportance.cost2', 'unitImportance.cost3', 'unitImportance.cost4'],
  gain: 'unitImportance.gain',
} as const;

/** `contextValue` of tree items, on which menus depend. */
export const treeItems = {
  model: 'model',
  runningModel: 'runningModel',
  /** A model of which an estimate is shown. */
  estimatedModel: 'estimatedModel',
  /** A file of weights without a graph. */
  weights: 'weights',
  layer: 'layer',
  unit: 'unit',
  dataset: 'dataset',
  result: 'result',
} as const;

/** The types of our webview panels, by which VS Code restores them. */
export const panelType = 'unitImportance.panel';
export const describePanelType = 'unitImportance.describe';
