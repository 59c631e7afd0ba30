import type { OwnPaint, Palette, RampName } from './paint.js';

export const themeKinds = ['dark', 'light', 'highContrast', 'highContrastLight'] as const;
export type ThemeKind = (typeof themeKinds)[number];

/** The design's own colours in a kind of theme. Orange against blue can be told apart with any kind of colour vision. */
export interface OwnColours {
  readonly own: Readonly<Record<OwnPaint, string>>;
  readonly layers: readonly string[];
  readonly networks: readonly string[];
  readonly ramps: Readonly<Record<RampName, readonly string[]>>;
  /** Of what is switched on. */
  readonly on: { readonly background: string; readonly foreground: string };
  /** Of controls; high contrast takes the editor's. */
  readonly border: string;
}

export const ownColours: Readonly<Record<ThemeKind, OwnColours>> = {
  dark: {
    own: {
      select: '#3ba0ff',
      lost: '#f0883e',
      gained: '#58a6ff',
      selectivity: '#a98bea',
      information: '#3db8a5',
      hypothesis: '#e2c04b',
      grid: '#313131',
      zero: '#6e6e6e',
      quiet: '#8a8a8a',
      bar: '#7a7a7a',
      track: '#2a2a2a',
      band: 'rgba(255, 255, 255, 0.055)',
    },
    layers: ['#36c5ab', '#5ea7f5', '#b78cf7', '#f58ac0'],
    networks: ['#4ea3ff', '#b09cc9', '#f0883e'],
    ramps: {
      lost: ['#343434', '#b4501a', '#ffbe86'],
      gained: ['#343434', '#2e6fb5', '#a9d5ff'],
      selectivity: ['#343434', '#a98bea'],
      information: ['#343434', '#3db8a5'],
      activity: ['#2a2a2a', '#fafafa'],
    },
    on: { background: '#0078d4', foreground: '#ffffff' },
    border: '#3c3c3c',
  },
  light: {
    own: {
      select: '#005fb8',
      lost: '#c4500b',
      gained: '#0a66c2',
      selectivity: '#7446c2',
      information: '#0b7a6b',
      hypothesis: '#946b00',
      grid: '#e8e8e8',
      zero: '#9a9a9a',
      quiet: '#767676',
      bar: '#8c8c8c',
      track: '#efefef',
      band: 'rgba(0, 0, 0, 0.045)',
    },
    layers: ['#00836c', '#1f65c9', '#7a3fc8', '#b4277f'],
    networks: ['#0a62c2', '#7d6a96', '#bf4a00'],
    ramps: {
      lost: ['#e6e6e6', '#f08a3c', '#7f2b00'],
      gained: ['#e6e6e6', '#5aa2e0', '#0b3e78'],
      selectivity: ['#e6e6e6', '#7446c2'],
      information: ['#e6e6e6', '#0b7a6b'],
      activity: ['#f0f0f0', '#161616'],
    },
    on: { background: '#005fb8', foreground: '#ffffff' },
    border: '#cecece',
  },
  highContrast: {
    own: {
      select: '#ffffff',
      lost: '#ffa657',
      gained: '#6fb7ff',
      selectivity: '#cba4ff',
      information: '#3fe0c3',
      hypothesis: '#ffe066',
      grid: '#4a4a4a',
      zero: '#ffffff',
      quiet: '#bdbdbd',
      bar: '#d0d0d0',
      track: '#1c1c1c',
      band: 'rgba(255, 255, 255, 0.14)',
    },
    layers: ['#3fe0c3', '#6fb7ff', '#cba4ff', '#ff9ed2'],
    networks: ['#6fb7ff', '#d7c6ee', '#ffa657'],
    ramps: {
      lost: ['#454545', '#e07a1f', '#ffe0b8'],
      gained: ['#454545', '#3e9bff', '#d6ecff'],
      selectivity: ['#454545', '#cba4ff'],
      information: ['#454545', '#3fe0c3'],
      activity: ['#3a3a3a', '#ffffff'],
    },
    on: { background: '#ffffff', foreground: '#000000' },
    border: 'var(--vscode-contrastBorder, #6fc3df)',
  },
  highContrastLight: {
    own: {
      select: '#000000',
      lost: '#a33f00',
      gained: '#0a4f9e',
      selectivity: '#5b2da8',
      information: '#005f4f',
      hypothesis: '#6b4e00',
      grid: '#c4c4c4',
      zero: '#292929',
      quiet: '#5c5c5c',
      bar: '#555555',
      track: '#e6e6e6',
      band: 'rgba(0, 0, 0, 0.09)',
    },
    layers: ['#005f4f', '#0b4da0', '#5b2da8', '#93155f'],
    networks: ['#0a4f9e', '#5f4b7a', '#a33f00'],
    ramps: {
      lost: ['#dcdcdc', '#d9651a', '#6b2000'],
      gained: ['#dcdcdc', '#3f86cc', '#062f5e'],
      selectivity: ['#dcdcdc', '#5b2da8'],
      information: ['#dcdcdc', '#005f4f'],
      activity: ['#e6e6e6', '#000000'],
    },
    on: { background: '#0f4a85', foreground: '#ffffff' },
    border: 'var(--vscode-contrastBorder, #0f4a85)',
  },
};

/** A whole palette, given what the theme says itself. */
export function paletteOf(kind: ThemeKind, theme: Palette['theme'], fonts: Palette['fonts']): Palette {
  const { own, layers, networks, ramps } = ownColours[kind];
  return { theme, own, layers, networks, ramps, fonts };
}
