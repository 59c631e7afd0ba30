/** Names that package.json and the code share; a test compares the two in both directions. */

export const commands = {
  analyse: 'unitImportance.analyse',
  quickLook: 'unitImportance.quickLook',
  refine: 'unitImportance.refine',
  chooseDataset: 'unitImportance.chooseDataset',
  openResult: 'unitImportance.openResult',
  cancel: 'unitImportance.cancel',
  createSample: 'unitImportance.createSample',
  showLog: 'unitImportance.showLog',
  selectUnit: 'unitImportance.selectUnit',
  report: 'unitImportance.report',
  tieModel: 'unitImportance.tieModel',
  revealCode: 'unitImportance.revealCode',
  revealLayer: 'unitImportance.revealLayer',
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
  codeHover: 'code.hover',
  codeLens: 'code.lens',
  codeInlayHints: 'code.inlayHints',
  codeGutter: 'code.gutter',
  codeDiagnostics: 'code.diagnostics',
} as const;

export const contextKeys = {
  /** Whether an analysis is running or waiting. */
  running: 'unitImportance.running',
} as const;

/** `contextValue` of tree items, on which menus depend. */
export const treeItems = {
  model: 'model',
  runningModel: 'runningModel',
  /** A model of which an estimate is shown. */
  estimatedModel: 'estimatedModel',
  layer: 'layer',
  unit: 'unit',
} as const;

/** The type of our webview panels, by which VS Code restores them. */
export const panelType = 'unitImportance.panel';
