import type { Target } from '../../src/figures/figure.js';
import {
  isWithin,
  panned,
  pannedTo,
  unzoomed,
  unzoomedPlace,
  zoomAround,
  type Box,
  type Zoom,
} from '../../src/figures/zoom.js';

/** What gestures ask of the figure that they are made on. */
export interface GestureHost {
  /** Where the figure can be zoomed and brushed; `null` where it can't. */
  readonly ground: () => Box | null;
  readonly canBrush: () => boolean;
  /** The selected unit's place as it is shown. */
  readonly selected: () => Target | null;
  /** The zoom has changed: the figure is to be drawn again. */
  readonly zoomed: () => void;
  /** The brush has changed: what lies in it is to be told. */
  readonly brushed: () => void;
}

export interface FigureGestures {
  readonly zoom: () => Zoom;
  /** What was brushed, as it is shown; `null` where nothing is. */
  readonly brush: () => Box | null;
  /** Whether the pointer is used for something else than to point. */
  readonly isBusy: () => boolean;
  readonly zoomBy: (factor: number) => void;
  readonly showAll: () => void;
  /** Brings a target into sight. */
  readonly reveal: (target: Target) => void;
  /** @returns whether there was anything to clear. */
  readonly clearBrush: () => boolean;
  /** Other numbers or another size: both are gone. */
  readonly reset: () => void;
  /** @returns whether the key did something. */
  readonly key: (event: KeyboardEvent) => boolean;
}

/** A drag shorter than this is a click, in pixels. */
const shortestDrag = 4;
const keyZoom = 1.5;
/** What Shift and an arrow key move the brush's corner by, in pixels. */
const brushStep = 16;
/** A page that scrolls goes on scrolling when a figure comes under the pointer, in milliseconds. */
const scrollRest = 400;

interface Corners {
  readonly from: { readonly x: number; readonly y: number };
  readonly to: { readonly x: number; readonly y: number };
}

/**
 * Zoom by wheel, pinch, + and -; moved by a drag with the middle button or Space, 0 or a double click on the ground
 * shows all; a drag over the ground brushes, as Shift and arrow keys do.
 */
