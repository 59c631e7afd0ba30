import type { ReportSection } from './section.js';
import { cardsSection } from './sections/cardsSection.js';
import { classesSection } from './sections/classesSection.js';
import { curvesSection } from './sections/curvesSection.js';
import { depthSection } from './sections/depthSection.js';
import { noiseSection } from './sections/noiseSection.js';
import { numbersSection } from './sections/numbersSection.js';
import { overviewSection } from './sections/overviewSection.js';
import { selectivitySection } from './sections/selectivitySection.js';
import { trustSection } from './sections/trustSection.js';
import { unitsSection } from './sections/unitsSection.js';

/** What a report tells of each result, in this order. */
export const reportSections: readonly ReportSection[] = [
  overviewSection,
  unitsSection,
  cardsSection,
  selectivitySection,
  curvesSection,
  classesSection,
  depthSection,
  noiseSection,
  numbersSection,
  trustSection,
];
