import { describe, it } from 'mocha';
import { ok, strictEqual } from 'node:assert/strict';
import * as vscode from 'vscode';
import { commands } from '../../../src/editor/ids.js';

function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension('unit-importance.unit-importance');
  ok(found, 'The extension is not there.');
  return found;
}

describe('the packaged extension in the extension host', () => {
  it('is not active before it is used', () => {
    strictEqual(extension().isActive, false);
  });

  it('activates', async () => {
    await extension().activate();
    strictEqual(extension().isActive, true);
  });

  it('registers every command', async () => {
    const registered = await vscode.commands.getCommands(true);
    for (const command of Object.values(commands)) ok(registered.includes(command), command);
  });

  it('sees the sample workspace', async () => {
    const models = await vscode.workspace.findFiles('**/*.onnx');
    strictEqual(models.length, 2);
  });
});
