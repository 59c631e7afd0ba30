import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  colours,
  commands,
  contextKeys,
  describePanelType,
  languageModelTools,
  panelType,
  settings,
  treeItems,
  views,
} from '../../src/editor/ids.js';
import { resolvePaint } from '../../src/figures/paint.js';
import { ownColours, paletteOf, themeKinds, type ThemeKind } from '../../src/figures/palettes.js';
import { engineChoices } from '../../src/jobs/protocol.js';

const root = join(import.meta.dirname, '../..');
const read = (name: string) => readFileSync(join(root, name), 'utf8');

interface Manifest {
  readonly l10n: string;
  readonly activationEvents: readonly string[];
  readonly icon: string;
  readonly contributes: {
    readonly commands: readonly {
      readonly command: string;
      readonly title: string;
      readonly category: string;
      readonly enablement?: string;
    }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when?: string }[]>>;
    readonly viewsContainers: {
      readonly activitybar: readonly { readonly id: string; readonly icon: string }[];
    };
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly viewsWelcome: readonly {
      readonly view: string;
      readonly contents: string;
      readonly when: string;
    }[];
    readonly walkthroughs: readonly {
      readonly id: string;
      readonly steps: readonly {
        readonly id: string;
        readonly description: string;
        readonly media: { readonly svg: string; readonly altText: string };
        readonly completionEvents: readonly string[];
      }[];
    }[];
    readonly colors: readonly {
      readonly id: string;
      readonly defaults: Readonly<Record<ThemeKind, string>>;
    }[];
    readonly configuration: { readonly properties: Readonly<Record<string, unknown>> };
    readonly languageModelTools: readonly {
      readonly name: string;
      readonly toolReferenceName: string;
      readonly displayName: string;
      readonly userDescription: string;
      readonly modelDescription: string;
      readonly icon: string;
      readonly canBeReferencedInPrompt: boolean;
      readonly inputSchema: {
        readonly required?: readonly string[];
        readonly properties: Readonly<Record<string, { readonly description: string }>>;
      };
    }[];
    readonly jsonValidation: readonly { readonly url: string }[];
  };
  readonly extensionKind: readonly string[];
  readonly browser?: string;
  readonly capabilities: {
    readonly virtualWorkspaces: { readonly supported: boolean | string; readonly description: string };
    readonly untrustedWorkspaces: {
      readonly supported: boolean | string;
      readonly restrictedConfigurations: readonly string[];
    };
  };
}

/** `rgb(154, 75, 34)` as `#9a4b22`; what is so already as it is. */
function hexOf(paint: string): string {
  const parts = paint.startsWith('#') ? null : paint.match(/\d+/g);
  return parts === null
    ? paint
    : `#${parts.map((part) => Number(part).toString(16).padStart(2, '0')).join('')}`;
}

const manifest = JSON.parse(read('package.json')) as Manifest;
const { contributes } = manifest;
const settingNames = Object.keys(settings).filter((name) => name !== 'section');

