import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repository } from '../../scripts/messages.js';
import { fixedTexts } from './visibleText.js';

/** Where people's texts are written. The answers that a program reads stay English. */
const rooms = ['webview', 'src/editor', 'src/report', 'src/figures', 'src/results/derive'];
const forPrograms = [
  'src/report/reportStyle.ts',
  'src/report/schemeColours.ts',
  // What is missing or wrong in a question, told as errors are: in English.
  'src/results/derive/answers/askedFor.ts',
  'src/editor/assistant/workspaceSubjects.ts',
];

const files = rooms
  .flatMap((room) =>
    readdirSync(join(repository, room), { recursive: true, encoding: 'utf8' }).map(
      (name) => `${room}/${name}`,
    ),
  )
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.ts') && !forPrograms.includes(path));

/** Names, words of formats, and code. */
const allowed = [
  'Unit Importance',
  'SHA-256',
  'CSV',
  'SVG',
  'HTML',
  'width=device-width, initial-scale=1',
  'light dark',
  'unit-importance report',
  '– Unit Importance',
  'at once',
  'train:Net',
];

describe('a text that no language can replace', () => {
  const found = (source: string): string[] => fixedTexts('a.ts', source).map(({ text }) => text.trim());

  it('is found where it is shown, and where it reads as a sentence', () => {
    expect(found("line.textContent = 'Images';")).toEqual(['Images']);
    expect(found("element('p', { class: 'dim note' }, isOne ? 'one' : `all ${n}`);")).toEqual(['one', 'all']);
    expect(found("element('p', { title: 'Images' });")).toEqual(['Images']);
    expect(found("button('Undo', { appearance: 'primary' }, run);")).toEqual(['Undo']);
    expect(found('window.showErrorMessage(`Cannot read ${file}`);')).toEqual(['Cannot read']);
    expect(found("return count === 1 ? 'one unit' : null;")).toEqual(['one unit']);
    expect(found("const table = { header: ['Unit', l10n.t('Dead')] };")).toEqual(['Unit']);
    expect(found("const opening = { answer: 'Nothing', evidence };")).toEqual(['Nothing']);
  });

  it('is no message of a language, no name for a program, and nothing that is thrown at one', () => {
    expect(found("line.textContent = l10n.t('Images');")).toEqual([]);
    expect(found("element('p', { class: 'dim note' }, l10n.t('{0} lost', images));")).toEqual([]);
    expect(found("throw new InputError('The file is not there.');")).toEqual([]);
    expect(found("type Side = 'left side' | 'right side';")).toEqual([]);
  });
});

it('there is none where people read', () => {
  const fixed = files.flatMap((path) =>
    fixedTexts(path, readFileSync(join(repository, path), 'utf8'))
      .filter(({ text }) => !allowed.includes(text.trim()))
      .map(({ line, text }) => `${path}:${line} ${text}`),
  );
  expect(fixed).toEqual([]);
});
