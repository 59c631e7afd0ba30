import { speakAsOwner } from './ownersLanguage.js';

// Before all else is loaded: some texts are made when their module is.
speakAsOwner();