describe('the manifest and the code', () => {
  it('know the same commands', () => {
    const contributed = contributes.commands.map(({ command }) => command);
    expect(contributed.sort()).toEqual(Object.values(commands).sort());
  });

  it('know the same settings', () => {
    const section = `${settings.section}.`;
    const inCode = settingNames.map((name) => section + settings[name as keyof typeof settings]);
    expect(Object.keys(contributes.configuration.properties).sort()).toEqual(inCode.sort());
    for (const name of manifest.capabilities.untrustedWorkspaces.restrictedConfigurations) {
      expect(inCode).toContain(name);
    }
  });

  it('know the same engines', () => {
    const engine = contributes.configuration.properties[`${settings.section}.${settings.engine}`];
    expect(engine).toMatchObject({ enum: [...engineChoices], default: 'auto' });
  });

  it('know the same views', () => {
    expect(contributes.viewsContainers.activitybar.map(({ id }) => id)).toEqual([views.container]);
    expect(contributes.views[views.container].map(({ id }) => id)).toEqual([views.models]);
    expect(new Set(contributes.viewsWelcome.map(({ view }) => view))).toEqual(new Set([views.models]));
  });

  it('agree on the panels that VS Code restores', () => {
    const ownEvents = manifest.activationEvents.filter((event) => !event.startsWith('onLanguage:'));
    expect(ownEvents).toEqual([panelType, describePanelType].map((type) => `onWebviewPanel:${type}`));
  });

  it('name in menus only commands, context keys and tree items that there are', () => {
    const keys = new Set<string>(Object.values(contextKeys));
    const items = new Set<string>(Object.values(treeItems));
    for (const entry of Object.values(contributes.menus).flat()) {
      expect(Object.values(commands) as readonly string[]).toContain(entry.command);
      const when = entry.when ?? '';
      const named = /viewItem (?:==|=~) (\S+)/.exec(when)?.[1] ?? '';
      for (const item of named.match(/\w+/g) ?? []) expect(items).toContain(item);
      for (const [key] of when.matchAll(/unitImportance\.(?!models)\w+/g)) expect(keys).toContain(key);
    }
  });

  it('give every command the category, and hide from the palette what needs an item', () => {
    for (const { category } of contributes.commands) expect(category).toBe('Unit Importance');
    const hidden = contributes.menus['commandPalette'].filter(({ when }) => when === 'false');
    const needItems = [
      ...[commands.selectUnit, commands.revealCode, commands.revealLayer],
      ...[commands.openFile, commands.revealFile, commands.deleteResult],
    ];
    expect(hidden.map(({ command }) => command)).toEqual(needItems);
  });

  it('use every context key and tree item that there is', () => {
    const conditions = [
      ...Object.values(contributes.menus).flat(),
      ...contributes.commands.map(({ enablement }) => ({ when: enablement })),
      ...contributes.walkthroughs.flatMap(({ steps }) =>
        steps.flatMap(({ completionEvents }) => completionEvents.map((when) => ({ when }))),
      ),
    ];
    const words = new Set(conditions.flatMap(({ when = '' }) => when.match(/[\w.]+/g) ?? []));
    for (const name of [...Object.values(contextKeys), ...Object.values(treeItems)]) {
      expect(words).toContain(name);
    }
  });

  it('know the same tools for a language model, each registered', () => {
    const contributed = contributes.languageModelTools.map(({ name }) => name);
    expect(contributed).toEqual(Object.values(languageModelTools));
    // Whoever registers them goes through all of these names.
    expect(read('src/editor/assistant/registerTools.ts')).toContain('Object.keys(languageModelTools)');
    expect(read('src/extension.ts')).toContain('registerTools(');
  });

  it('agree on what the tools for a language model take', () => {
    const files: Readonly<Record<keyof typeof languageModelTools, string>> = {
      list: 'listTool',
      layer: 'layerTool',
      unit: 'unitTool',
      analyse: 'analyseTool',
    };
    for (const [tool, file] of Object.entries(files)) {
      const name = languageModelTools[tool as keyof typeof files];
      const schema = contributes.languageModelTools.find((each) => each.name === name)?.inputSchema;
      const reads = read(`src/editor/assistant/${file}.ts`).matchAll(/input\.(\w+)\(\s*'(\w+)'/g);
      const taken = [...reads].map(([, way, key]) => ({
        key,
        needed: ['text', 'textOrNumber', 'oneOf'].includes(way),
      }));
      expect(Object.keys(schema?.properties ?? {}).sort()).toEqual(
        [...new Set(taken.map(({ key }) => key))].sort(),
      );
      const needed = new Set(taken.filter((each) => each.needed).map(({ key }) => key));
      expect([...(schema?.required ?? [])].sort()).toEqual([...needed].sort());
    }
  });

  it('know the same colours, and they are those of the figures', () => {
    expect(contributes.colors.map(({ id }) => id)).toEqual([...colours.cost, colours.gain]);
    for (const kind of themeKinds) {
      const theme = { background: '', text: '', quietText: '', border: '' };
      const palette = paletteOf(kind, theme, { interface: '', code: '' });
      const at = [0.4, 0.6, 0.8, 1].map((place) => resolvePaint({ ramp: 'lost', at: place }, palette));
      const paints = [...at, resolvePaint({ ramp: 'gained', at: 0.8 }, palette)].map(hexOf);
      expect(contributes.colors.map(({ defaults }) => defaults[kind])).toEqual(paints);
    }
    expect(Object.keys(ownColours).sort()).toEqual([...themeKinds].sort());
  });
});

describe('the manifest', () => {
  it('points to files that exist', () => {
    const [container] = contributes.viewsContainers.activitybar;
    const files = [
      ...[manifest.icon, container.icon],
      ...contributes.jsonValidation.map(({ url }) => url),
      ...contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.svg)),
    ];
    for (const file of files) expect(existsSync(join(root, file)), file).toBe(true);
  });

  it('tells a language model what each tool is for and what it takes, and a person too', () => {
    const names = contributes.languageModelTools.map(({ toolReferenceName }) => toolReferenceName);
    expect(new Set(names).size).toBe(names.length);
    for (const tool of contributes.languageModelTools) {
      expect(tool.canBeReferencedInPrompt).toBe(true);
      expect(tool.displayName).toMatch(/^%tool\.\w+\.name%$/);
      expect(tool.userDescription).toMatch(/^%tool\.\w+\.description%$/);
      expect(tool.icon).toMatch(/^\$\([\w-]+\)$/);
      expect(tool.modelDescription.length).toBeGreaterThan(200);
      for (const { description } of Object.values(tool.inputSchema.properties))
        expect(description).not.toBe('');
    }
  });

  it('leads in five steps from the sample to a comparison, by what there is', () => {
    const [{ steps }] = contributes.walkthroughs;
    expect(steps.map(({ id }) => id)).toEqual(['sample', 'models', 'analyse', 'unit', 'compare']);
    const known: readonly string[] = [
      ...Object.values(commands).map((command) => `onCommand:${command}`),
      ...Object.values(contextKeys).map((key) => `onContext:${key}`),
      `onView:${views.models}`,
    ];
    for (const { completionEvents, media } of steps) {
      for (const event of completionEvents) expect(known).toContain(event);
      expect(media.altText).toMatch(/^%walkthrough\.\w+\.picture%$/);
    }
  });

  it('links in its texts only to commands that there are', () => {
    const own: readonly string[] = [...Object.values(commands), `${views.models}.focus`];
    const linked = [...read('package.nls.json').matchAll(/\(command:([\w.]+)\)/g)].map(([, name]) => name);
    expect(linked.length).toBeGreaterThan(0);
    for (const name of linked) if (!name.startsWith('vscode.')) expect(own).toContain(name);
  });

  it('says where the extension runs: beside the files, in restricted mode too, not in a browser alone', () => {
    expect(manifest.extensionKind).toEqual(['workspace']);
    expect(manifest.browser).toBeUndefined();
    const { virtualWorkspaces, untrustedWorkspaces } = manifest.capabilities;
    expect([virtualWorkspaces.supported, untrustedWorkspaces.supported]).toEqual([false, 'limited']);
    expect(virtualWorkspaces.description).not.toBe('');
  });

  it('leaves no text that a person reads to English alone', () => {
    // What a tool takes and is for is told to language models.
    const { languageModelTools, ...others } = manifest.contributes;
    expect(languageModelTools).not.toEqual([]);
    const text =
      /"(description|markdownDescription|title|name|contents|altText|patternErrorMessage)":"([^"]+)"/g;
    const fixed = [...JSON.stringify(others).matchAll(text)].map(([, , words]) => words);
    expect(fixed.filter((words) => !words.startsWith('%') && words !== 'Unit Importance')).toEqual([]);
    expect(manifest.l10n).toBe('./l10n');
  });

  it('has every text that it names, and no more', () => {
    const texts = Object.keys(JSON.parse(read('package.nls.json')) as object);
    const named = [...read('package.json').matchAll(/"%([^%"]+)%"/g)].map(([, name]) => name);
    expect([...new Set(named)].sort()).toEqual(texts.sort());
  });
});
