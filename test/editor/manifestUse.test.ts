import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import {
  colours,
  commands,
  contextKeys,
  languageModelTools,
  settings,
  treeItems,
} from '../../src/editor/ids.js';

const root = join(import.meta.dirname, '../..');
const { contributes } = manifest;

/** The code of the extension but for the names themselves, a text a file. */
const code = [
  'src/extension.ts',
  ...readdirSync(join(root, 'src/editor'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && name !== 'ids.ts')
    .map((name) => `src/editor/${name}`),
].map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));
const allCode = code.map(({ text }) => text).join('\n');

/** Keys that VS Code itself sets. */
const ofVsCode = [
  ...['view', 'viewItem', 'listMultiSelection', 'resourceExtname', 'resourceFilename'],
  'explorerResourceIsFolder',
  ...['workbenchState', 'workspaceFolderCount', 'isWorkspaceTrusted'],
];

/** The context keys that a condition asks for. */
function keysOf(condition: string): readonly string[] {
  return condition
    .replaceAll(/\/(?:\\.|[^/\\])*\//g, '')
    .split(/&&|\|\|/)
    .map((part) => /^\s*!?\s*([\w.]+)/.exec(part)?.[1] ?? '')
    .filter((key) => key !== 'false');
}

describe('what the manifest names', () => {
  it('is registered, if it is a command, and once', () => {
    const registered = [...allCode.matchAll(/registerCommand\(\s*commands\.(\w+)/g)].map(([, name]) => name);
    expect([...registered].sort()).toEqual(Object.keys(commands).sort());
  });

  it('is read, if it is a setting', () => {
    const read = new Set([...allCode.matchAll(/\b(?:names|settings)\.(\w+)/g)].map(([, name]) => name));
    for (const name of Object.keys(settings)) expect(read, name).toContain(name);
  });

  it('is set, if it is a context key', () => {
    const set = [...allCode.matchAll(/'setContext',\s*contextKeys\.(\w+)/g)].map(([, name]) => name);
    expect([...new Set(set)].sort()).toEqual(Object.keys(contextKeys).sort());
  });

  it('is given to items of the tree, if menus ask for it', () => {
    const given = [...allCode.matchAll(/\btreeItems\.(?!js\b)(\w+)/g)].map(([, name]) => name);
    expect([...new Set(given)].sort()).toEqual(Object.keys(treeItems).sort());
  });

  it('is a colour that the tree uses, or a tool that answers', () => {
    for (const name of Object.keys(colours)) expect(allCode).toMatch(new RegExp(`\\bcolours\\.${name}\\b`));
    for (const name of Object.keys(languageModelTools))
      expect(allCode, name).toMatch(new RegExp(`\\b${name}:|\\b${name},|${name}Tool`));
  });

  it('asks only for context keys that there are', () => {
    const conditions = [
      ...Object.values(contributes.menus).flat(),
      ...contributes.viewsWelcome,
      ...contributes.languageModelTools,
      ...contributes.commands.map((each) => ({ when: 'enablement' in each ? each.enablement : undefined })),
    ].map((each) => ('when' in each ? (each.when ?? '') : ''));
    const known: readonly string[] = [...ofVsCode, ...Object.values(contextKeys)];
    for (const condition of conditions.filter((each) => each !== ''))
      for (const key of keysOf(condition)) expect(known, condition).toContain(key);
  });

  it('wakes the extension for the languages that it reads, and for no other', () => {
    const sourceFiles = code.find(({ file }) => file.endsWith('/sourceFiles.ts'))?.text ?? '';
    const [, table = ''] = /const languages[^=]*= \{([^}]*)\}/.exec(sourceFiles) ?? [];
    const read = [...table.matchAll(/(\w+):/g)].map(([, language]) => `onLanguage:${language}`);
    const waking = manifest.activationEvents.filter((event) => event.startsWith('onLanguage:'));
    expect(waking.length).toBeGreaterThan(0);
    expect([...waking].sort()).toEqual([...read].sort());
  });

  it('lets no untrusted workspace decide what a machine does', () => {
    const ofMachine = Object.entries(contributes.configuration.properties)
      .filter(([, setting]) => 'scope' in setting && setting.scope === 'machine-overridable')
      .map(([name]) => name);
    const { restrictedConfigurations, description } = manifest.capabilities.untrustedWorkspaces;
    expect([...restrictedConfigurations].sort()).toEqual(ofMachine.sort());
    expect(description).toBe('%capabilities.untrusted%');
    expect(manifest.capabilities.virtualWorkspaces.description).toBe('%capabilities.virtual%');
  });

  it('has steps that are done by what there is to do in them', () => {
    const texts = JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8')) as Record<string, string>;
    // A command that a tree item or a menu names may run under a name of VS Code's own.
    const byCommand: readonly string[] = ['sample', 'compare'];
    for (const { id, completionEvents, description } of contributes.walkthroughs[0].steps) {
      const text = texts[description.replaceAll('%', '')];
      expect(text, id).toMatch(/\n\[[^\]]+\]\(command:[\w.]+\)$/);
      // VS Code knows two asterisks alone.
      expect(text.replaceAll(/\*\*[^*]+\*\*/g, ''), id).not.toContain('*');
      expect(completionEvents).toHaveLength(1);
      expect(completionEvents[0].startsWith('onCommand:')).toBe(byCommand.includes(id));
    }
  });

  it('is written by hand nowhere else', () => {
    for (const { file, text } of code) expect(text, file).not.toMatch(/['"`]unitImportance[._]\w/);
  });
});
