import { analyse } from '../browser/analysing.js';
import { openSession, type Session } from '../browser/session.js';

/** VS Code with the sample's training code, and everything measured of both its networks: the panel shows the second. */
export async function openBothNetworks(width: number, height: number): Promise<Session> {
  const session = await openSession({
    settings: {
      'editor.minimap.enabled': false,
      'window.commandCenter': false,
      'unitImportance.measures': ['selectivity', 'importance', 'curves', 'noise'],
    },
  });
  const { page, sideBar } = session.workbench;
  // Narrower, the panel's header has no room for the words that an analysis is waited for by.
  await page.setViewportSize({ width, height });
  await sideBar.show('Explorer');
  await sideBar.file('train.py').dblclick();
  // A menu of the explorer closes again when the editor that is being opened takes the focus.
  await page.locator('.monaco-editor.focused .view-line').first().waitFor();
  await page.waitForTimeout(1500);
  await analyse(session, 'digits.onnx', 'train.dataset.json');
  await analyse(session, 'digits-memorised.onnx', 'train-shuffled.dataset.json');
  return session;
}
