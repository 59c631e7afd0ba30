import { speak, type Messages } from '../src/language.js';

// The extension writes the messages of the editor's language into the page; for English there are none.
const messages = document.getElementById('messages')?.textContent;
speak(document.documentElement.lang, messages === undefined ? undefined : (JSON.parse(messages) as Messages));
