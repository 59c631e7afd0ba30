import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands, contextKeys, panelType, settings, treeItems, views } from '../../src/editor/ids.js';
import { engineChoices } from '../../src/jobs/protocol.js';

const root = join(import.meta.dirname, '../..');
const read = (name: string) => readFileSync(join(root, name), 'utf8');

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly icon: string;
  readonly contributes: {
    readonly commands: readonly {
      readonly command: string;
      readonly title: string;
      readonly category: string;
    }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when?: string }[]>>;
    readonly viewsContainers: {
      readonly activitybar: readonly { readonly id: string; readonly icon: string }[];
    };
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly viewsWelcome: readonly { readonly view: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, unknown>> };
    readonly jsonValidation: readonly { readonly url: string }[];
  };
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] };
  };
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
    expect(contributes.viewsWelcome.map(({ view }) => view)).toEqual([views.models]);
  });

  it('agree on the panel that VS Code restores', () => {
    const ownEvents = manifest.activationEvents.filter((event) => !event.startsWith('onLanguage:'));
    expect(ownEvents).toEqual([`onWebviewPanel:${panelType}`]);
  });

  it('name in menus only commands, context keys and tree items that there are', () => {
    const keys = new Set<string>(Object.values(contextKeys));
    const items = new Set<string>(Object.values(treeItems));
    for (const entry of Object.values(contributes.menus).flat()) {
      expect(Object.values(commands)).toContain(entry.command);
      const when = entry.when ?? '';
      const named = /viewItem (?:==|=~) (\S+)/.exec(when)?.[1] ?? '';
      for (const item of named.match(/\w+/g) ?? []) expect(items).toContain(item);
      for (const [key] of when.matchAll(/unitImportance\.(?!models)\w+/g)) expect(keys).toContain(key);
    }
  });

  it('give every command the category, and hide from the palette what needs an item', () => {
    for (const { category } of contributes.commands) expect(category).toBe('Unit Importance');
    const hidden = contributes.menus['commandPalette'].filter(({ when }) => when === 'false');
    expect(hidden.map(({ command }) => command)).toEqual([
      commands.selectUnit,
      commands.revealCode,
      commands.revealLayer,
    ]);
  });
});

describe('the manifest', () => {
  it('points to files that exist', () => {
    const [container] = contributes.viewsContainers.activitybar;
    const files = [manifest.icon, container.icon, ...contributes.jsonValidation.map(({ url }) => url)];
    for (const file of files) expect(existsSync(join(root, file)), file).toBe(true);
  });

  it('has every text that it names, and no more', () => {
    const texts = Object.keys(JSON.parse(read('package.nls.json')) as object);
    const named = [...read('package.json').matchAll(/"%([^%"]+)%"/g)].map(([, name]) => name);
    expect([...new Set(named)].sort()).toEqual(texts.sort());
  });
});