export function createFigureGestures(plot: HTMLElement, host: GestureHost): FigureGestures {
  let zoom = unzoomed;
  /** In places of the whole figure, so that it stays over the same units when the figure is zoomed. */
  let corners: Corners | null = null;
  let drag: { readonly kind: 'brush' | 'pan'; x: number; y: number; moved: boolean } | null = null;
  let isSpaceDown = false;
  let isDragClick = false;
  let lastScroll = -Infinity;
  let lastWheelZoom = -Infinity;
  let frame = 0;

  function setZoom(next: Zoom): void {
    if (next.factor === zoom.factor && next.x === zoom.x && next.y === zoom.y) return;
    zoom = next;
    // A wheel turns more often than a screen is drawn.
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      host.zoomed();
    });
  }

  function zoomBy(factor: number, at?: { readonly x: number; readonly y: number }): void {
    const ground = host.ground();
    if (ground === null) return;
    const selected = host.selected();
    const isSeen = selected !== null && isWithin(ground, selected.x, selected.y);
    const { x, y } =
      at ?? (isSeen ? selected : { x: ground.x + ground.width / 2, y: ground.y + ground.height / 2 });
    setZoom(zoomAround(zoom, factor, x, y, ground));
  }

  function setBrush(next: Corners | null): void {
    corners = next;
    host.brushed();
  }

  function clearBrush(): boolean {
    if (corners === null) return false;
    setBrush(null);
    return true;
  }

  function within(ground: Box, x: number, y: number): { x: number; y: number } {
    return unzoomedPlace(zoom, {
      x: Math.min(ground.x + ground.width, Math.max(ground.x, x)),
      y: Math.min(ground.y + ground.height, Math.max(ground.y, y)),
    });
  }

  function extendBrush(key: string): boolean {
    const ground = host.ground();
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
    if (ground === null || !host.canBrush() || step === undefined) return false;
    const selected = host.selected();
    const middle = { x: ground.x + ground.width / 2, y: ground.y + ground.height / 2 };
    const begin = selected !== null && isWithin(ground, selected.x, selected.y) ? selected : middle;
    const from = corners?.from ?? unzoomedPlace(zoom, begin);
    const at = corners?.to ?? from;
    const [x, y] = [zoom.factor * at.x + zoom.x, zoom.factor * at.y + zoom.y];
    setBrush({ from, to: within(ground, x + step[0] * brushStep, y + step[1] * brushStep) });
    return true;
  }

  document.addEventListener('scroll', () => (lastScroll = performance.now()), {
    capture: true,
    passive: true,
  });
  plot.addEventListener(
    'wheel',
    (event) => {
      const ground = host.ground();
      if (ground === null || !isWithin(ground, event.offsetX, event.offsetY)) return;
      const now = performance.now();
      const isPinch = event.ctrlKey || event.metaKey;
      const isScrolling = now - lastScroll < scrollRest && now - lastWheelZoom > scrollRest;
      if (!isPinch && (isScrolling || (zoom.factor === 1 && event.deltaY >= 0))) return;
      event.preventDefault();
      lastWheelZoom = now;
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
      zoomBy(Math.exp(-event.deltaY * lines * (isPinch ? 0.01 : 0.002)), {
        x: event.offsetX,
        y: event.offsetY,
      });
    },
    { passive: false },
  );
  plot.addEventListener('pointerdown', (event) => {
    const ground = host.ground();
    isDragClick = false;
    if (ground === null || !isWithin(ground, event.offsetX, event.offsetY)) return;
    const pans = event.button === 1 || (event.button === 0 && isSpaceDown);
    if (!pans && (event.button !== 0 || event.pointerType === 'touch' || !host.canBrush())) return;
    // Without this the middle button scrolls the page.
    if (pans) event.preventDefault();
    drag = { kind: pans ? 'pan' : 'brush', x: event.offsetX, y: event.offsetY, moved: false };
  });
  plot.addEventListener('pointermove', (event) => {
    const ground = host.ground();
    if (drag === null || ground === null) return;
    const [across, down] = [event.offsetX - drag.x, event.offsetY - drag.y];
    if (!drag.moved && Math.hypot(across, down) < shortestDrag) return;
    // Only now: a captured pointer's click would go to the plot all the same, but what it is over would not be told.
    if (!drag.moved) plot.setPointerCapture(event.pointerId);
    drag.moved = true;
    isDragClick = true;
    if (drag.kind === 'pan') {
      setZoom(panned(zoom, across, down, ground));
      [drag.x, drag.y] = [event.offsetX, event.offsetY];
      return;
    }
    setBrush({
      from: within(ground, drag.x, drag.y),
      to: within(ground, event.offsetX, event.offsetY),
    });
  });
  const end = (): void => {
    drag = null;
  };
  plot.addEventListener('pointerup', end);
  plot.addEventListener('pointercancel', end);
  // The click that ends a drag selects nothing.
  plot.addEventListener(
    'click',
    (event) => {
      if (isDragClick) event.stopImmediatePropagation();
      isDragClick = false;
    },
    true,
  );
  plot.addEventListener('keyup', (event) => {
    if (event.key === ' ') isSpaceDown = false;
  });
  plot.addEventListener('blur', () => (isSpaceDown = false));

  return {
    zoom: () => zoom,
    brush: () => (corners === null ? null : boxBetween(corners, zoom)),
    isBusy: () => drag?.moved === true,
    zoomBy,
    showAll: () => setZoom(unzoomed),
    reveal({ x, y }) {
      const ground = host.ground();
      if (ground !== null && zoom.factor > 1) setZoom(pannedTo(zoom, x, y, ground));
    },
    clearBrush,
    reset() {
      zoom = unzoomed;
      if (corners !== null) setBrush(null);
    },
    key(event) {
      if (host.ground() === null) return false;
      if (event.shiftKey && event.key.startsWith('Arrow')) return extendBrush(event.key);
      if (event.key === 'Escape') return clearBrush();
      if (event.key === '+' || event.key === '=') zoomBy(keyZoom);
      else if (event.key === '-') zoomBy(1 / keyZoom);
      else if (event.key === '0') setZoom(unzoomed);
      else if (event.key === ' ') isSpaceDown = true;
      else return false;
      return true;
    },
  };
}

function boxBetween({ from, to }: Corners, { factor, x, y }: Zoom): Box {
  return {
    x: factor * Math.min(from.x, to.x) + x,
    y: factor * Math.min(from.y, to.y) + y,
    width: factor * Math.abs(to.x - from.x),
    height: factor * Math.abs(to.y - from.y),
  };
}
