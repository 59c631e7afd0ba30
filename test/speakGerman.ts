import bundle from '../l10n/bundle.l10n.de.json' with { type: 'json' };
import { speak } from '../src/language.js';

// Imported before all else: texts that are made when a module is loaded are made in the language of that moment.
speak('de', bundle);
