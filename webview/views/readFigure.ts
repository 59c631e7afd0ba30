import type { FigureTable } from '../../src/figures/figure.js';
import type { LayerRows } from '../../src/figures/layerRows.js';
import type { LineChart } from '../../src/figures/lines/lineChart.js';
import { element } from '../dom/element.js';
import type { FigureContent } from '../plots/figureContent.js';
import { createFigureView } from '../plots/figureView.js';
import { layerRowsContent, spokenRow } from '../plots/layerRowsContent.js';
import { lineChartContent, spokenPoint } from '../plots/lineChartContent.js';
import type { ViewActions } from './view.js';

/** A figure with its title, the note below it, and a voice for what is selected in it. */
export interface ReadFigure {
  readonly element: HTMLElement;
  /** @param continues whether these are the numbers shown before, gone on or looked at in another way. */
  showLines(name: string, chart: LineChart, table: () => FigureTable, continues: boolean): void;
  showRows(name: string, rows: LayerRows, continues: boolean): void;
  select(id: number | null): void;
  /** Beside the title: what is shown. */
  about(text: string): void;
  note(text: string): void;
}

/**
 * @param picked is told of the place that the reader selects; without it the place is only read out, and selecting it
 * again or Escape clears it.
 * @param beside controls of the figure's own, beside its title.
 */
export function createReadFigure(
  actions: ViewActions,
  title: string,
  picked?: (id: number) => void,
  ...beside: readonly HTMLElement[]
): ReadFigure {
  let speak: (id: number) => string = () => '';
  let selected: number | null = null;
  const about = element('span', { class: 'dim' });
  const spoken = element('div', { class: 'spoken', 'aria-live': 'polite' });
  const note = element('p', { class: 'note' });
  const figure = createFigureView(
    {
      copy: actions.copy,
      save: actions.save,
      select(id) {
        spoken.textContent = speak(id);
        if (picked === undefined) select(id === selected ? null : id);
        else picked(id);
      },
    },
    title,
    about,
    ...beside,
  );
  const section = element('section', { class: 'read-figure' }, figure.element, note, spoken);
  section.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || picked !== undefined || selected === null) return;
    event.preventDefault();
    select(null);
  });

  function select(id: number | null): void {
    selected = id;
    figure.select(id);
  }

  function show(content: FigureContent, says: (id: number) => string, continues: boolean): void {
    speak = says;
    // Another drawing has other places.
    if (!continues && picked === undefined) {
      select(null);
      spoken.textContent = '';
    }
    figure.show(content, continues);
  }

  return {
    element: section,
    showLines(name, chart, table, continues) {
      show(lineChartContent(name, chart, table), (id) => spokenPoint(chart, id), continues);
    },
    showRows(name, rows, continues) {
      show(layerRowsContent(name, rows), (id) => spokenRow(rows, id), continues);
    },
    select,
    about(text) {
      about.textContent = text;
    },
    note(text) {
      note.textContent = text;
    },
  };
}
