import './language.js';
import { registerControls } from './controls.js';
import { openDescriber } from './describe/describer.js';
import { createPanel } from './frame/panel.js';
import { connectToHost } from './host.js';
import { applyOwnColours } from './theme/palette.js';

applyOwnColours();
registerControls();
if (document.body.dataset['view'] === 'describe') openDescriber();
else openPanel();

function openPanel(): void {
  const host = connectToHost();
  const panel = createPanel(host);
  document.body.append(panel.element);
  host.listen(panel.receive);
  host.post({ type: 'ready' });
}
