import type { ReportSection } from './section.js';
import { depthSection } from './sections/depthSection.js';
import { numbersSection } from './sections/numbersSection.js';
import { overviewSection } from './sections/overviewSection.js';
import { trustSection } from './sections/trustSection.js';
import { unitsSection } from './sections/unitsSection.js';

/** What a report tells of each result, in this order. */
export const reportSections: readonly ReportSection[] = [
  overviewSection,
  unitsSection,
  depthSection,
  numbersSection,
  trustSection,
];
